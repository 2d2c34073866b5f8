"""What was asked about: an id, or a route such as `processes/registration/processors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.report.origins import clauses, facts, notice_parts
from generator.report.origins.lines import Places
from generator.source.files import FACT_KINDS
from generator.validate.symbols import RESERVED

if TYPE_CHECKING:
    from generator import model
    from generator.report.origins.records import Answer
    from generator.source.records import Source

_KINDS = (*FACT_KINDS, "gaps")
_OWN = [name for name in RESERVED if name.startswith("supplier")]
_MAX_STEPS = 3  # after the first: an id, a property, and one of what it lists


def trace(source: Source, notice: model.Notice, variant: model.Variant, value: str) -> Answer | None:
    """Say where a value of a variant comes from; nothing where the notice and the supplier know no such value."""
    places = Places(source, notice, variant)
    head, *rest = [step for step in value.split("/") if step] or [""]
    if len(rest) >= _MAX_STEPS:
        return None
    by_kind = head in ("roles", "clauses", *_KINDS) and bool(rest)
    further = rest[1:] if by_kind else rest
    answer = _of_kind(places, head, rest[0]) if by_kind else _named(places, head)
    if answer is None or not further:
        return answer
    return answer.only(further[0]) if len(further) == 1 else None


def _of_kind(places: Places, kind: str, name: str) -> Answer | None:
    return notice_parts.roles(places, name) if kind == "roles" else _named(places, name, kind)


def _named(places: Places, name: str, kind: str = "") -> Answer | None:
    """Answer for an id, of one kind alone where one is given."""
    if name in ("notice", "service"):
        return None if kind else notice_parts.whole(places, name)
    fact = places.variant.facts.get(name) or places.facts.get(name)
    if kind != "clauses" and fact and kind in ("", fact.kind_of_fact):
        return facts.fact(places, fact)
    if kind != "clauses" and fact is None and name in _OWN:
        return facts.standing_in(places, name)
    return clauses.clause(places, name) if kind in ("", "clauses") and name in places.clauses else None


def known(source: Source, notice: model.Notice, variant: model.Variant) -> list[str]:
    """List what can be asked about, but for properties."""
    places = Places(source, notice, variant)
    names: list[str] = [*places.facts, *variant.facts, *_OWN, *places.clauses]
    names += [f"{fact.kind_of_fact}/{fact.id}" for fact in places.facts.values()]
    names += ["notice", "service", *(f"roles/{mode}" for mode in notice.modes)]
    return list(dict.fromkeys(names))
