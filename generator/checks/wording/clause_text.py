"""Clauses against facts: what is a fact is referred to and not typed again, and a reference leads somewhere.

The text is read as it was typed, with blanks for placeholders, so that every finding has its line and column.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator import model
from generator.checks.wording import bound_words, superseded_acts, typed_facts
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.checks.wording.bound_words import TypedClause
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable

_FURTHER = re.compile(r"/[\w?#]|(?<=/)[\w?#]")  # the address goes on: it is another page of the same site
_RUN_IN = re.compile(r"^[ \t]*\*\*[^*\n]+\*\*", re.MULTILINE)


def check(source: Source, names: SymbolTable, notice: model.Notice) -> Iterator[Diagnostic]:
    """Check the text of every clause, and that every definition is used."""
    stated = {clause.id: frozenset(clause.states) for clause in notice.clauses}
    facts = typed_facts.of_facts(notice)
    terms = typed_facts.Terms(notice)
    known = languages.patterns(notice.languages[0])
    for clause in bound_words.every(source):
        taken: list[tuple[int, int]] = []
        yield from _terms(clause, terms, taken)
        yield from _facts(clause, facts, names, taken)
        if known:
            yield from _loose(clause, known.loose_reference)
        yield from _superseded(clause, stated[clause.id], notice)
    yield from _unused(notice, names)


def _terms(clause: TypedClause, terms: typed_facts.Terms, taken: list[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Find defined terms without braces. The bold words that open a paragraph are its heading, and may name one."""
    headings = [match.span() for match in _RUN_IN.finditer(clause.text)]
    for start, end, form in terms.find(clause.text):
        taken.append((start, end))
        if any(first <= start < last for first, last in headings):
            continue
        written = " ".join(clause.text[start:end].split())
        if written == form:
            message = f'"{written}" is a defined term, and stands here as an ordinary word'
            remedy = f"write {{{{ {form} }}}}, or use a word that is not defined"
        else:
            message, remedy = f'"{written}" is another spelling of the term "{form}"', f"write {{{{ {form} }}}}"
        yield Diagnostic(rule("unmarked-term"), clause.place(start, end), message, remedy)


def _facts(
    clause: TypedClause, facts: typed_facts.Wordings, names: SymbolTable, taken: list[tuple[int, int]]
) -> Iterator[Diagnostic]:
    for start, end, wording in facts.find(clause.text):
        if any(first < end and start < last for first, last in taken):
            continue
        taken.append((start, end))
        written = " ".join(clause.text[start:end].split())
        message = f'"{written}" is {wording.what}, and is typed here once more'
        declared = names.facts.get(wording.fact)
        notes = (Note("the fact stands here", declared.place),) if declared else ()
        remedy = f"write {{{{ {wording.path} }}}}"
        if wording.path.endswith((".website", ".url")) and _FURTHER.match(clause.text, end):
            remedy = "make the page a document in notice/facts/documents.yaml, and write its id in braces"
        yield Diagnostic(rule("typed-fact"), clause.place(start, end), message, remedy, notes)


def _loose(clause: TypedClause, loose: re.Pattern[str]) -> Iterator[Diagnostic]:
    for match in loose.finditer(clause.text):
        message = f'"{match.group()}" leads to no certain place: clauses can be moved, and variants leave some out'
        remedy = "name the clause with {{ clause(…) }}, or say what is meant"
        yield Diagnostic(rule("loose-reference"), clause.place(*match.span()), message, remedy)


def _superseded(clause: TypedClause, stated: frozenset[str], notice: model.Notice) -> Iterator[Diagnostic]:
    """Find instruments that are no longer in force, in a clause none of whose facts is known to rest on one."""
    gaps = [gap for gap in notice.sections["gaps"] if isinstance(gap, model.Gap) and gap.verdict == "superseded"]
    if any(stated.intersection(gap.facts) for gap in gaps):
        return
    for act in superseded_acts.acts():
        for match in act.pattern.finditer(clause.text):
            message = f'"{match.group()}" is no longer in force: {act.successor} has replaced it'
            remedy = "name what holds now, or keep the document as a fact with a gap of `verdict: superseded`"
            yield Diagnostic(rule("superseded-instrument"), clause.place(*match.span()), message, remedy)


def _unused(notice: model.Notice, names: SymbolTable) -> Iterator[Diagnostic]:
    """Find documents that were replaced and are shown as if they held, and definitions that no text uses."""
    gaps = [gap for gap in notice.sections["gaps"] if isinstance(gap, model.Gap) and gap.verdict == "superseded"]
    marked = {name for gap in gaps for name in gap.facts}
    for document in notice.sections["documents"]:
        if isinstance(document, model.Document) and document.superseded_by and document.id not in marked:
            message = f'"{document.id}" has been replaced by "{document.superseded_by}", and no gap tells readers so'
            remedy = f"name {document.superseded_by} instead, or add a gap with `verdict: superseded` about it"
            yield Diagnostic(rule("superseded-instrument"), names.facts[document.id].place, message, remedy)
    for definition in typed_facts.unused(notice):
        message = f'"{definition.label}" is defined, and no clause uses it'
        remedy = "use it where it is meant, or take the definition out"
        yield Diagnostic(rule("unused-definition"), names.facts[definition.id].place, message, remedy)
