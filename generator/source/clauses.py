"""Clause text: a head of YAML, and a body of Markdown with placeholders and bound words, each with its place.

The body is a closed language. Of Markdown it takes paragraphs, lists, tables, headings, emphasis, code and links to
https: and mailto:; no HTML, images, quotes, code blocks, footnotes or link definitions. There is nothing to evaluate,
so there is nothing to break out of.

A body is rendered once, with characters for private use where placeholders, bound words and statements go, and each
variant puts its own values there: a value is never read as Markdown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import markdown, private_use, yamltext
from generator.formats.sentences import Sentences
from generator.model.text import SENTENCES, Sentence, Text
from generator.source.placeholders import Marks

if TYPE_CHECKING:
    from generator.formats.sentences import Words
    from generator.formats.yamltext import Document

MAX_LETTERS = 32_768  # of a clause
MAX_BRACKETS = 1000  # opened in a clause: readers of Markdown take long over what is never closed


HEAD = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_RULE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_BOUND = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\(fact:\d+\)")
_WORD = re.compile(rf"\w+|[{private_use.PLACEHOLDERS}]")


@dataclass(frozen=True, slots=True)
class ClauseText:
    """A clause as it was read."""

    file: str
    head: Document
    body: Text


def parse(text: str, file: str, language: str = "en") -> tuple[ClauseText | None, list[Diagnostic]]:
    """Parse one clause file. The clause is `None` where its head cannot be read."""
    match = HEAD.match(text)
    if match is None:
        remedy = "start the file with ---, then id and heading on lines of their own, then --- again"
        found = [Diagnostic(rule("clause-head"), Place(file, 1, 1, 2), "the clause has no head", remedy)]
        head_alone = text.startswith("---")
        return None, found if head_alone else [*found, *_parse_body(*_below(text), file, language)[1]]
    head, found = yamltext.parse(match["head"], file, line_offset=1)
    first_line = text.count("\n", 0, match.end()) + 1
    body, body_found = _parse_body(text[match.end() :], first_line, file, language)
    found = [*found, *body_found]
    return (ClauseText(file, head, body) if head is not None else None), found


def _below(text: str) -> tuple[str, int]:
    """Give what stands below a head that is not opened, or everything; and the number of its first line."""
    end = _RULE.search(text)
    return (text[end.end() :], text.count("\n", 0, end.end()) + 1) if end else (text, 1)


def _parse_body(text: str, first_line: int, file: str, language: str) -> tuple[Text, list[Diagnostic]]:
    marks = Marks(file)
    if len(text) > MAX_LETTERS or text.count("[") > MAX_BRACKETS:
        what = f"{MAX_LETTERS:,} letters" if len(text) > MAX_LETTERS else f"{MAX_BRACKETS:,} brackets"
        marks.say("too-large", Place(file, first_line, 1, 2), f"the text holds more than {what}", "split the clause")
        return Text("", "", "", ()), marks.found
    lines = [marks.mark(line, first_line + n) for n, line in enumerate(text.split("\n"))]
    if not "".join(lines).strip() and not marks.found:
        marks.say(
            "empty-value", Place(file, first_line, 1, 2), "the clause has no text", "write the text after the head"
        )
    return _render(marks, lines, first_line, language), marks.found


def parse_phrase(text: str, place: Place, language: str = "en") -> tuple[Text, list[Diagnostic]]:
    """Parse a text inside a fact, such as the text of a definition: one paragraph, placeholders as in a clause.

    The exact column is not known inside a folded text, so places are where the text begins.
    """
    marks = Marks(place.file)
    line = marks.mark(" ".join(text.split()), place.line, place.column)
    for placeholder in marks.placeholders:
        if placeholder.kind in ("list", "contact"):
            marks.say("clause-markup", place, f"{placeholder.kind}(…) cannot stand inside a sentence", "name the fact")
    return _render(marks, [line], place.line, language, phrase=place), marks.found


def parse_words(text: str, place: Place, this: str = "") -> tuple[Text, list[Diagnostic]]:
    """Parse a text that is no Markdown, such as a label or a heading: placeholders and bindings, and nothing else.

    `this` is the fact that the text belongs to.
    """
    marks = Marks(place.file, this)
    in_quotes = place.end_column - place.column == len(text) + len('""')
    marked = "\n".join(marks.mark(line, place.line, place.column + in_quotes) for line in text.split("\n"))
    for placeholder in marks.placeholders:
        if placeholder.kind not in ("term", "value"):
            marks.say("clause-markup", place, f"{placeholder.kind}(…) cannot stand in a label", "name the fact")
    plain, count = _BOUND.subn(r"\1", marked)
    if count < len(marks.bindings):
        remedy = "write [the words](fact:…), with no [ ] inside"
        marks.say(
            "binding", marks.bindings[0].place, "this binding has no words, or stands in other bound words", remedy
        )
    return Text("", plain, plain, tuple(marks.placeholders), tuple(marks.bindings)), marks.found


def _render(marks: Marks, lines: list[str], first_line: int, language: str, *, phrase: Place | None = None) -> Text:
    """Render marked lines, and find their statements."""
    marked = "\n".join(lines)
    blocks = {private_use.placeholder(n) for n, p in enumerate(marks.placeholders) if p.kind in ("list", "contact")}
    plain = frozenset(n for n, each in enumerate(marks.bindings) if each.is_plain)
    whole = frozenset(private_use.placeholder(n) for n, p in enumerate(marks.placeholders) if p.path[-1] in SENTENCES)
    sentences = Sentences(language, plain, whole)
    rendered, faults = markdown.render(marked, set() if phrase else blocks, sentences, inline=phrase is not None)
    for fault in faults:
        place = phrase or Place(marks.file, first_line + fault.line, fault.column, fault.column + 1)
        marks.say("clause-markup", place, fault.message, fault.help)
    if not faults:
        _check_bindings(marks, sentences)
    placed = _Placing(marks, lines, first_line)
    return Text(
        rendered.html, rendered.plain, _BOUND.sub(r"\1", marked).strip(), tuple(marks.placeholders),
        tuple(marks.bindings), tuple(placed.sentence(each) for each in sentences.found),
    )  # fmt: skip


def _check_bindings(marks: Marks, sentences: Sentences) -> None:
    """Refuse bindings that no words stand before, and those whose words are more than a sentence."""
    for number, binding in enumerate(marks.bindings):
        if number in sentences.spanning:
            message, remedy = "the bound words hold more than one sentence", "bind each sentence by itself"
            marks.say("binding", binding.place, message, remedy)
        elif number not in sentences.seen:
            message = "this binding has no words, or stands in other bound words or in code"
            marks.say("binding", binding.place, message, "write [the words](fact:…), with no [ ] inside")


class _Placing:
    """Finds where statements stand in the lines they were read from, one after another."""

    def __init__(self, marks: Marks, lines: list[str], first_line: int) -> None:
        self.marks, self.lines, self.first_line = marks, lines, first_line
        self.at = (0, 0)

    def sentence(self, found: Words) -> Sentence:
        words = _WORD.findall(found.plain)
        start = end = None
        self.at = max(self.at, (found.line, 0))
        for word in words:
            if spot := self._find(word):
                start, end = start or spot, spot
        place = self._place(start or self.at, end or self.at)
        return Sentence(found.plain, tuple(found.bindings), found.is_title, found.is_plain, place)

    def _find(self, word: str) -> tuple[int, int, int] | None:
        """Find a word from where the last one ended: its line, and where in the line it starts and ends."""
        line, offset = self.at
        for number in range(line, len(self.lines)):
            at = self.lines[number].find(word, offset if number == line else 0)
            if at >= 0:
                self.at = (number, at + len(word))
                return number, at, at + len(word)
        return None

    def _place(self, start: tuple[int, ...], end: tuple[int, ...]) -> Place:
        """Turn the first and the last word into a place; where they stand on two lines, into the first one's."""
        line = self.first_line + start[0]
        last = end[-1] if start[0] == end[0] else len(self.lines[start[0]])
        column = self.marks.source_column(line, start[1])
        return Place(self.marks.file, line, column, max(self.marks.source_column(line, last), column + 1))
