"""Which facts each statement of a clause states: those that it prints, and those that its words are bound to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator import model
from generator.formats import private_use
from generator.model import paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.notice import StatementKind
    from generator.model.text import Placeholder, Text


@dataclass(frozen=True, slots=True)
class Names:
    """What a placeholder or a binding may name: terms, facts by their ids, and the value of notice.yaml."""

    terms: dict[str, str]
    facts: dict[str, model.Fact]
    notice: dict[str, Any]


def statements(clause: str, heading: str, typed: Text, body: Text, names: Names) -> tuple[model.Statement, ...]:
    """Give the statements of a clause; `typed` is its heading as it was typed, and `heading` as it is printed."""
    made = [model.Statement(clause, "title", heading, tuple(_said_by(typed, names)))]
    for number, sentence in enumerate(body.sentences, 1):
        printing = [body.placeholders[private_use.number_of(each)] for each in _placeholders_in(sentence.words)]
        said = [name for placeholder in printing for name in printed_by(placeholder, names)]
        said += [name for each in sentence.bindings for name in body.bindings[each].facts if name in names.facts]
        is_bound = said or any(each.kind != "term" and each.path[0] == "supplier" for each in printing)
        kind: StatementKind = "title" if sentence.is_title else "bound" if is_bound else "plain"
        made.append(model.Statement(f"{clause}/{number}", kind, sentence.words, tuple(dict.fromkeys(said))))
    return tuple(made)


def of_variant(notice: model.Notice, supplier: model.Supplier | None) -> tuple[model.Clause, ...]:
    """Give the clauses of a narrowed notice, whose statements state what holds there, and the supplier's own facts."""
    holding = {fact.id: fact for section in notice.sections.values() for fact in section}
    # What holds for every process joins its lists in a variant, and is printed with them.
    names = Names(notice.terms, holding, {})
    notice_ids = {name for name, fact in holding.items() if not fact.own}

    def narrowed(statement: model.Statement, clause: model.Clause) -> model.Statement:
        printing = [clause.body.placeholders[private_use.number_of(each)] for each in _placeholders_in(statement.words)]
        own = [name for each in printing for name in _of_supplier(each, notice, supplier)]
        of_facts = [each for each in printing if each.kind != "clause" and each.path[0] in notice_ids]
        own += [name for each in of_facts for name in printed_by(each, names)]
        said = dict.fromkeys(name for name in (*statement.facts, *own) if name in holding)
        return replace(statement, facts=tuple(said))

    return tuple(
        replace(clause, statements=tuple(narrowed(each, clause) for each in clause.statements))
        for clause in notice.clauses
    )


def _said_by(text: Text, names: Names) -> Iterator[str]:
    """Name the facts that a text prints, and those that words in it are bound to."""
    for placeholder in text.placeholders:
        yield from printed_by(placeholder, names)
    for binding in text.bindings:
        yield from (name for name in binding.facts if name in names.facts)


def printed_by(placeholder: Placeholder, names: Names) -> list[str]:
    """Name the facts that one placeholder prints: the fact itself, and those in the property it names."""
    head, *rest = placeholder.path
    if placeholder.kind == "term":
        return [names.terms[head]]
    if placeholder.kind == "clause":
        return []
    if head in ("notice", "service"):
        whole = names.notice if head == "notice" else names.notice["service"]
        value = whole[rest[0]]
        return [name for name in (value if isinstance(value, list) else [value]) if name in names.facts]
    if head not in names.facts:  # a kind of fact, or the supplier, which is known when there is one
        listed = [fact for fact in names.facts.values() if fact.kind_of_fact == head]
        texts = [fact.text for fact in listed if isinstance(fact, model.Definition)]
        return [*(fact.id for fact in listed), *(name for text in texts for name in _said_by(text, names))]
    found: Any = names.facts[head]
    said = [head]
    for step in rest:
        found = paths.follow(found, step, names.facts)
        inner = found if isinstance(found, tuple) else (found,)
        said += [each.id for each in inner if isinstance(each, model.Fact)]
    return list(dict.fromkeys(said))


def _of_supplier(placeholder: Placeholder, notice: model.Notice, supplier: model.Supplier | None) -> list[str]:
    """Name the supplier's own facts that a placeholder prints."""
    if placeholder.path[0] != "supplier" or placeholder.kind == "term" or supplier is None:
        return []
    value = shown_of(supplier, notice, placeholder.path[1:2])
    return [each.id for each in (value if isinstance(value, tuple) else (value,)) if isinstance(each, model.Fact)]


def shown_of(supplier: model.Supplier, notice: model.Notice, path: tuple[str, ...]) -> Any:
    """Find what a placeholder about a supplier shows: who bills is the supplier itself, or who publishes the notice."""
    if path == ("billing",):
        return supplier.party if supplier.billing == "supplier" else notice.publisher
    return getattr(supplier, path[0]) if path else supplier.party


def _placeholders_in(words: str) -> list[str]:
    """Give the characters of the placeholders in some words."""
    return private_use.PLACEHOLDER.findall(words)
