"""The text of a clause as it was typed, with blanks for what is no words of its own: lines and columns stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.records import Place
from generator.model.text import NO_FACT
from generator.source import clauses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.records import Source

_BOUND = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(fact:([^()\n]*)\)")
_PLACEHOLDER = re.compile(r"\{\{[^{}\n]*\}\}")
_TARGET = re.compile(r"(?<=\])\((?:fact|mailto):[^()\n]*\)")


@dataclass(frozen=True, slots=True)
class TypedClause:
    """The words of a clause, and which of them are bound to which facts."""

    file: str
    id: str
    text: str
    bound: tuple[tuple[int, int, tuple[str, ...]], ...]

    def facts_at(self, offset: int) -> tuple[str, ...]:
        """Give the ids of the facts to which the words at an offset are bound."""
        return next((ids for start, end, ids in self.bound if start <= offset < end), ())

    def place(self, start: int, end: int) -> Place:
        """Turn a stretch of the text into its place; where it runs over a line, into its first line."""
        line_start = self.text.rfind("\n", 0, start) + 1
        line = self.text.count("\n", 0, start) + 1
        stop = self.text.find("\n", start, end)
        return Place(self.file, line, start - line_start + 1, (stop if stop >= 0 else end) - line_start + 1)


def every(source: Source) -> Iterator[TypedClause]:
    """Give the words of every clause."""
    for file, read in source.clauses.items():
        text = clauses.HEAD.sub(_blank, source.texts[file], count=1)
        bound = [(*match.span(1), tuple(match[2].replace(",", " ").split())) for match in _BOUND.finditer(text)]
        words = _TARGET.sub(_blank, _PLACEHOLDER.sub(_blank, text))
        name = str(read.head.value["id"])  # type: ignore[call-overload,index]
        yield TypedClause(file, name, words, tuple(each for each in bound if each[2] != (NO_FACT,)))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
