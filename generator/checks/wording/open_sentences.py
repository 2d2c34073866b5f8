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


def check(source: Source) -> Iterator[Diagnostic]:
    """Find the open sentences of every clause."""
    for clause in source.clauses.values():
        for sentence in clause.body.sentences:
            if is_open(sentence, clause.body):
                words = sentence.words if len(sentence.words) <= _SHOWN else f"{sentence.words[:_SHOWN].rstrip()}…"
                remedy = "bind the words that state a fact: [words](fact:id); or mark it: [the sentence](fact:none)"
                yield Diagnostic(rule("open-sentence"), sentence.place, f'no fact stands behind "{words}"', remedy)


def is_open(sentence: Sentence, text: Text) -> bool:
    """Whether a sentence accounts for nothing that it says."""
    if sentence.is_title or sentence.is_plain or private_use.PLACEHOLDER.search(sentence.words):
        return False
    return all(text.bindings[number].is_plain for number in sentence.bindings)
