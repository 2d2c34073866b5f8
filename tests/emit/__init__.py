"""Tests of generator/emit: policies, pages and the files for web servers and programs."""
