"""The formats of files, each read or written strictly: YAML with places, Markdown, JSON, characters, locales.

In: text. Out: values and the places of faults. Nothing here knows what a privacy notice is.
"""
