"""The commands of `notice`, one a file, beside their options.

In: options. Out: one call below, what is printed, and an exit code.
"""
