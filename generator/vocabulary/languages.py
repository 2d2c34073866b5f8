"""The words of each language: what the pages say, and what checks and reports look for in a text."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from generator import resources
from generator.formats import locales

_PATTERNS = Path(__file__).with_suffix("")  # a folder


@dataclass(frozen=True, slots=True)
class TextPatterns:
    """What is looked for in texts of one language; `generator/vocabulary/languages/en.toml` says it of each key."""

    numbers: dict[str, int]
    common_words: frozenset[str]
    period_between: re.Pattern[str]
    claim: re.Pattern[str]
    left_to_write: re.Pattern[str]
    loose_reference: re.Pattern[str]
    opens_list_before: re.Pattern[str]
    opens_list_after: re.Pattern[str]
    passive: re.Pattern[str]


def with_words() -> list[str]:
    """Name the languages that the pages have words in."""
    return sorted(file.stem for file in (resources.folder("site_templates") / "languages").glob("*.toml"))


@cache
def words(language: str) -> dict[str, Any]:
    """Return the words of the pages in a language. Raises `KeyError` where there are none."""
    name = locales.nearest(language, with_words())
    if name is None:
        raise KeyError(language)
    return _read(resources.folder("site_templates") / "languages" / f"{name}.toml")


@cache
def patterns(language: str) -> TextPatterns | None:
    """Return what is looked for in texts of a language; nothing where no file says it."""
    name = locales.nearest(language, [file.stem for file in _PATTERNS.glob("*.toml")])
    if name is None:
        return None
    raw = _read(_PATTERNS / f"{name}.toml")
    compiled = {
        key.replace("-", "_"): re.compile(value, re.IGNORECASE | re.VERBOSE)
        for key, value in raw.items()
        if isinstance(value, str)
    }
    return TextPatterns(raw["numbers"], frozenset(raw["common-words"]), **compiled)


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
