"""Tests of generator/mkdocs_plugin: the notice in MkDocs' own commands."""
