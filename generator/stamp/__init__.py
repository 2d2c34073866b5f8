"""One variant made once for all suppliers alike; each supplier's files are filled in from it.

In: suppliers, grouped by what they give. Out: files, byte for byte what would have been made for each alone.
"""
