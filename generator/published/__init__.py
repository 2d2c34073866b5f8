"""The contract of a published site: its paths, schemas, context and security policy, and a reader of its files.

In: a site's folder or address. Out: names of files, and values. Shared by
those that write a site and those that verify it.
"""
