"""Tests of generator/checks: a bound notice gets what is wrong with it."""
