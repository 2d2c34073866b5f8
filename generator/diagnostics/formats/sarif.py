"""Diagnostics as SARIF 2.1.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.formats.json_list import as_safe_json

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic, Place
    from generator.diagnostics.rules import Rule


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
    return as_safe_json(document)


def _sarif_rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "defaultConfiguration": {"level": rule.severity},
    }
