"""Tests of generator/verify: what is true of a finished site."""
