"""Ids become objects, and a notice becomes its variants.

In: a checked `Source`. Out: a `Notice`, suppliers and variants. Total functions: nothing here finds fault.
"""
