"""The disk to values with places: the one folder that reads `notice/` and the settings beside it.

In: a project's folder. Out: a `Source`, and diagnostics for what cannot be read.
"""
