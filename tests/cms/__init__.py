"""Tests of generator/cms: the form."""
