"""What the sentences of clauses say, against the facts.

In: a checked `Source`, and the `Notice`. Out: diagnostics.
"""
