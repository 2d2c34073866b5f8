"""The preview: the site of one variant in a browser, anew at each change.

In: a project's folder. Out: pages with diagnostics beside the clauses they are about.
"""
