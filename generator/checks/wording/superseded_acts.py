"""Acts that are no longer in force, as they are cited."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

# `/EC`, `/CE`, `/EG`, `/WE`: the Community or the Union, which every language of the EU writes with two letters.
_COMMUNITY = r"(?:/[^\W\d_]{2}\b)?"


class Act(NamedTuple):
    """An act: what it is cited by, and what replaced it."""

    pattern: re.Pattern[str]
    successor: str


@cache
def acts() -> tuple[Act, ...]:
    """Read the table of acts once."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["act"]
    return tuple(Act(_cited(each["number"], each.get("names", [])), each["successor"]) for each in table)


def _cited(number: str, names: list[str]) -> re.Pattern[str]:
    ways = "|".join([rf"(?<!\d){number}(?!\d){_COMMUNITY}", *(rf"\b{name}\b" for name in names)])
    return re.compile(ways, re.IGNORECASE)
