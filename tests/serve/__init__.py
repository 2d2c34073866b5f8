"""Tests of generator/serve: the preview, and checks at each save."""
