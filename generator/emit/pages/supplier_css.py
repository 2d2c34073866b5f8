"""A supplier's colour on its pages, and whether it stands out from them enough to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator import model

FILE = "colours.css"
# What stands behind links and signs, as the theme's style sheet has it.
LIGHT = ("#fbfaf6", "#ffffff", "#e6efed")
DARK = ("#14181d", "#1b2128", "#1f3335")
_DIM = 0.04045  # where the curve of sRGB begins
ENOUGH = 4.5  # WCAG 2.2, 1.4.3


def style(supplier: model.Supplier) -> str:
    """Make the style sheet with a supplier's colour."""
    where = ":root, html:root body[data-md-color-scheme]"
    dark = f"@media (prefers-color-scheme: dark) {{ {where} {{ --notice-accent: {supplier.dark}; }} }}"
    return f"{where} {{ --notice-accent: {supplier.light}; }}\n{dark}\n"


def contrast(one: str, other: str) -> float:
    """Measure how much two colours stand out from each other, 1 to 21 (WCAG 2.2, relative luminance)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= _DIM else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
