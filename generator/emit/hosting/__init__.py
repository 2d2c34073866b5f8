"""What a site needs to be found and served: its interface described, its pages listed, settings for web servers.

In: a notice and its catalogue. Out: files, each with its path.
"""
