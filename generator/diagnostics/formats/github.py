"""Diagnostics as workflow commands, which GitHub shows beside the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.formats.text import safe

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic


def as_github(diagnostics: list[Diagnostic]) -> str:
    """Give the diagnostics as workflow commands, which GitHub shows beside the lines."""

    def escape(text: str, *, value: bool = False) -> str:
        text = "\n".join(safe(line) for line in text.split("\n"))
        pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *([(":", "%3A"), (",", "%2C")] if value else [])]
        for raw, code in pairs:
            text = text.replace(raw, code)
        return text

    rows = []
    for each in diagnostics:
        place = each.place
        where = f"file={escape(place.file, value=True)},line={place.line},col={place.column},title={each.rule.name}"
        rows.append(f"::{each.rule.severity} {where}::{escape(f'{each.message}{chr(10)}help: {each.help}')}")
    return "\n".join(rows)
