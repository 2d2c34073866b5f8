"""What the checks say: a rule, a place, a sentence, and what to type instead.

In: what a check found. Out: records, and their forms for a terminal, an editor, GitHub, GitLab and SARIF.
"""
