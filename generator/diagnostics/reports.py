"""Diagnostics as text, JSON, annotations of GitHub and GitLab, or SARIF."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.diagnostics.rules import all_rules

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic, Place
    from generator.diagnostics.rules import Rule

_MAX_EXCERPT = 160


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
    def paint(text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    rule, place = diagnostic.rule, diagnostic.place
    tone = "31;1" if diagnostic.is_error else "33;1"
    first = f"{safe(str(place))}: {paint(f'{rule.severity}[{rule.name}]', tone)}: {safe(diagnostic.message)}"
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
    cut = max(0, start - _MAX_EXCERPT // 2)
    shown, start, end = line[cut : cut + _MAX_EXCERPT], start - cut, min(end - cut, _MAX_EXCERPT)
    number = str(place.line)
    gutter = " " * len(number)
    under = " " * _width(safe(shown[:start])) + "^" * max(1, _width(safe(shown[start:end])))
    return [f"{gutter} |", f"{number} | {safe(shown)}", f"{gutter} | {under}"]


def _width(text: str) -> int:
    """Count the columns that a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def safe(text: str) -> str:
    """Show control and invisible characters by their code, so that a message can do nothing to a terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)


def _json(value: Any) -> str:
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
    return _json(rows)


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


def as_gitlab(diagnostics: list[Diagnostic]) -> str:
    """Give the diagnostics as a Code Quality report, which GitLab shows beside the lines of a merge request.

    A fingerprint holds no line, so that a fault is known again when lines are added above it.
    """
    seen: Counter[str] = Counter()
    rows = []
    for each in diagnostics:
        what = f"{each.rule.code}\n{each.place.file}\n{each.message}"
        seen[what] += 1
        rows.append(
            {
                "description": f"{each.message}; {each.help}",
                "check_name": each.rule.name,
                "fingerprint": hashlib.sha256(f"{what}\n{seen[what]}".encode()).hexdigest(),
                "severity": "major" if each.is_error else "minor",
                "location": {"path": each.place.file, "lines": {"begin": each.place.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_sarif(diagnostics: list[Diagnostic]) -> str:
    """Give the diagnostics as SARIF 2.1.0."""

    def location(place: Place, text: str = "") -> dict[str, Any]:
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": max(place.end_column, place.column + 1),
        }
        physical = {"artifactLocation": {"uri": place.file}, "region": region}
        return {"physicalLocation": physical, **({"message": {"text": text}} if text else {})}

    results = [
        {
            "ruleId": each.rule.code,
            "level": each.rule.severity,
            "message": {"text": f"{each.message}; {each.help}"},
            "locations": [location(each.place)],
            "relatedLocations": [location(note.place, note.text) for note in each.notes if note.place],
        }
        for each in diagnostics
    ]
    used = {each.rule.code: each.rule for each in diagnostics}
    driver = {"name": "notice", "rules": [_sarif_rule(used[code]) for code in sorted(used)]}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }
    return _json(document)


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": rule.severity},
    }


# The forms for programs; `as_text` is the one for people.
FORMS = {"json": as_json, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif}


def explain(rule: Rule) -> str:
    """Explain one rule: what it finds, why, and a wrong and a right example."""

    def indent(text: str) -> str:
        return "\n".join(f"    {line}".rstrip() for line in text.strip().split("\n"))

    head = f"{rule.code} {rule.name} ({rule.severity})"
    return f"{head}\n\n{rule.summary}\n\n{rule.why}\n\nWrong:\n\n{indent(rule.wrong)}\n\nRight:\n\n{indent(rule.right)}"


def rules_table() -> str:
    """List every rule on a line."""
    table = all_rules().values()
    width = max(len(rule.name) for rule in table)
    return "\n".join(f"{rule.code}  {rule.name:<{width}}  {rule.severity:<7}  {rule.summary}" for rule in table)
