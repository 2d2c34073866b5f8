"""Tests of the changes of a notice's files."""
