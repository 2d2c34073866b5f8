"""The rules about suppliers: what they may set, take away and be called, and what is left of those who are gone.

In: a checked `Source`, its names, the `Notice`. Out: diagnostics, and an index of what tells suppliers apart.
"""
