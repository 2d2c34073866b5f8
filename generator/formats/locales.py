"""How a language writes dates, lists, places and capitals (CLDR, through Babel)."""

from __future__ import annotations

from babel import Locale
from babel.lists import format_list


def locale(language: str) -> str:
    """Give the locale that dates and lists are written by. Plain English is the world's, not one country's."""
    return "en_001" if language == "en" else language.replace("-", "_")


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
