"""Values as they are typed in a text: periods, dates, amounts, addresses, places, acts, authorities and companies.

Each is found with a key, which is the same however the value is written: `P24M` for "two years" and "24 months".
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from babel import Locale
from babel.units import format_unit

from generator.formats.locales import locale
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["period", "date", "amount", "mailbox", "phone", "web", "place", "act", "authority", "company"]

_UNITS = {"year": ("M", 12), "month": ("M", 1), "week": ("D", 7), "day": ("D", 1), "hour": ("H", 1), "minute": ("m", 1)}
_ISO = {"Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute"}
_WORLD = frozenset(("001", "EU", "EZ", "UN", "ZZ", "QO"))  # no place of their own, or an area of law
_PLAIN: dict[Kind, re.Pattern[str]] = {
    "mailbox": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "web": re.compile(r"https?://[^\s<>()\[\]]+|\bwww\.[\w-]+(?:\.[\w-]+)+[^\s<>()\[\],;]*"),
    "phone": re.compile(r"(?<![\w/])\+\d[\d\s().-]{6,}\d|(?<![\w/.-])0\d{1,4}[\s/-]\d[\d\s-]{4,}\d"),
    "amount": re.compile(
        r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF)\b)[ \u00a0]?\d[\d.,']*"
        r"|\b\d[\d.,']*[ \u00a0]?(?:[€£¥]|%|(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?|percent|per cent)\b)",
        re.IGNORECASE,
    ),
}


class Value(NamedTuple):
    """A value that was found, and where."""

    kind: Kind
    key: str
    start: int
    end: int


def find(text: str, language: str) -> Iterator[Value]:
    """Find the values that a text types, in their order; of two that overlap, the first and longer one."""
    found = sorted(
        (each for part in _finders(text, language) for each in part), key=lambda each: (each.start, -each.end)
    )
    end = 0
    for each in found:
        if each.start >= end:
            end = each.end
            yield each


def _finders(text: str, language: str) -> Iterator[Iterator[Value]]:
    yield _periods(text, language)
    yield _dates(text, language)
    yield _places(text, language)
    for kind, pattern in (*_PLAIN.items(), *_names().items()):
        yield (Value(kind, _plain(kind, match.group()), *_trimmed(match)) for match in pattern.finditer(text))


def _plain(kind: Kind, written: str) -> str:
    if kind == "phone":
        return re.sub(r"\D", "", written)
    return " ".join(written.lower().split()).rstrip(".,/")


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    return match.start(), match.start() + len(match.group().rstrip(".,"))


def period_key(amount: int, unit: str) -> str:
    """Write a period so that equal ones are alike: years are months, weeks are days."""
    letter, factor = _UNITS[unit]
    return f"{amount * factor}{letter}"


def period_of(iso: str) -> str:
    """Give the key of a period of ISO 8601 that has one unit; another one is its own key."""
    match = re.fullmatch(r"P(T?)(\d+)([YMWDHM])", iso)
    return period_key(int(match[2]), _ISO[match[1] + match[3]]) if match else iso


def _periods(text: str, language: str) -> Iterator[Value]:
    pattern, numbers, units = _period_words(language)
    for match in pattern.finditer(text):
        written = match["number"].lower()
        amount = numbers.get(written) or int(written) if written in numbers or written.isdecimal() else 0
        if amount:
            yield Value("period", period_key(amount, units[" ".join(match["unit"].lower().split())]), *match.span())


@cache
def _period_words(language: str) -> tuple[re.Pattern[str], dict[str, int], dict[str, str]]:
    """Give the pattern of periods in a language, its words for numbers, and the unit that each word stands for."""
    known = languages.patterns(language)
    numbers = known.numbers if known else {}
    units = {}
    for unit in _UNITS:
        for amount in (1, 2, 5):
            written = format_unit(amount, f"duration-{unit}", "long", locale=locale(language))
            units[re.sub(r"[\d\s\u00a0]+", " ", written).strip().lower()] = unit
    between = known.period_between.pattern if known else ""
    words = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    counted = "|".join([r"\d+", *numbers])
    said = rf"(?<![\w.,-])(?P<number>{counted})(?:\s*\([^()]*\))?[\s\u00a0-]+(?:{between})?(?P<unit>{words})(?!\w)"
    return re.compile(said, re.IGNORECASE | re.VERBOSE), numbers, units


def _dates(text: str, language: str) -> Iterator[Value]:
    for match in _date_pattern(language).finditer(text):
        written = match.groupdict()
        month = _months(language)[written["month"].lower().rstrip(".")] if written["month"] else int(written["m"])
        day = written["day"] or written["last"] or written["d"]
        key = f"{written['year'] or written['y']}-{month:02}" + (f"-{int(day):02}" if day else "")
        yield Value("date", key, *match.span())


@cache
def _months(language: str) -> dict[str, int]:
    found = {}
    for style in ("wide", "abbreviated"):
        for number, name in Locale.parse(locale(language)).months["format"][style].items():
            found[name.lower().rstrip(".")] = number
    return found


@cache
def _date_pattern(language: str) -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+)?(?P<month>{month})\.?\s+(?:(?P<last>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?"
        r"(?P<year>\d{4})\b|\b(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})\b",
        re.IGNORECASE,
    )


def _places(text: str, language: str) -> Iterator[Value]:
    pattern, codes = _place_names(language)
    for match in pattern.finditer(text):
        yield Value("place", codes[" ".join(match.group().split())], *match.span())


@cache
def _place_names(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Give the pattern of names of countries and areas in a language, and the code of each (CLDR)."""
    spoken = Locale.parse(locale(language)).territories
    codes = {name: code for code, name in spoken.items() if code not in _WORLD}
    codes |= {name: code for name, code in _table()["places"].items() if code in spoken}
    names = "|".join(re.sub(r"\\? ", r"\\s+", re.escape(name)) for name in sorted(codes, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), codes


@cache
def _names() -> dict[Kind, re.Pattern[str]]:
    """Give the patterns of acts, authorities and companies: by their names, and companies by their legal forms."""
    table = _table()
    word = r"[A-ZÀ-Þ][\w&\u2019'.-]*"
    forms = "|".join(sorted(map(re.escape, table["legal_forms"]), key=len, reverse=True))
    acts = "|".join(sorted(map(re.escape, table["acts"]), key=len, reverse=True))
    return {
        "act": re.compile(
            rf"(?<!\w)(?:{acts})(?!\w)|\b(?:{table['provisions']})\s?\d+[a-z]?(?:\([\da-z]+\))*"
            r"|\b(?:Regulation|Directive|Decision|Act)\s(?:\([A-Z]+\)\s)?(?:No\.?\s)?\d+/\d+(?:/[A-Z]+)?"
        ),
        "authority": re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, table['authorities']))})(?!\w)"),
        "company": re.compile(
            rf"(?<![\w{{])(?:{word}\s+)+(?:{forms})(?!\w)"
            rf"|(?<!\w)(?:{'|'.join(map(re.escape, table['companies']))})(?!\w)"
        ),
    }


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
