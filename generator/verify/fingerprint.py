"""What a variant is without what is its supplier's own: alike for all suppliers that say the same things of themselves.

A variant that was found sound is cut along its own values, as its policy gives them. If another is just that with its
own values in the same places, each escaped for where it stands, then what was found of the one holds for the other:
they differ in nothing else. A variant that is like no other is checked in full.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

import markupsafe
import orjson

from generator.formats import jsontext, locales, markdown
from generator.formats.byte_template import ByteTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from generator.published.site import PublishedVariant

_SKIPPED = (
    *("@id", "@type", "statedBy", "statedIn", "broader", "about", "removes", "memberOf", "kind", "documents"),
    "obligations",
)
_MOST = 64  # variants that are remembered


def _json(text: str) -> str:
    return orjson.dumps(text).decode()[1:-1]


def _opening(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


# Every way to write a value that is safe on a page, and in JSON.
_ON_PAGES: tuple[Callable[[str], str], ...] = (
    escape,
    lambda text: str(markupsafe.escape(text)),
    _opening,
    lambda text: jsontext.inert(_json(text)),
)
_IN_JSON: tuple[Callable[[str], str], ...] = (
    _json,
    lambda text: _json(escape(text)),
    lambda text: _json(str(markupsafe.escape(text))),
    lambda text: _json(_opening(text)),
    lambda text: _json(markdown.markdown_escape(text)),
    lambda text: _json(escape(text, quote=False)),
)


_Slot = tuple[int, str, bool, int]  # the number of a value, how it is said, whether on a page, and how it is written


def _said(value: str, how: str) -> str:
    """Say a value as it is, with a capital, or as the place that it is, in a language."""
    if how == "capital":
        return locales.capitalise(value)
    return locales.territory_name(value, how) if how and value.startswith("loc:") else value


class VerifiedTemplates:
    """Remembers variants that were found sound, and knows others that are like them."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[tuple[str, ...], list[_Template]] = {}
        self._alone: dict[
            tuple[str, ...], tuple[PublishedVariant, list[str]]
        ] = {}  # not cut until there is another with its keys
        self._parts: dict[bytes, bytes] = {}  # most parts are the same in all

    def matches(self, variant: PublishedVariant, paths: list[str]) -> bool:
        """Whether a variant is like one that was found sound."""
        keys, values = _own(variant)
        if keys in self._alone:
            self._cut(keys, *self._alone.pop(keys))
        return any(cut.fits(variant, paths, values) for cut in self._seen.get(keys, ()))

    def remember(self, variant: PublishedVariant, paths: list[str]) -> None:
        """Remember a variant that was found sound."""
        keys, _ = _own(variant)
        if len(self._alone) + sum(map(len, self._seen.values())) >= _MOST or not keys:
            return
        if keys in self._seen:
            self._cut(keys, variant, paths)
        else:
            self._alone[keys] = variant.again(), paths

    def _cut(self, keys: tuple[str, ...], variant: PublishedVariant, paths: list[str]) -> None:
        cut = _Template(variant, paths, _own(variant)[1], self._parts)
        self._seen.setdefault(keys, []).append(cut)


class _Template:
    """The files of a variant, cut along its own values."""

    def __init__(
        self, variant: PublishedVariant, paths: list[str], values: list[str], known: dict[bytes, bytes]
    ) -> None:
        self.known = known
        self.slots: dict[_Slot, int] = {}
        self.files: list[ByteTemplate] = []
        for path in paths:
            found: dict[bytes, _Slot] = {}
            page = path.endswith(".html")
            for number, value in enumerate(values):
                for said in ("", "capital", *variant.homes):
                    for form, write in enumerate(_ON_PAGES if page else _IN_JSON):
                        found.setdefault(write(_said(value, said)).encode(), (number, said, page, form))
            self.files += [self._cut(path.encode(), found), self._cut(variant.bytes(path), found)]

    def _cut(self, text: bytes, found: dict[bytes, _Slot]) -> ByteTemplate:
        pattern = re.compile(b"|".join(re.escape(form) for form in sorted(found, key=len, reverse=True)))
        parts, slots, at = [], [], 0
        for match in pattern.finditer(text):
            parts += [self._part(text[at : match.start()]), b""]
            slots.append(self.slots.setdefault(found[match[0]], len(self.slots)))
            at = match.end()
        return ByteTemplate((*parts, self._part(text[at:])), tuple(slots))

    def _part(self, part: bytes) -> bytes:
        return self.known.setdefault(part, part)

    def fits(self, variant: PublishedVariant, paths: list[str], values: list[str]) -> bool:
        """Whether another variant is this one with its own values."""
        filled = []
        for number, said, page, form in self.slots:
            filled.append((_ON_PAGES if page else _IN_JSON)[form](_said(values[number], said)).encode())
        pairs = iter(self.files)
        return len(self.files) == 2 * len(paths) and all(
            next(pairs).fill(filled) == path.encode() and next(pairs).fill(filled) == variant.bytes(path)
            for path in paths
        )


def _own(variant: PublishedVariant) -> tuple[tuple[str, ...], list[str]]:
    """Give what is a variant's own: the keys of its own facts, and its id with all their values in their order."""
    keys: list[str] = []
    values = [variant.id]
    for section, entries in variant.policy.items():
        for name, entry in entries.items() if isinstance(entries, dict) and section != "@context" else ():
            if isinstance(entry, dict) and "statedBy" in entry:
                keys += [section, *entry]
                values += _values(name, entry)
    return tuple(keys), [*values, *variant.colours, *variant.logo]


def _values(name: str, entry: dict[str, Any]) -> Iterator[str]:
    if not name.startswith("supplier"):
        yield name
    for key, value in entry.items():
        if key not in _SKIPPED:
            yield from _texts(value)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return [value.removeprefix("mailto:").removeprefix("tel:")]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for each in inner for text in _texts(each)]
