"""What was read has the right shape, and its names lead somewhere.

In: a `Source`. Out: diagnostics, and the table of declared names.
"""
