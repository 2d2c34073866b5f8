"""Tests of generator/report: what counsel and whoever governs suppliers are told."""
