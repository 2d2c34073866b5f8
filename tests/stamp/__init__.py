"""Tests of generator/stamp: many suppliers."""
