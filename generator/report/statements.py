"""Each sentence of each clause with the facts that it states, as counsel goes through them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.checks.wording import open_sentences
from generator.emit import inline
from generator.report.gdpr import resolved
from generator.report.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.pipeline.checking import Checked

_ABOUT = (
    "Bound: the sentence prints facts, or words in it are bound to them. Plain: it is marked as saying no fact, or "
    "prints only names. Open: no fact stands behind it yet. Of {count} sentences and lists, {shares}."
)
_KINDS = ("bound", "plain", "open")


def of_text(checked: Checked) -> list[Table]:
    """List every statement, as the first variant that has its clause prints it, but for titles that state nothing."""
    if checked.notice is None or checked.suppliers is None:
        return []
    open_ones = set(_open(checked))
    rows, counted = [], Counter[str]()
    for clause, variant in _shown(checked.notice, resolved(checked.notice, checked.suppliers)):
        for statement in clause.statements:
            kind = "open" if statement.id in open_ones else statement.kind
            counted[kind] += 1
            if kind != "title" or statement.facts:
                words = inline.words(statement.words, clause.body, variant)
                rows.append(((statement.id,), (kind,), (words,), statement.facts))
    count = sum(counted[kind] for kind in _KINDS)
    shares = ", ".join(f"{100 * counted[kind] / max(count, 1):.0f}% {kind}" for kind in _KINDS)
    header = ("Statement", "Kind", "Words", "Facts")
    return [Table("Statements", _ABOUT.format(count=count, shares=shares), header, tuple(rows))]


def _open(checked: Checked) -> Iterator[str]:
    for read in checked.source.clauses.values():
        for number, sentence in enumerate(read.body.sentences, 1):
            if open_sentences.is_open(sentence, read.body):
                yield f"{read.head.value['id']}/{number}"  # type: ignore[call-overload,index]


def _shown(notice: model.Notice, every: list[model.Variant]) -> Iterator[tuple[model.Clause, model.Variant]]:
    """Give each clause as it is in the first variant that has it."""
    printed: dict[str, tuple[model.Clause, model.Variant]] = {}
    for variant in every:
        for clause in variant.notice.clauses:
            printed.setdefault(clause.id, (clause, variant))
    return (printed[clause.id] for clause in notice.clauses if clause.id in printed)
