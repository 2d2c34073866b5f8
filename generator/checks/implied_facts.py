"""Facts that imply others: a place outside the area, a special category of data, a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import model
from generator.checks.mode_view import terms
from generator.vocabulary import areas, dpv

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPECIAL = "SpecialCategoryPersonalData"
_CONDITION = "eu-gdpr:A9-2-a"
_OWN_DECISION = "eu-gdpr:A22"
_PROFILES = ("dpv:Profiling", "dpv:AutomatedDecisionMaking")

Found = tuple[str, model.Fact, str, str]


def of_variant(variant: model.Variant) -> Iterator[Found]:
    """Find what is said, and what follows from it is not: rule, fact, message and remedy."""
    yield from _outside(variant)
    yield from _special(variant)
    yield from _profiles(variant)


def _outside(variant: model.Variant) -> Iterator[Found]:
    """Find places outside the area of the notice's law that no transfer covers (Chapter V GDPR)."""
    area = areas.area(variant.notice.jurisdictions)
    transfers = [each for each in variant.section("transfers") if isinstance(each, model.Transfer)]
    for fact, location in _locations(variant):
        covered = any(
            fact in transfer.importers or any(areas.covers(place, location) for place in transfer.to)
            for transfer in transfers
        )
        if areas.is_outside(location, area) and not covered:
            message = f'"{fact.id}" is in {location}, outside the area of the notice\'s law, and no transfer covers it'
            remedy = f"add a transfer with `to: [{location}]` to notice/facts/transfers.yaml"
            yield "outside-area", fact, message, remedy


def _locations(variant: model.Variant) -> Iterator[tuple[model.Fact, str]]:
    processors = {party.id for roles in variant.notice.modes.values() for party in roles.processors}
    for fact in (fact for kind in ("recipients", "parties", "storage") for fact in variant.section(kind)):
        if isinstance(fact, model.Recipient):
            party = fact.party
            place = fact.location or (party and (party.location or party.country)) or ""
            yield from [(fact, place)] if place else []
        elif isinstance(fact, model.Storage):
            yield from ((fact, place) for place in fact.locations)
        elif isinstance(fact, model.Party) and fact.id in processors and (place := fact.location or fact.country):
            yield fact, place


def _special(variant: model.Variant) -> Iterator[Found]:
    """Find processes with data of special categories that name no condition for it (Art. 9(2) GDPR)."""
    for process in (each for each in variant.section("processes") if isinstance(each, model.Process)):
        special = [each for each in process.personal_data if any(dpv.fits(term, {_SPECIAL}) for term in terms(each))]
        named = [term for basis in process.legal_basis for term in terms(basis)]
        if special and not any(term.startswith(_CONDITION[:-1]) for term in named):
            message = (
                f'"{process.id}" uses "{special[0].id}", data of a special category, and names no condition for it'
            )
            remedy = f"add a legal basis whose `dpv` is the condition, such as {_CONDITION}, to the process"
            yield "special-without-condition", process, message, remedy


def _profiles(variant: model.Variant) -> Iterator[Found]:
    """Find processes that profile or decide by themselves where the right not to be subject to it is not stated."""
    has_right = any(_OWN_DECISION in terms(right) for right in variant.section("rights"))
    for process in (each for each in variant.section("processes") if isinstance(each, model.Process)):
        made = next((term for term in process.processing if term in _PROFILES), "")
        if made and not has_right:
            message = f'"{process.id}" is {made}, and no right says what a person can do about it'
            remedy = f"add a right with `dpv: [{_OWN_DECISION}]` to notice/facts/rights.yaml"
            yield "profile-without-right", process, message, remedy
