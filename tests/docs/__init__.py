"""Tests of docs/: what the pages tell is carried out, and what they name is there."""
