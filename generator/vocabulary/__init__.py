"""The vocabularies that facts are typed with.

In: `schema/dpv-2.3.json`. Out: which terms there are, and below which top concepts.
"""
