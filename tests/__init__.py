"""Tests of the generator: cases, laws, the real notice, a real browser."""
