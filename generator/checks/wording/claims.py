"""Words that claim more than a fact does: "never", "only", "all", "sell", in words that are bound to none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks.wording import bound_words
from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.records import Source


def check(source: Source) -> Iterator[Diagnostic]:
    """Find the claims of every clause that no fact stands behind."""
    known = languages.patterns(source.language)
    if known is None:
        return
    for clause in bound_words.every(source):
        for match in known.claim.finditer(clause.text):
            if not clause.facts_at(match.start()):
                message = f'"{" ".join(match.group().split())}" claims something, and no fact stands behind it'
                remedy = (
                    "bind the words to a fact that says so (a commitment of kind prohibition, a measure, a storage of "
                    "kind not-kept), or say less"
                )
                yield Diagnostic(rule("unbound-claim"), clause.place(*match.span()), message, remedy)
