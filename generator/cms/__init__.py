"""A form to edit the notice with, for people who will not edit YAML.

In: the schemas and the calls of Sveltia CMS. Out: its configuration, and changed lines in files.
"""
