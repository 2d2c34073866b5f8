"""The rules about a whole notice and its variants, one family a module."""
