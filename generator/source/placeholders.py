"""Placeholders and bindings in the lines of a text, each with its place.

Between `{{` and `}}` stands one of: a defined term (`User`), a fact or a property of it (`dpo.email`), or `list(…)`,
`contact(…)`, `clause(…)` around one. Behind bound words stand the ids of facts: `[words](fact:one,other)`. Both become
characters that no source may hold, or a link to a number; `source_column` leads back to what was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import private_use
from generator.model.text import NO_FACT, Binding, Placeholder

MAX_PLACEHOLDERS = 2000  # of a clause

_BRACE = (
    r"\{\{(?P<inside>[^{}\n]*)\}\}|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)|\{[^{}\n]*\}|\{\{|\}\}|[{}]"
    r"|\]\([ \t]*(?P<bound>fact:[^()\n]*)\)"
)
_MARK = re.compile(_BRACE)
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TERM = re.compile(r"[^\W\d_a-z][^(){}.]*")
_PATH = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z][a-z0-9_]*)*"
_VALUE = re.compile(_PATH)
_CALL = re.compile(rf"(?P<kind>[a-z]+)\(\s*(?P<path>{_PATH})\s*\)")


@dataclass(slots=True)
class Marks:
    """What is marked in the lines of one text, and what is wrong with it. `this` is the fact that the text is of."""

    file: str
    this: str = ""
    found: list[Diagnostic] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)
    bindings: list[Binding] = field(default_factory=list)
    _columns: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def say(self, name: str, place: Place, message: str, remedy: str) -> None:
        """Add a diagnostic."""
        self.found.append(Diagnostic(rule(name), place, message, remedy))

    def mark(self, line: str, number: int, column: int = 1) -> str:
        """Mark one line; `column` is where it begins in the file."""
        made, at, width = [], 0, 0
        columns = self._columns.setdefault(number, [(0, column)])
        for match in _MARK.finditer(line):
            put = self._put(match, number, column)
            made += [line[at : match.start()], put]
            width += match.start() - at + len(put)
            at = match.end()
            columns.append((width, at + column))
        return "".join([*made, line[at:]])

    def source_column(self, number: int, offset: int) -> int:
        """Give the column in the file of an offset in a marked line."""
        start, column = next(each for each in reversed(self._columns[number]) if each[0] <= offset)
        return column + offset - start

    def _put(self, match: re.Match[str], line: int, column: int) -> str:
        place = Place(self.file, line, match.start() + column, match.end() + column)
        if match["bound"] is not None:
            start = match.start("bound") + column
            return self._bind(match["bound"], Place(self.file, line, start, match.end("bound") + column))
        placeholder = self._read(match, place)
        if placeholder is None:
            return " "
        self.placeholders.append(placeholder)
        return private_use.placeholder(len(self.placeholders) - 1)

    def _bind(self, written: str, place: Place) -> str:
        ids = written.removeprefix("fact:").replace(",", " ").split()
        if not ids:
            self.say("binding", place, "no fact stands behind these words", "write the id of a fact after fact:")
        for name in ids:
            if not _ID.fullmatch(name):
                message = f'"{name}" is no id: ids have small letters, digits and hyphens'
                self.say("binding", place, message, "write (fact:first-id,second-id)")
        if NO_FACT in ids and len(ids) > 1:
            remedy = "take `none` out, or the other ids"
            self.say("binding", place, "words that say no fact cannot be bound to one as well", remedy)
        self.bindings.append(Binding(tuple(dict.fromkeys(ids)), place))
        return f"](fact:{len(self.bindings) - 1})"

    def _read(self, match: re.Match[str], place: Place) -> Placeholder | None:
        inside = match["inside"]
        if inside is None:
            opened = match.group()[:2]
            what = {"{%": "template code ({%) is", "{#": "a template comment ({#) is"}.get(opened, "single braces are")
            remedy = "write {{ … }} around a term or a fact, on one line" if "brace" in what else "remove it"
            self.say("unknown-placeholder", place, f"{what} not used in a clause", remedy)
            return None
        text = inside.strip()
        if len(self.placeholders) >= MAX_PLACEHOLDERS:
            message = f"the text holds more than {MAX_PLACEHOLDERS} placeholders"
            self.say("too-large", place, message, "split the clause")
            return None
        if _TERM.fullmatch(text):
            return Placeholder("term", (text,), place)
        if _VALUE.fullmatch(text):
            head, *rest = text.split(".")
            return Placeholder("value", ((self.this or head) if head == "this" else head, *rest), place)
        call = _CALL.fullmatch(text)
        if call and call["kind"] in ("list", "contact", "clause"):
            return Placeholder(call["kind"], tuple(call["path"].split(".")), place)  # type: ignore[arg-type]
        remedy = (
            "write a term as it is defined ({{ User }}), a fact ({{ dpo.email }}), or list(…), contact(…), clause(…)"
        )
        self.say("unknown-placeholder", place, f'"{text}" is nothing that can be printed', remedy)
        return None
