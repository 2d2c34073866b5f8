"""A site in the making, and its switch to live.

In: files. Out: a published site with manifests, whole or not at all.
"""
