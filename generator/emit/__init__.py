"""What is published, made from a variant: data, texts, pages, and settings for web servers.

In: a `Variant`. Out: files, each with its path. Emitters see the model and not each other's files.
"""
