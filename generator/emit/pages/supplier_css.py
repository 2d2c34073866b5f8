"""A supplier's colour on its pages, and whether it stands out from them enough to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator import model


def style(supplier: model.Supplier) -> str:
    """Make the style sheet with a supplier's colour."""
    where = ":root, html:root body[data-md-color-scheme]"
    dark = f"@media (prefers-color-scheme: dark) {{ {where} {{ --notice-accent: {supplier.dark}; }} }}"
    return f"{where} {{ --notice-accent: {supplier.light}; }}\n{dark}\n"
