"""The renderer that calls MkDocs with the theme Material: the one folder that knows them.

In: Markdown pages and the settings of `mkdocs.yml`. Out: HTML, search indexes and assets.
"""
