"""The commands that write a project's own files.

In: options. Out: files that are changed all at once, and an exit code.
"""
