"""What was left to be written: TODO, "[insert date]", dots at the end of a sentence, filler in Latin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.source.files import NOTICE
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.records import Source

# What stands for words to come in any language, and in any kind of file. What else does stands with the language.
_LEFT = re.compile(
    r"(?<![\w:./-])(?:TODO|TBD|TBC|TBA|FIXME|XX+|N\.N\.|lorem ipsum)(?![\w-])|\[[xX.…•●_ ]*\](?!\()|_{3,}",
    re.IGNORECASE,
)
_CAPITALS = frozenset(("todo", "tbd", "tbc", "tba", "fixme"))
_DOTS = re.compile(r"(?:…|\.{3,})(?=[\"'»”)]*\s*$|\s+[A-ZÀ-Þ])")
_BRACKETS = re.compile(r"(?<![\]\\!])\[[^\][]+\](?![(\[:])")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def check(source: Source) -> Iterator[Diagnostic]:
    """Find what is not written yet, in clauses, facts and the words of the notice."""
    settings: Any = source.documents[NOTICE].value if NOTICE in source.documents else {}
    is_final = isinstance(settings, dict) and settings.get("status") == "final"
    name = "half-written" if is_final else "half-written-draft"
    known = languages.patterns(source.language)
    patterns = (_LEFT, _DOTS, *([known.left_to_write] if known else []))
    for file, text in source.texts.items():
        for number, line, is_prose in _lines(text, in_clause=file in source.clauses):
            for column, found in _left(line, (*patterns, _BRACKETS) if is_prose else patterns, is_prose=is_prose):
                message = f'"{found.strip()}" stands for words that are still to be written'
                place = Place(file, number, column + 1, column + 1 + len(found))
                remedy = "write them, or take the sentence out until they are known"
                yield Diagnostic(rule(name), place, message, remedy)


def _lines(text: str, *, in_clause: bool) -> Iterator[tuple[int, str, bool]]:
    """Give each line, without a comment of YAML, and whether it is prose: the head of a clause is YAML too."""
    fences = 0
    for number, line in enumerate(text.splitlines(), 1):
        is_prose = in_clause and fences > 1
        yield number, line if is_prose else _COMMENT.sub("", line), is_prose
        fences += line.rstrip() == "---"


def _left(line: str, patterns: tuple[re.Pattern[str], ...], *, is_prose: bool) -> Iterator[tuple[int, str]]:
    """Find what was left in a line, from left to right, each stretch once."""
    end = 0
    for match in sorted((m for each in patterns for m in each.finditer(line)), key=lambda m: (m.start(), -m.end())):
        word = match.group()
        is_list = not is_prose and word.startswith("[") and line[: match.start()].rstrip()[-1:] in ("", ":", "-", ",")
        if match.start() >= end and not is_list and (word.lower() not in _CAPITALS or word.isupper()):
            end = match.end()
            yield match.start(), word
