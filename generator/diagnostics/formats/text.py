"""Diagnostics as text for people: each with the line it is about."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic, Place


def safe(text: str) -> str:
    """Show control and invisible characters by their code, so that a message can do nothing to a terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def as_text(diagnostics: list[Diagnostic], texts: dict[str, str], *, colour: bool = False) -> str:
    """Show each diagnostic with the line it is about, and a count at the end."""
    lines = {file: texts.get(file, "").split("\n") for file in {each.place.file for each in diagnostics}}
    blocks = [_block(each, lines[each.place.file], colour=colour) for each in diagnostics]
    return "\n".join([*blocks, summary(diagnostics)])


def summary(diagnostics: list[Diagnostic]) -> str:
    """Count what was found."""
    errors = sum(each.is_error for each in diagnostics)
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}"
        for n, word in ((errors, "error"), (len(diagnostics) - errors, "warning"))
        if n
    ]
    return " and ".join(parts) + " found" if parts else "no problems found"


def _block(diagnostic: Diagnostic, text: list[str], *, colour: bool) -> str:
    def tinted(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    rule, place = diagnostic.rule, diagnostic.place
    tone = "31;1" if diagnostic.is_error else "33;1"
    first = f"{safe(str(place))}: {tinted(f'{rule.severity}[{rule.name}]', tone)}: {safe(diagnostic.message)}"
    lines = [first]
    lines += _excerpt(place, text)
    if diagnostic.help:
        lines.append(f"   = help: {safe(diagnostic.help)}")
    for note in diagnostic.notes:
        where = f" at {safe(str(note.place))}" if note.place else ""
        lines.append(f"   = note: {safe(note.text)}{where}")
    lines.append(f"   = explain: notice explain {rule.code}")
    return "\n".join(lines) + "\n"


def _excerpt(place: Place, lines: list[str]) -> list[str]:
    if place.line > len(lines) or not lines[place.line - 1].strip():
        return []
    line, start = lines[place.line - 1], place.column - 1
    end = max(place.end_column - 1, start + 1)
    cut = max(0, start - _EXCERPT_CHARACTERS // 2)
    shown, start, end = line[cut : cut + _EXCERPT_CHARACTERS], start - cut, min(end - cut, _EXCERPT_CHARACTERS)
    number = str(place.line)
    gutter = " " * len(number)
    under = " " * _width(safe(shown[:start])) + "^" * max(1, _width(safe(shown[start:end])))
    return [f"{gutter} |", f"{number} | {safe(shown)}", f"{gutter} | {under}"]


def _width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


_EXCERPT_CHARACTERS = 160  # of a line of the source
