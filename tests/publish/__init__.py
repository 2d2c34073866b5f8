"""Tests of generator/publish: staging, switching, signing."""
