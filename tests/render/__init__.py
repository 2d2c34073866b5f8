"""Tests of generator/render: pages as renderers make them."""
