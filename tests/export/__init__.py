"""Tests of generator/export: notices as PDF."""
