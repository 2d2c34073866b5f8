"""A supplier whose values are markers: what is made of it shows where values go, and how each is written there.

A text marker is U+2C30, one private character that numbers the value, a probe, and U+F8FF. The first letter has an
upper-case form, so it shows where a label was given a capital; the probe holds every character that some escaping
changes. So the image of a marker in a finished file tells which value it was and how it was escaped. The marker of an
id is `<prefix><number>z`, since an id may hold letters and digits alone. No source may hold private characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from generator.published import schemas

if TYPE_CHECKING:
    from collections.abc import Iterable

_SMALL, _CAPITAL = "\u2c30", "\u2c00"  # a letter of Glagolitic in both cases
_FIRST, _LAST = 0xF000, 0xF7FF  # private characters that number values
_PREFIX_END, _END = "\uf8fe", "\uf8ff"
_PROBE = "&<>\"'*_\\ \u00a0 x"
# The common parts of the supplier's schema whose values are texts of the supplier's own.
_TEXTS = ("line", "text", "secureUrl", "email", "phone", "colour", "box", "drawing")


@dataclass(frozen=True, slots=True)
class MarkedSupplier:
    """A supplier's file with markers in the place of its values: the same for all of a group. `values` are its own.

    `territories` are the numbers of the values that are countries or areas: they are named in the reader's language.
    """

    raw: dict[str, Any]
    values: tuple[str, ...]
    territories: frozenset[int]


def id_prefix(texts: Iterable[str]) -> str:
    """Return a prefix `xq<N>x` that occurs in none of the texts."""
    texts = list(texts)
    return next(word for number in count() if not any((word := f"xq{number}x") in text for text in texts))


def insert(raw: dict[str, Any], prefix: str) -> MarkedSupplier:
    """Put markers in the place of a supplier's values, as its schema tells them from names and choices."""
    values: list[str] = []
    territories: set[int] = set()

    def walk(value: Any, schema: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            return {key: walk(each, schema["properties"][key]) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each, schema["items"]) for each in value]
        number = len(values)
        part = schema.get("x-part")
        if part == "id":
            made = f"{prefix}{number}z"
        elif part in _TEXTS:
            made = text_marker(number)
        elif "Location" in schema.get("dpvTerm", ()):
            made = f"{_SMALL}{chr(_FIRST + number)}{_PREFIX_END}:{text_marker(number)}"
            territories.add(number)
        else:
            return value
        values.append(value)
        return made

    marked = walk(raw, schemas.load("supplier"))
    return MarkedSupplier(marked, tuple(values), frozenset(territories))


def text_marker(number: int) -> str:
    """Write the marker of the value of a number."""
    return f"{_SMALL}{chr(_FIRST + number)}{_PROBE}{_END}"


def pattern(prefix: str) -> re.Pattern[str]:
    """Match a marker: its group `id` is the number of an id, or `image` a text marker as it was escaped.

    The group `term` is there where the marker stands for a DPV location as programs read it.
    """
    number = f"[{chr(_FIRST)}-{chr(_LAST)}]"
    return re.compile(
        f"(?P<term>{_SMALL}{number}{_PREFIX_END}:)?(?P<image>[{_SMALL}{_CAPITAL}]{number}[^{_END}]*{_END})"
        f"|{prefix}(?P<id>[0-9]+)z"
    )


def read_image(image: str) -> tuple[int, str]:
    """Tell the number of the value from the image of its marker, and how the marker of value 0 would look there."""
    return ord(image[1]) - _FIRST, image.replace(image[1], chr(_FIRST))
