"""The table of everything the compiler can say, each rule with its explanation.

The code of a rule is permanent. Its letter names the stage that speaks: F files, Y YAML, T clause text,
S shape, L links, C checks of the whole notice, G suppliers, P pages.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing the compiler can say.

    `why` is the reason or the article behind it; `wrong` and `right` are the shortest examples.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    why: str
    wrong: str
    right: str


@cache
def all_rules() -> dict[str, Rule]:
    """Return every rule by its code, in the order of the table."""
    table = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return {code: Rule(code=code, **row) for code, row in table.items()}


@cache
def rule(name: str) -> Rule:
    """Find a rule by its name. An unknown name is a bug and raises `KeyError`."""
    return {each.name: each for each in all_rules().values()}[name]
