"""The rules about a whole notice and its variants, one family a module.

In: a checked `Source`, the `Notice`, its variants. Out: diagnostics.
"""

_MAX_NAMED = 3  # variants


def named(variants: list[str]) -> str:
    """Name variants in a message, the first few of many."""
    rest = len(variants) - _MAX_NAMED
    return ", ".join(variants[:_MAX_NAMED]) + (f" and {rest} more" if rest > 0 else "")
