"""Files that a project starts with.

In: an empty folder, or a few answers. Out: a project, a supplier's file, a check for GitHub or GitLab.
"""
