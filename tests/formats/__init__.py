"""Tests of generator/formats: forms of text and data that know nothing of a notice."""
