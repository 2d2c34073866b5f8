"""Clause text: a head of YAML, and a body of Markdown with placeholders, each with its place.

The body is a closed language. Of Markdown it takes paragraphs, lists, tables, headings, emphasis, code and links to
https: and mailto:; no HTML, images, quotes, code blocks, footnotes or link definitions. Between `{{` and `}}` stands
one of: a defined term (`User`), a fact or a property of it (`dpo.email`), or `list(…)`, `contact(…)`, `clause(…)`
around one. There is nothing to evaluate, so there is nothing to break out of.

A body is rendered once. Each placeholder becomes one private character in it, which no source may hold
(`characters`), and each variant puts its own value there: a value is never read as Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import markdown, yamltext
from generator.model.text import FIRST_PLACEHOLDER, Placeholder, Text

if TYPE_CHECKING:
    from generator.formats.yamltext import Document

MAX_PLACEHOLDERS = 2000
MAX_LETTERS = 32_768  # of a clause
MAX_BRACKETS = 1000  # opened in a clause: readers of Markdown take long over what is never closed


HEAD = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_BRACE = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}|\{%.*?(?:%\}|$)|\{#.*?(?:#\}|$)|\{[^{}\n]*\}|\{\{|\}\}|[{}]")
_TERM = re.compile(r"[^\W\d_a-z][^(){}.]*")
_PATH = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z][a-z0-9_]*)*"
_VALUE = re.compile(_PATH)
_CALL = re.compile(rf"(?P<kind>[a-z]+)\(\s*(?P<path>{_PATH})\s*\)")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it was read."""

    file: str
    head: Document
    body: Text


@dataclass(slots=True)
class _Marks:
    file: str
    found: list[Diagnostic] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)

    def say(self, name: str, place: Place, message: str, remedy: str) -> None:
        self.found.append(Diagnostic(rule(name), place, message, remedy))

    def mark(self, line: str, number: int, column: int = 1) -> str:
        """Put private characters for the placeholders of one line."""

        def replace(match: re.Match[str]) -> str:
            place = Place(self.file, number, match.start() + column, match.end() + column)
            placeholder = self.read(match, place)
            if placeholder is None:
                return " "
            self.placeholders.append(placeholder)
            return chr(FIRST_PLACEHOLDER + len(self.placeholders) - 1)

        return _BRACE.sub(replace, line)

    def read(self, match: re.Match[str], place: Place) -> Placeholder | None:
        inside = match.group("inside")
        if inside is None:
            opened = match.group()[:2]
            what = {"{%": "template code ({%) is", "{#": "a template comment ({#) is"}.get(opened, "single braces are")
            remedy = "write {{ … }} around a term or a fact, on one line" if "brace" in what else "remove it"
            self.say("unknown-placeholder", place, f"{what} not used in a clause", remedy)
            return None
        text = inside.strip()
        if len(self.placeholders) >= MAX_PLACEHOLDERS:
            self.say(
                "too-large", place, f"the text holds more than {MAX_PLACEHOLDERS} placeholders", "split the clause"
            )
            return None
        if _TERM.fullmatch(text):
            return Placeholder("term", (text,), place)
        if _VALUE.fullmatch(text):
            return Placeholder("value", tuple(text.split(".")), place)
        call = _CALL.fullmatch(text)
        if call and call["kind"] in ("list", "contact", "clause"):
            return Placeholder(call["kind"], tuple(call["path"].split(".")), place)  # type: ignore[arg-type]
        remedy = (
            "write a term as it is defined ({{ User }}), a fact ({{ dpo.email }}), or list(…), contact(…), clause(…)"
        )
        self.say("unknown-placeholder", place, f'"{text}" is nothing that can be printed', remedy)
        return None


def parse(text: str, file: str) -> tuple[ClauseText | None, list[Diagnostic]]:
    """Parse one clause file. The clause is `None` where its head cannot be read."""
    match = HEAD.match(text)
    if match is None:
        remedy = "start the file with ---, then id and heading on lines of their own, then --- again"
        found = [Diagnostic(rule("clause-head"), Place(file, 1, 1, 2), "the clause has no head", remedy)]
        head_alone = text.startswith("---")
        return None, found if head_alone else [*found, *_parse_body(*_below(text), file)[1]]
    head, found = yamltext.parse(match["head"], file, line_offset=1)
    first_line = text.count("\n", 0, match.end()) + 1
    body, body_found = _parse_body(text[match.end() :], first_line, file)
    found = [*found, *body_found]
    return (ClauseText(file, head, body) if head is not None else None), found


def _below(text: str) -> tuple[str, int]:
    """Give what stands below a head that is not opened, or everything; and the number of its first line."""
    end = _RULE.search(text)
    return (text[end.end() :], text.count("\n", 0, end.end()) + 1) if end else (text, 1)


def _parse_body(text: str, first_line: int, file: str) -> tuple[Text, list[Diagnostic]]:
    marks = _Marks(file)
    if len(text) > MAX_LETTERS or text.count("[") > MAX_BRACKETS:
        what = f"{MAX_LETTERS:,} letters" if len(text) > MAX_LETTERS else f"{MAX_BRACKETS:,} brackets"
        marks.say("too-large", Place(file, first_line, 1, 2), f"the text holds more than {what}", "split the clause")
        return Text("", "", "", ()), marks.found
    marked = "\n".join(marks.mark(line, first_line + n) for n, line in enumerate(text.split("\n")))
    if not marked.strip() and not marks.found:
        marks.say(
            "empty-value", Place(file, first_line, 1, 2), "the clause has no text", "write the text after the head"
        )
    blocks = {chr(FIRST_PLACEHOLDER + n) for n, p in enumerate(marks.placeholders) if p.kind in ("list", "contact")}
    rendered, faults = markdown.render(marked, blocks)
    for fault in faults:
        place = Place(file, first_line + fault.line, fault.column, fault.column + 1)
        marks.say("clause-markup", place, fault.message, fault.help)
    return Text(rendered.html, rendered.plain, marked.strip(), tuple(marks.placeholders)), marks.found


def parse_phrase(text: str, place: Place) -> tuple[Text, list[Diagnostic]]:
    """Parse a text inside a fact, such as the text of a definition: one paragraph, placeholders as in a clause.

    The exact column is not known inside a folded text, so places are where the text begins.
    """
    marks = _Marks(place.file)
    marked = marks.mark(" ".join(text.split()), place.line, place.column)
    for placeholder in marks.placeholders:
        if placeholder.kind in ("list", "contact"):
            marks.say("clause-markup", place, f"{placeholder.kind}(…) cannot stand inside a sentence", "name the fact")
    rendered, faults = markdown.render(marked, set(), inline=True)
    for fault in faults:
        marks.say("clause-markup", place, fault.message, fault.help)
    return Text(rendered.html, rendered.plain, marked.strip(), tuple(marks.placeholders)), marks.found
