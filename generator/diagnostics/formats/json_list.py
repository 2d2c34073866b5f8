"""Diagnostics as a list of JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic, Place


def as_safe_json(value: Any) -> str:
    """Write JSON with control and invisible characters by their code, as in `safe`."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)


def as_json(diagnostics: list[Diagnostic]) -> str:
    """Give the diagnostics as a JSON list."""

    def place(place: Place) -> dict[str, Any]:
        return {
            "file": place.file,
            "line": place.line,
            "column": place.column,
            "endColumn": max(place.end_column, place.column),
        }

    rows = [
        {
            "code": each.rule.code,
            "rule": each.rule.name,
            "severity": each.rule.severity,
            **place(each.place),
            "message": each.message,
            "help": each.help,
            "notes": [{"text": note.text, **(place(note.place) if note.place else {})} for note in each.notes],
        }
        for each in diagnostics
    ]
    return as_safe_json(rows)
