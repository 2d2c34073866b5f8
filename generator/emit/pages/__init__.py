"""The pages that people read, as Markdown.

In: a `Variant`. Out: the text of each page, by its name.
"""
