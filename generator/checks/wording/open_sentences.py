"""Sentences that no fact stands behind: neither printed, nor bound, nor marked as saying none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule
from generator.formats import private_use

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.text import Sentence, Text
    from generator.source.records import Source

_SHOWN = 60  # characters of a sentence
_REMEDY = "bind the words that state a fact: [words](fact:id); or mark it: [the sentence](fact:none)"


def check(source: Source) -> Iterator[Diagnostic]:
    """Find the open sentences of every clause."""
    for clause in source.clauses.values():
        for sentence in clause.body.sentences:
            if is_open(sentence, clause.body):
                words = sentence.words if len(sentence.words) <= _SHOWN else f"{sentence.words[:_SHOWN].rstrip()}…"
                yield Diagnostic(rule("open-sentence"), sentence.place, f'no fact stands behind "{words}"', _REMEDY)
            elif _prints_names_alone(sentence, clause.body):
                message = "this sentence prints terms or names, and no fact stands behind what it says of them"
                yield Diagnostic(rule("names-alone"), sentence.place, message, _REMEDY)


def _prints_names_alone(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence prints nothing but terms and what the notice is called, and is bound to nothing."""
    if sentence.is_title or sentence.bindings:
        return False
    numbers = [private_use.number_of(each) for each in private_use.PLACEHOLDER.findall(sentence.words)]
    printed = [text.placeholders[number] for number in numbers]
    return all(each.kind == "term" or each.path[0] in ("notice", "service") for each in printed)


def is_open(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence accounts for nothing that it says."""
    if sentence.is_title or sentence.is_plain or private_use.PLACEHOLDER.search(sentence.words):
        return False
    return all(text.bindings[number].is_plain for number in sentence.bindings)
