"""Tests of generator/render: pages as a theme paints them."""
