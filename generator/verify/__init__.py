"""What must be true of a finished site. It reads the output alone, and nothing of what made it.

In: a published site. Out: faults, each a sentence.
"""
