"""Tests of generator/source and generator/formats: files, texts and characters are read in one way or refused."""
