"""How much a supplier's colour stands out from the pages (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

# What stands behind links and signs, as the style sheet of the pages has it (site_templates/theme/assets).
LIGHT = ("#fbfaf6", "#ffffff", "#e6efed")
DARK = ("#14181d", "#1b2128", "#1f3335")
MIN_CONTRAST = 4.5  # to 1, of text in an ordinary size
_SRGB_LINEAR_LIMIT = 0.04045  # where the curve of sRGB begins (IEC 61966-2-1)


def contrast(one: str, other: str) -> float:
    """Measure how much two colours (`#rrggbb`) stand out from each other, 1 to 21.

    The numbers here and below are WCAG's own: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= _SRGB_LINEAR_LIMIT else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
