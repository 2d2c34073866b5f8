"""Tests of generator/commands: the command as a user runs it."""
