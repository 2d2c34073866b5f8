"""One variant made once for all suppliers of a group, and filled in for each.

Two suppliers are of one group when their files give the same things, whatever they say. So everything is made once a
group, from a supplier whose values are markers; `compile_template` finds the markers in a finished file, and how the
value was written at each place; `ByteTemplate.fill` writes a supplier's own values there. What comes of it is byte for
byte what would have been made for the supplier alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html import escape
from typing import TYPE_CHECKING

import markupsafe
import orjson

from generator.formats import jsontext, locales, markdown
from generator.formats.byte_template import ByteTemplate
from generator.stamp import markers

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable


class UnknownEscapingError(Exception):
    """A value stands in a finished file in an escaping that is not known here: a fault of the generator."""


def _no_spaces(text: str) -> str:
    return text.replace(" ", "")


def _only_opening(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _json(text: str) -> str:
    return orjson.dumps(text).decode()[1:-1]


@cache
def _escapings() -> dict[str, Callable[[str], str]]:
    """Map the image of the marker of value 0 under each known escaping to the function that applies it.

    There are 72: 2 cases of the first letter, 12 escapings of text, and 3 layers of JSON around them.
    """
    texts: list[Callable[[str], str]] = [
        str,
        escape,
        lambda text: str(markupsafe.escape(text)),
        lambda text: _one_space(str(markupsafe.escape(text))),
        lambda text: escape(text, quote=False),
        _only_opening,
        lambda text: _one_space(_only_opening(text)),
        markdown.markdown_escape,
        _no_spaces,
        lambda text: _one_space(escape(text)),
        lambda text: _one_space(escape(text, quote=False)),
        _one_space,
    ]
    layers: list[Callable[[str], str]] = [str, _json, lambda text: jsontext.inert(_json(text))]
    escapings: dict[str, Callable[[str], str]] = {}
    for case in (str, locales.capitalise):
        for text in texts:
            for layer in layers:
                escaping = _composed(case, text, layer)
                escapings.setdefault(escaping(markers.text_marker(0)), escaping)
    return escapings


def _composed(*steps: Callable[[str], str]) -> Callable[[str], str]:
    def escaping(value: str) -> str:
        for step in steps:
            value = step(value)
        return value

    return escaping


@dataclass(slots=True)
class TemplateSlots:
    """The slots in all files of a group. Equal values in the same escaping and language share one."""

    id_prefix: str
    territories: frozenset[int]
    numbers: dict[tuple[int, str, str], int] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = None

    def find(self, text: str) -> Iterable[re.Match[str]]:
        """Find the markers in a text."""
        if self._pattern is None:
            self._pattern = markers.pattern(self.id_prefix)
        return self._pattern.finditer(text)

    def slot_for(self, match: re.Match[str], language: str) -> int:
        """Return the index of the slot for a marker found by `find`. Raises `UnknownEscapingError`."""
        if match["id"]:
            key = (int(match["id"]), "", "")
        else:
            number, image = markers.read_image(match["image"])
            if image not in _escapings():
                raise UnknownEscapingError(repr(image))
            key = (number, image, "" if match["term"] else language)
        return self.numbers.setdefault(key, len(self.numbers))

    def render_values(self, values: tuple[str, ...]) -> list[bytes]:
        """Write a supplier's values for every slot, in the order of the slots."""
        escapings = _escapings()
        rendered = []
        for number, image, language in self.numbers:
            value = values[number]
            if image:
                is_named = language and number in self.territories
                value = escapings[image](locales.territory_name(value, language) if is_named else value)
            rendered.append(value.encode())
        return rendered


def compile_template(text: str, slots: TemplateSlots, language: str) -> ByteTemplate:
    """Make a template of a finished file; its slots are added to `slots`. Raises `UnknownEscapingError`."""
    parts, numbers, at = [], [], 0
    for match in slots.find(text):
        parts += [text[at : match.start()].encode(), b""]
        numbers.append(slots.slot_for(match, language))
        at = match.end()
    return ByteTemplate((*parts, text[at:].encode()), tuple(numbers))
