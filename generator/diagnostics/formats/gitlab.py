"""Diagnostics as a Code Quality report, which GitLab shows beside the lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic


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
