"""Pages become a site. Each renderer is a folder of its own behind one protocol, and knows nothing of notices.

In: pages as data, and a renderer's settings. Out: files.
"""
