"""Tests of generator/validate: what a text may name."""
