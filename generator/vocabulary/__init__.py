"""The vocabularies that facts are typed with, and the words of languages.

In: `schema/dpv-2.3.json`, and a file a language. Out: which terms there are, and what pages say and checks look for.
"""
