"""The texts inside facts, with what their placeholders print. No variant changes them, so they are printed once."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from generator import model
from generator.diagnostics.records import Place
from generator.formats import locales, private_use
from generator.model import paths
from generator.model.text import WRITTEN
from generator.source import clauses
from generator.source.files import NOTICE

if TYPE_CHECKING:
    from generator.model.text import Placeholder, Text
    from generator.source.records import Source

_HEADS = ("notice", "service")
_NOWHERE = Place("", 1, 1)  # what is wrong with a text was told before


class Texts:
    """Prints the texts of facts as they were read."""

    def __init__(self, source: Source) -> None:
        """Take a checked source."""
        self.source = source
        self.kinds = {cls.kind_of_fact: cls for cls in model.FACTS}
        self.raw: dict[str, tuple[str, dict[str, Any]]] = {
            str(raw["id"]): (kind, raw) for kind in self.kinds for raw in source.facts(kind)
        }

    def of(self, kind: str, raw: dict[str, Any]) -> dict[str, Any]:
        """Print the texts of a fact that hold placeholders, by their properties."""
        held = [key for key in WRITTEN.intersection(raw) if is_text(kind, key) and "{{" in str(raw[key])]
        return {key: self.text(str(raw["id"]), key) for key in held}

    def text(self, fact: str, key: str) -> str:
        """Print one text of a fact."""
        written = str(self.raw[fact][1][key])
        if "{{" not in written:
            return written
        return self.printed(clauses.parse_words(written, _NOWHERE, this=fact)[0])

    def printed(self, text: Text) -> str:
        """Print a text with the values that its placeholders name."""
        return private_use.PLACEHOLDER.sub(
            lambda m: self.value(text.placeholders[private_use.number_of(m.group())]), text.plain
        )

    def value(self, placeholder: Placeholder) -> str:
        """Print what a placeholder names."""
        head, *rest = placeholder.path
        if placeholder.kind == "term":
            return head
        if head in _HEADS:
            notice: dict[str, Any] = self.source.documents[NOTICE].value  # type: ignore[assignment]
            whole, cls = (notice, model.Notice) if head == "notice" else (notice["service"], model.Service)
            return self._property(cls, whole, rest)
        if not rest:
            return self.text(head, "label")
        return self._of_fact(head, rest)

    def _of_fact(self, name: str, path: list[str]) -> str:
        kind, raw = self.raw[name]
        if is_text(kind, path[0]) and path[0] in WRITTEN:
            return self.text(name, path[0])
        return self._property(self.kinds[kind], raw, path)

    def _property(self, cls: type, raw: dict[str, Any], path: list[str]) -> str:
        step, rest = path[0], path[1:]
        value = raw[step]
        if _refers(cls, step):
            names = value if isinstance(value, list) else [value]
            shown = [self._of_fact(name, rest) if rest else self.text(name, "label") for name in names]
        else:
            shown = [locales.words(step, str(each), self.source.language) for each in _many(value)]
        return locales.joined(shown, self.source.language) if isinstance(value, list) else shown[0]


def is_text(kind: str, key: str) -> bool:
    """Whether a property is text in which placeholders print: the name of a term is not."""
    return key in WRITTEN and (kind, key) != ("definitions", "label")


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _refers(cls: type, step: str) -> bool:
    """Whether a property names facts."""
    held = [each.metadata for each in fields(cls) if each.name.removesuffix("_") == step]
    return step in paths.BY_ID or any(metadata.keys() & {"one", "many"} for metadata in held)
