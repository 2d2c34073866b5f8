"""How a language writes dates, lists, places and capitals (CLDR, through Babel)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_ROOT = "root"  # CLDR's locale for whatever it does not know


def nearest(language: str, known: Collection[str]) -> str | None:
    """Find the language that is nearest to a tag of BCP 47: `en-GB` is read as `en` where that is all that is known."""
    return next((tag for tag in _wider(language) if tag in known), None)


def _wider(language: str) -> Iterator[str]:
    """Give a tag, then what it is without its last part, and so on (the lookup of RFC 4647, 3.4)."""
    parts = language.split("-")
    return ("-".join(parts[:end]) for end in range(len(parts), 0, -1))


@cache
def locale(language: str) -> str:
    """Give the locale that dates and lists are written by. Plain English is the world's, not one country's."""
    if language == "en":
        return "en_001"
    for tag in _wider(language):
        try:
            return str(Locale.parse(tag, sep="-"))
        except UnknownLocaleError:
            continue
    return _ROOT


def territory_name(term: str, language: str) -> str:
    """Name a country or area (a DPV location) in a language; its code where it has no name there."""
    code = term.partition(":")[2]
    return str(Locale.parse(locale(language)).territories.get(code.split("-")[0], code))


def capitalise(label: str) -> str:
    """Give a label that stands alone a capital letter; labels are written as in the middle of a sentence."""
    return label[:1].upper() + label[1:]


def joined(parts: list[str], language: str) -> str:
    """Join words as a list in a sentence: `a, b and c` in English."""
    return format_list(parts, locale=locale(language))
