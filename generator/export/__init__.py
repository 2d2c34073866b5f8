"""Other forms of a finished site.

In: a published site. Out: PDF files, and the links to them.
"""
