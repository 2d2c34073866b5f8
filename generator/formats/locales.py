"""How a language writes dates, lists, places and capitals (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.units import format_unit

_PLACES = frozenset(("country", "location", "locations", "region", "from", "to"))
_DATES = frozenset(("date", "effective"))
_PERIODS = frozenset(("duration", "lifetime"))
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_TIMES = {"H": "hour", "M": "minute"}

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


def period(duration: str, language: str) -> str:
    """Write a duration of ISO 8601 in words: `P1Y6M` is "1 year and 6 months"."""
    days, _, times = duration.removeprefix("P").partition("T")
    parts = [
        format_unit(int(number), f"duration-{units[unit]}", "long", locale=locale(language))
        for found, units in ((days, _UNITS), (times, _TIMES))
        for number, unit in re.findall(r"(\d+)([A-Z])", found)
    ]
    return joined(parts, language)


def day(value: str, language: str) -> str:
    """Write a date of ISO 8601 in words."""
    return format_date(date.fromisoformat(value), format="long", locale=locale(language))


def words(step: str, value: str, language: str) -> str:
    """Write the value of a property as people read it."""
    if step in _DATES:
        return day(value, language)
    if step in _PERIODS:
        return period(value, language)
    return territory_name(value, language) if step in _PLACES else value
