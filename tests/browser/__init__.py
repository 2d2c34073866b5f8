"""The published pages in a real browser."""
