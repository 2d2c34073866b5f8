"""The pages that people read, as data.

In: a `Variant`. Out: its `Page`s, for a renderer.
"""
