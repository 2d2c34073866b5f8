"""Everything that was read, by file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from generator.diagnostics.records import Place
from generator.formats import yamltext
from generator.source.files import GAPS, NOTICE, TOMBSTONES, facts_file
from generator.source.text_reader import TextReader

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.formats.yamltext import Document, Route
    from generator.source import clauses
    from generator.source.disk_store import DiskStore


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")


@dataclass(frozen=True, slots=True)
class Source:
    """Everything that was read, by file; names of files are relative to `root`.

    There may be thousands of suppliers, so of each only its value is kept, packed as JSON; `supplier` reads a file
    again where a place in it is needed.
    """

    root: Path
    texts: dict[str, str]
    documents: dict[str, Document]
    clauses: dict[str, clauses.ClauseText]
    packed: DiskStore

    def place(self, file: str, route: Route = ()) -> Place:
        """Turn a file and a route inside it into line and column."""
        if file in self.clauses:
            return self.clauses[file].head.place(route)
        return self.documents[file].place(route) if file in self.documents else Place(file, 1, 1, 1)

    @property
    def language(self) -> str:
        """The language that the notice is written in."""
        return language_of(self.documents.get(NOTICE))

    def facts(self, kind: str) -> list[dict[str, object]]:
        """Return the raw facts of a kind, in the order of the file; none where the file is left out."""
        document = self.documents.get(GAPS if kind == "gaps" else facts_file(kind))
        return document.value if document else []  # type: ignore[return-value]

    @property
    def tombstones(self) -> list[dict[str, str]]:
        """The raw records of suppliers that are gone."""
        document = self.documents.get(TOMBSTONES)
        return document.value if document else []  # type: ignore[return-value]

    def suppliers(self) -> Iterator[tuple[str, Any]]:
        """Give the value of each supplier's file, with the name of the file, in the order of the names."""
        for file, packed in self.packed.items():
            yield file, orjson.loads(packed)

    def supplier(self, file: str) -> Document:
        """Read one supplier's file again, with its places. What was read before is read as it was."""
        reader = TextReader(self.root)
        text = reader.read_text(file) or ""
        self.texts[file] = text
        document, _ = yamltext.parse(text, file)
        return document or yamltext.Document(file, orjson.loads(self.packed[file]), {}, {})


def language_of(notice: Document | None) -> str:
    """Give the language that a notice is written in: English where it names none that can be read."""
    languages = notice.value.get("languages") if notice and isinstance(notice.value, dict) else None
    first = languages[0] if isinstance(languages, list) and languages else ""
    return first if isinstance(first, str) and _LANGUAGE.fullmatch(first) else "en"
