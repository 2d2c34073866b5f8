"""Tests of generator/vocabulary: terms, and languages by their tags."""
