"""Hostile, broken and arbitrary input, at every reader."""
