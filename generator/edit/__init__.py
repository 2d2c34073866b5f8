"""Changes of a notice's files that keep what they do not change: by the form, by a new name, by taking a fact away.

In: what a file says, and what it is to say. Out: its new text; nothing is written before all is known.
"""
