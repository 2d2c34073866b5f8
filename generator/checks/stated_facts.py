"""Prose against facts: every fact is stated by a clause of every variant that it holds for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks import named
from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.diagnostics.records import Place


def check(variants: list[model.Variant], places: dict[str, Place]) -> Iterator[Diagnostic]:
    """Find the facts that hold for a variant and that none of its clauses states.

    Gaps are what is not stated, so they are left out. `places` finds a fact by its id, and a supplier by its own.
    """
    silent: dict[str, list[str]] = {}
    for variant in variants:
        for fact in variant.facts.values():
            if fact.kind_of_fact == "gaps" or fact.id in variant.stated_in:
                continue
            if fact.own:
                message = f'no clause states what the supplier gives as "{fact.label}"'
                remedy = "add a clause for suppliers that prints it; see `applies_when` in the schema of clauses"
                yield Diagnostic(rule("unstated-fact"), places[variant.id], message, remedy)
            else:
                silent.setdefault(fact.id, []).append(variant.id)
    for name, where in silent.items():
        message = f'no clause states the fact "{name}" in the notice for: {named(where)}'
        remedy = f"print it in a clause with {{{{ {name} }}}}, or bind the words that say it: [the words](fact:{name})"
        yield Diagnostic(rule("unstated-fact"), places[name], message, remedy)
