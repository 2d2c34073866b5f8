"""A notice, a supplier and a language become a variant: what holds for one kind of reader.

A variant keeps the facts and clauses that hold in its modes. A supplier's variant has the supplier's own facts
besides, in the supplier's place. Nothing of the notice is replaced, and nothing is taken away but what it says is
removable.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from generator import model
from generator.bind import statements

if TYPE_CHECKING:
    from collections.abc import Callable

Record = TypeVar("Record")

GENERAL = "general"
DIRECT = "direct"


def names(notice: model.Notice) -> list[str]:
    """Name the variants that need no supplier, in the order they are published in."""
    return [GENERAL, *([DIRECT] if "controller" in notice.modes else [])]


def resolve(notice: model.Notice, name: str, language: str) -> model.Variant:
    """Resolve one of the variants that need no supplier: the general one has every mode, the direct one its own."""
    if name == GENERAL:
        return _variant(notice, name, "general", notice.service.name, tuple(notice.modes), language, None)
    return _variant(notice, name, "direct", notice.modes["controller"].label, ("controller",), language, None)


def resolve_supplier(notice: model.Notice, supplier: model.Supplier, language: str) -> model.Variant:
    """Resolve the variant of one supplier."""
    return _variant(notice, supplier.id, "supplier", supplier.party.label, ("processor",), language, supplier)


def _variant(  # noqa: PLR0913, PLR0917 - what makes a variant what it is
    notice: model.Notice,
    name: str,
    kind: model.VariantKind,
    label: str,
    modes: tuple[model.Mode, ...],
    language: str,
    supplier: model.Supplier | None,
) -> model.Variant:
    narrowed = _narrow(notice, modes, supplier)
    facts = {fact.id: fact for section in narrowed.sections.values() for fact in section}
    narrowed = replace(narrowed, clauses=statements.of_variant(narrowed, supplier))
    stated: dict[str, list[model.Statement]] = {}
    for statement in (each for clause in narrowed.clauses for each in clause.statements):
        for fact in statement.facts:
            stated.setdefault(fact, []).append(statement)
    return model.Variant(
        id=name, kind=kind, label=label, modes=modes, language=language, notice=narrowed, supplier=supplier,
        facts=facts, stated_in={fact: tuple(each) for fact, each in stated.items()},
    )  # fmt: skip


def _narrow(notice: model.Notice, modes: tuple[model.Mode, ...], supplier: model.Supplier | None) -> model.Notice:
    offers = supplier.offers if supplier else frozenset()

    removed = supplier.removes if supplier else frozenset()

    def holds(fact: model.Fact) -> bool:
        when = fact.applies_when
        return (when is None or when in modes) and fact.id not in removed

    def printed(clause: model.Clause) -> bool:
        when = clause.applies_when
        return (when is None or when in modes or when in offers) and not removed.intersection(clause.states)

    narrowing = _Narrowing(holds, supplier)
    sections = {
        kind: tuple(narrowing.fact(fact) for fact in section if holds(fact))
        for kind, section in notice.sections.items()
    }
    for fact in supplier.own if supplier else ():
        sections[fact.kind_of_fact] = (*sections[fact.kind_of_fact], fact)
    roles = {mode: _roles(narrowing.record(notice.modes[mode]), supplier) for mode in modes}
    sections["processes"] = tuple(
        _complete(fact, sections, list(roles.values()), supplier)
        for fact in sections["processes"]
        if isinstance(fact, model.Process)
    )
    service = narrowing.record(notice.service)
    if supplier:
        stands_for = notice.modes["processor"].supplier
        suppliers = tuple(supplier.party if each == stands_for else each for each in service.suppliers)
        service = replace(service, suppliers=suppliers)
    clauses = tuple(clause for clause in notice.clauses if printed(clause))
    return replace(narrowing.record(notice), sections=sections, modes=roles, service=service, clauses=clauses)


class _Narrowing:
    """Facts without the references that do not hold; each fact is narrowed once, so that equal facts stay the same."""

    def __init__(self, holds: Callable[[model.Fact], bool], supplier: model.Supplier | None) -> None:
        self.holds = holds
        self.supplier = supplier
        self.done: dict[str, model.Fact] = {}

    def fact(self, fact: model.Fact) -> model.Fact:
        if fact.id not in self.done:
            self.done[fact.id] = _answered_by(self.record(fact), self.supplier)
        return self.done[fact.id]

    def record(self, record: Record) -> Record:
        changes: dict[str, Any] = {}
        for each in fields(record):  # type: ignore[arg-type]
            value = getattr(record, each.name)
            if isinstance(value, model.Fact):
                changes[each.name] = self.fact(value) if self.holds(value) else None
            elif isinstance(value, tuple) and value and isinstance(value[0], model.Fact):
                changes[each.name] = tuple(self.fact(one) for one in value if self.holds(one))
        return replace(record, **changes) if is_dataclass(record) and changes else record  # type: ignore[type-var]


def _answered_by(fact: model.Fact, supplier: model.Supplier | None) -> model.Fact:
    """Name the supplier's contact first where a right is used that suppliers may say more about."""
    if supplier is None or not isinstance(fact, model.Right) or fact.suppliers == "locked":
        return fact
    return replace(fact, exercised_at=tuple(dict.fromkeys((supplier.support, *fact.exercised_at))))


def _roles(roles: model.Roles, supplier: model.Supplier | None) -> model.Roles:
    """Put the supplier in the place of the party that stands for suppliers."""
    if supplier is None or roles.supplier is None:
        return roles
    stands_for = roles.supplier
    processors = tuple(dict.fromkeys(supplier.party if each == stands_for else each for each in roles.processors))
    return replace(roles, supplier=supplier.party, processors=processors)


def _complete(
    process: model.Process,
    sections: dict[str, tuple[Any, ...]],
    roles: list[model.Roles],
    supplier: model.Supplier | None,
) -> model.Process:
    """Give a process the parties of the variant's modes, and what holds for every process."""

    def everywhere(kind: str, own: tuple[Any, ...]) -> tuple[Any, ...]:
        facts = [fact for fact in sections[kind] if fact.everywhere]
        return tuple(dict.fromkeys([*own, *facts]))

    own = process.controller
    controllers = (own,) if own else tuple(dict.fromkeys(each.controller for each in roles))
    processors = dict.fromkeys(
        party for each in roles for party in each.processors if party != (own or each.controller)
    )
    return replace(
        process,
        controllers=controllers,
        processors=tuple(processors),
        subjects=process.subjects or tuple(dict.fromkeys(party for each in roles for party in each.subjects)),
        recipients=(*process.recipients, *(supplier.sub_processors if supplier else ())),
        measures=everywhere("measures", process.measures),
        storage=everywhere("storage", process.storage),
        commitments=everywhere("commitments", process.commitments),
    )
