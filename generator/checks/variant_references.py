"""What must be left once a variant has dropped the facts of other modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.checks import named
from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.diagnostics.records import Place
    from generator.formats.yamltext import Document

_NEEDED = {
    "processes": ("purposes", "personal_data", "legal_basis", "recipients"),
    "transfers": ("importers",),
    "rights": ("exercised_at",),
    "cookies": ("purposes", "personal_data"),
}


def check(variants: list[model.Variant], places: dict[str, Place], notice: Document) -> Iterator[Diagnostic]:
    """Find facts, roles and parts of the notice that refer only to what does not hold in a variant."""
    found: dict[tuple[Place, str], list[str]] = {}
    for variant in variants:
        for place, what in (*_parts(variant, notice), *_facts(variant, places)):
            found.setdefault((place, what), []).append(variant.id)
    for (place, what), where in found.items():
        message = f"{what} does not hold in the notice for: {named(where)}"
        remedy = "name one that holds there too, or give this `applies_when` as well"
        yield Diagnostic(rule("narrower-reference"), place, message, remedy)


def _parts(variant: model.Variant, notice: Document) -> Iterator[tuple[Place, str]]:
    whole = variant.notice
    if whole.publisher is None:
        yield notice.place(("publisher",)), "the publisher"
    if whole.service.provider is None:
        yield notice.place(("service", "provider")), "the provider of the service"
    for mode, roles in whole.modes.items():
        if roles.controller is None:
            yield notice.place(("modes", mode, "controller")), "the controller"
        if not roles.subjects:
            yield notice.place(("modes", mode, "subjects")), "whose data it is"


def _facts(variant: model.Variant, places: dict[str, Place]) -> Iterator[tuple[Place, str]]:
    for kind, needed in _NEEDED.items():
        for fact in variant.section(kind):
            for name in needed:
                if fact.id in places and not getattr(fact, name):
                    yield places[fact.id], f'what "{fact.id}" names under `{name}`'
