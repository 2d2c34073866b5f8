"""One variant made once for all suppliers of a shape: marks stand where a supplier's values go.

Two suppliers have the same shape when their files give the same things, whatever they say. So everything is made once
a shape, from a supplier whose values are marks; `cut` finds the marks in a finished file, and how the value was
written at each place; `Stencil.stamp` writes a supplier's own values there. What comes of it is byte for byte what
would have been made for the supplier alone.

A mark starts with a letter that has a capital form, so that it shows where a label was given a capital, and holds
every character that some way of writing changes. It is told by private characters, which no source may hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from html import escape
from itertools import count
from typing import TYPE_CHECKING, Any

import markupsafe
import orjson

from generator.emit import inline
from generator.formats import jsontext
from generator.validate import schemas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SMALL, _CAPITAL = "\u2c30", "\u2c00"  # a letter of Glagolitic
_FIRST, _LAST = 0xF000, 0xF7FF
_PREFIX_END, _END = "\uf8fe", "\uf8ff"
_PROBE = "&<>\"'*_\\ \u00a0 x"
_TEXTS = ("line", "text", "secureUrl", "email", "phone", "colour", "box", "drawing")


class UnknownEscapingError(Exception):
    """A value stands in a finished file in a form that is not known here: a fault of the generator."""


def token(texts: Iterable[str]) -> str:
    """Choose the beginning of the ids that stand for a supplier's: one that none of the texts holds."""
    texts = list(texts)
    return next(word for number in count() if not any((word := f"xq{number}x") in text for text in texts))


@dataclass(frozen=True, slots=True)
class MarkedSupplier:
    """A supplier's file with marks in the place of its values: the same for all of a shape. `values` are its own.

    `places` are the numbers of the values that are countries or areas: they are named in the reader's language.
    """

    raw: dict[str, Any]
    values: tuple[str, ...]
    places: frozenset[int]


def insert_markers(raw: dict[str, Any], word: str) -> MarkedSupplier:
    """Put marks in the place of a supplier's values, as the schema tells them from names and choices."""
    values: list[str] = []
    places: set[int] = set()

    def walk(value: Any, schema: dict[str, Any]) -> Any:
        if isinstance(value, dict):
            return {key: walk(each, schema["properties"][key]) for key, each in value.items()}
        if isinstance(value, list):
            return [walk(each, schema["items"]) for each in value]
        number = len(values)
        part = schema.get("x-part")
        if part == "id":
            made = f"{word}{number}z"
        elif part in _TEXTS:
            made = _text_mark(number)
        elif "Location" in schema.get("dpvTerm", ()):
            made = f"{_SMALL}{chr(_FIRST + number)}{_PREFIX_END}:{_text_mark(number)}"
            places.add(number)
        else:
            return value
        values.append(value)
        return made

    marked = walk(raw, schemas.load("supplier"))
    return MarkedSupplier(marked, tuple(values), frozenset(places))


def _text_mark(number: int) -> str:
    return f"{_SMALL}{chr(_FIRST + number)}{_PROBE}{_END}"


def _no_spaces(text: str) -> str:
    return text.replace(" ", "")


def _only_opening(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _json(text: str) -> str:
    return orjson.dumps(text).decode()[1:-1]


@cache
def _forms() -> dict[str, Callable[[str], str]]:
    """Give every way a value is written, by what it makes of a mark."""
    texts: list[Callable[[str], str]] = [
        str,
        escape,
        lambda text: str(markupsafe.escape(text)),
        lambda text: _one_space(str(markupsafe.escape(text))),
        lambda text: escape(text, quote=False),
        _only_opening,
        lambda text: _one_space(_only_opening(text)),
        inline.markdown_escape,
        _no_spaces,
        lambda text: _one_space(escape(text)),
        lambda text: _one_space(escape(text, quote=False)),
        _one_space,
    ]
    outers: list[Callable[[str], str]] = [str, _json, lambda text: jsontext.inert(_json(text))]
    forms: dict[str, Callable[[str], str]] = {}
    for case in (str, inline.capitalise):
        for text in texts:
            for outer in outers:
                form = _composed(case, text, outer)
                forms.setdefault(form(_text_mark(0)), form)
    return forms


def _composed(*steps: Callable[[str], str]) -> Callable[[str], str]:
    def form(value: str) -> str:
        for step in steps:
            value = step(value)
        return value

    return form


@dataclass(slots=True)
class TemplateSlots:
    """The places for values in all files of a shape: each pair of a value and a form is filled once a supplier."""

    word: str
    places: frozenset[int]
    numbers: dict[tuple[int, str, str], int] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def find(self, text: str) -> Iterable[re.Match[str]]:
        """Find the marks in a text."""
        if self._pattern is None:
            number = f"[{chr(_FIRST)}-{chr(_LAST)}]"
            self._pattern = re.compile(
                f"(?P<term>{_SMALL}{number}{_PREFIX_END}:)?(?P<mark>[{_SMALL}{_CAPITAL}]{number}[^{_END}]*{_END})"
                f"|{self.word}(?P<id>[0-9]+)z"
            )
        return self._pattern.finditer(text)

    def slot(self, match: re.Match[str], language: str) -> int:
        """Give the number of the place of one mark. Raises `FormError`."""
        if match["id"]:
            key = (int(match["id"]), "", "")
        else:
            number = ord(match["mark"][1]) - _FIRST
            image = match["mark"].replace(match["mark"][1], chr(_FIRST))
            if image not in _forms():
                raise UnknownEscapingError(repr(image))
            key = (number, image, "" if match["term"] else language)
        return self.numbers.setdefault(key, len(self.numbers))

    def fill(self, values: tuple[str, ...]) -> list[bytes]:
        """Write a supplier's values in every form that its files need."""
        forms = _forms()
        filled = []
        for number, image, language in self.numbers:
            value = values[number]
            if image:
                place = language and number in self.places
                value = forms[image](inline.place_name(value, language) if place else value)
            filled.append(value.encode())
        return filled


@dataclass(frozen=True, slots=True)
class ByteTemplate:
    """A finished file with places for values: `parts` are its bytes, and empty where the slots go, by turns."""

    parts: tuple[bytes, ...]
    slots: tuple[int, ...]

    def stamp(self, filled: list[bytes]) -> bytes:
        """Write the file with the values of one supplier."""
        parts = list(self.parts)
        parts[1::2] = [filled[slot] for slot in self.slots]
        return b"".join(parts)


def compile_template(text: str, slots: TemplateSlots, language: str) -> ByteTemplate:
    """Cut a finished file into a stencil. Raises `FormError`."""
    parts, numbers, at = [], [], 0
    for match in slots.find(text):
        parts += [text[at : match.start()].encode(), b""]
        numbers.append(slots.slot(match, language))
        at = match.end()
    return ByteTemplate((*parts, text[at:].encode()), tuple(numbers))
