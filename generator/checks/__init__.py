"""The rules about a whole notice and its variants, one family a module.

In: a checked `Source`, the `Notice`, its variants. Out: diagnostics.
"""

_SHOWN = 3


def named(variants: list[str]) -> str:
    """Name variants in a message, the first few of many."""
    rest = len(variants) - _SHOWN
    return ", ".join(variants[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
