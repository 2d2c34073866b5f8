"""Pages become a site.

In: pages as data. Out: files. Each renderer is a folder of its own.
"""
