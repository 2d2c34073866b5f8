"""Values that a text types: what is a value of a fact is printed from it, and what no fact has is added as one.

Where words are bound to a fact, the value in them has to be the fact's own; so has a period or date in its own text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.checks.wording import bound_words, superseded_acts, typed_facts, values
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.model.text import WRITTEN
from generator.source.files import facts_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.checks.wording.bound_words import TypedClause
    from generator.checks.wording.values import Kind
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable

_HELD: tuple[tuple[str, Kind], ...] = (
    ("duration", "period"), ("lifetime", "period"), ("date", "date"), ("email", "mailbox"), ("phone", "phone"),
    ("website", "web"), ("url", "web"), ("country", "place"), ("location", "place"), ("locations", "place"),
    ("from_", "place"), ("to", "place"),
)  # fmt: skip
_NOUNS: dict[Kind, str] = {
    "period": "a period", "date": "a date", "amount": "an amount", "mailbox": "a mailbox",
    "phone": "a telephone number", "web": "an address on the web", "place": "a country or area",
    "act": "an act or a part of one",
    "authority": "an authority", "company": "a company",
}  # fmt: skip
_ADD: dict[Kind, str] = {
    "period": "add it as the `duration` of a fact in storage.yaml (a cookie's `lifetime`, a measure's `duration`)",
    "date": "add the document that it is the `date` of to documents.yaml",
    "amount": "say it in the text of a fact, and print that",
    "mailbox": "add a party with this `email` to parties.yaml",
    "phone": "add a party with this `phone` to parties.yaml",
    "web": "add the page to documents.yaml, with its `url`",
    "place": "add it to the fact that it is about: `country`, `locations`, or the `to` of a transfer",
    "act": "add the act to documents.yaml; an article belongs under `reference` of the fact that answers to it",
    "authority": "add it to parties.yaml, with `kind: authority`",
    "company": "add it to parties.yaml or recipients.yaml",
}
_COMPARED: tuple[Kind, ...] = ("period", "date")
# What is found by its name, and the kinds of facts that have such names.
_BY_NAME: tuple[Kind, ...] = ("act", "authority", "company")
_NAMED = ("parties", "recipients", "documents")
_BLANK = re.compile(r"\{\{[^{}\n]*\}\}")


class _Own(NamedTuple):
    """A value of a fact, and what prints it."""

    fact: str
    path: str


class _Notice:
    """The values of a notice, by fact and by value."""

    def __init__(self, notice: model.Notice) -> None:
        self.language = notice.languages[0]
        self.facts = {fact.id: fact for section in notice.sections.values() for fact in section}
        self.typed = typed_facts.of_facts(notice)
        self.holders: dict[tuple[Kind, str], _Own] = {}
        for fact in self.facts.values():
            for kind, key, path in _held(fact):
                self.holders.setdefault((kind, key), _Own(fact.id, f"{fact.id}.{path}"))
            for name in (fact.label, *getattr(fact, "aliases", ())) if fact.kind_of_fact in _NAMED else ():
                for kind in _BY_NAME:
                    self.holders.setdefault((kind, name.lower()), _Own(fact.id, fact.id))

    def own(self, name: str, kind: Kind) -> set[str]:
        """Give the values of a kind that a fact has, in its properties, its texts, and the facts that it names."""
        fact = self.facts.get(name)
        if fact is None:
            return set()
        named = [each for key in ("party", "publisher", "holder") if (each := getattr(fact, key, None))]
        found = {key for each in (fact, *named) for what, key, _ in _held(each) if what == kind}
        if found:
            return found
        texts = [str(getattr(fact, key, "")) for key in WRITTEN] + list(fact.reference)
        return {each.key for text in texts for each in values.find(text, self.language) if each.kind == kind}


def _held(fact: model.Fact) -> Iterator[tuple[Kind, str, str]]:
    for key, kind in _HELD:
        value = getattr(fact, key, "")
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and each:
                yield kind, _key(kind, each), key.rstrip("_")


def _key(kind: Kind, value: str) -> str:
    """Write a value of a fact as `values` writes one that it finds."""
    if kind == "period":
        return values.period_of(value)
    if kind == "place":
        return value.partition(":")[2]
    return re.sub(r"\D", "", value) if kind == "phone" else value.lower().rstrip("/")


def check(source: Source, names: SymbolTable, notice: model.Notice) -> Iterator[Diagnostic]:
    """Check the values that clauses and the texts of facts type."""
    known = _Notice(notice)
    for clause in bound_words.every(source):
        yield from _clause(clause, known, names)
    yield from _facts(source, known)


def _clause(clause: TypedClause, known: _Notice, names: SymbolTable) -> Iterator[Diagnostic]:
    told = [(start, end) for start, end, _ in known.typed.find(clause.text)]
    told += [match.span() for act in superseded_acts.acts() for match in act.pattern.finditer(clause.text)]
    for value in values.find(clause.text, known.language):
        if any(start < value.end and value.start < end for start, end in told):
            continue
        ids = clause.facts_at(value.start)
        own = {key for name in ids for key in known.own(name, value.kind)}
        if value.key in own:
            continue
        written = " ".join(clause.text[value.start : value.end].split())
        holder = known.holders.get((value.kind, value.key))
        declared = names.facts.get(holder.fact) if holder else None
        notes = (Note("the fact stands here", declared.place),) if declared else ()
        place = clause.place(value.start, value.end)
        if own and value.kind in _COMPARED:
            fact = next(name for name in ids if known.own(name, value.kind))
            message = f'"{written}" is not what "{fact}" says, to which the words are bound'
            yield Diagnostic(rule("other-value"), place, message, "print the fact's own, or bind the words to another")
        elif holder:
            message = f'"{written}" is {_NOUNS[value.kind]} of "{holder.fact}", and is typed here once more'
            remedy = f"write {{{{ {holder.path} }}}}, or bind the words to the fact that they state"
            yield Diagnostic(rule("typed-value"), place, message, remedy, notes)
        else:
            message = f'"{written}" is {_NOUNS[value.kind]} that no fact states'
            yield Diagnostic(rule("typed-value"), place, message, _ADD[value.kind])


def _facts(source: Source, known: _Notice) -> Iterator[Diagnostic]:
    """Find periods and dates in the text of a fact that has another one as its own."""
    for fact in known.facts.values():
        held = {(kind, key) for kind, key, _ in _held(fact) if kind in _COMPARED}
        for index, raw in enumerate(source.facts(fact.kind_of_fact)) if held else ():
            for key in sorted(WRITTEN.intersection(raw)) if raw["id"] == fact.id else ():
                for value in values.find(_BLANK.sub(" ", str(raw[key])), known.language):
                    if any(kind == value.kind for kind, _ in held) and (value.kind, value.key) not in held:
                        place = source.place(facts_file(fact.kind_of_fact), (index, key))
                        message = f"the {key} speaks of {_NOUNS[value.kind]} that is not the fact's own"
                        path = next(path for kind, _, path in _held(fact) if kind == value.kind)
                        yield Diagnostic(rule("other-value"), place, message, f"write {{{{ this.{path} }}}}")
