"""What a single fact must say to be of use: a reason, a way, a country, a period, an address.

A gap that names both the fact and the article acknowledges what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator import model
from generator.checks import implied_facts
from generator.checks.mode_view import (
    ModeView,
    keeps,
    reachable,
    terms,
    without_country,
    without_reason,
    without_safeguard,
)
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.records import Place

_Found = tuple[str, model.Fact, str, str]

_PROCESSORS = ("dpv:DataProcessor", "dpv:DataSubProcessor")
_REACH = "add an `email`, a `phone` or an `address`"
# The article that asks for it, by rule: what a gap has to name beside the fact.
_ARTICLES = {
    "interest-without-reason": ("13(1)(d)", "14(2)(b)"),
    "consent-without-withdrawal": ("13(2)(c)", "14(2)(d)", "7(3)"),
    "transfer-without-country": ("13(1)(f)", "14(1)(f)"),
    "transfer-without-safeguard": ("13(1)(f)", "14(1)(f)"),
    "process-without-basis": ("13(1)(c)", "14(1)(c)"),
    "process-without-storage": ("13(2)(a)", "14(2)(a)"),
    "right-without-way": ("12(2)", "13(2)(b)", "14(2)(c)"),
    "contact-without-address": ("12(2)", "13(1)(a)", "13(1)(b)", "14(1)(a)", "14(1)(b)"),
    "processor-without-task": ("13(1)(e)", "14(1)(e)", "28"),
    "outside-area": ("13(1)(f)", "14(1)(f)"),
    "special-without-condition": ("9(2)", "13(1)(c)", "14(1)(c)"),
    "profile-without-right": ("22", "13(2)(f)", "14(2)(g)"),
}


def check(variants: list[model.Variant], places: dict[str, Place]) -> Iterator[Diagnostic]:
    """Find the facts that lack what makes them of use, and that no gap names for it."""
    for variant in variants:
        found = [
            *(each for mode in variant.modes for each in _of_mode(ModeView(variant, mode))),
            *_transfers(variant),
            *_named_contacts(variant),
            *_processors(variant),
            *implied_facts.of_variant(variant),
        ]
        for name, fact, message, remedy in found:
            if fact.id in places and not _acknowledged(fact, variant, name):
                yield Diagnostic(rule(name), places[fact.id], message, f"{remedy}{_or_a_gap(name, fact)}")
        for fact, message, remedy in _unused(variant):
            yield Diagnostic(rule("datum-without-process"), places[fact.id], message, remedy)
        yield from _printed_contacts(variant, places)


def _or_a_gap(name: str, fact: model.Fact) -> str:
    return f", or admit it in a gap with `articles: [GDPR Art. {_ARTICLES[name][0]}]`, `facts: [{fact.id}]`"


def _acknowledged(fact: model.Fact, variant: model.Variant, name: str) -> bool:
    articles = {f"GDPR Art. {article}" for article in _ARTICLES[name]}
    own = getattr(fact, "gap", None)
    about = [fact.id, *(basis.id for basis in fact.legal_basis)] if isinstance(fact, model.Process) else [fact.id]
    gaps = [each for each in variant.section("gaps") if isinstance(each, model.Gap)]
    return any((gap == own or not set(about).isdisjoint(gap.facts)) and articles & set(gap.articles) for gap in gaps)


def _of_mode(told: ModeView) -> Iterator[_Found]:
    for basis in told.bases("legitimate-interest"):
        if without_reason(basis):
            message = f'"{basis.id}" claims a legitimate interest, and not why it outweighs the interests of the people'
            yield "interest-without-reason", basis, message, "add a `justification`"
        elif basis.holder is None and len({roles.controller for roles in told.variant.notice.modes.values()}) > 1:
            message = f'"{basis.id}" does not say whose legitimate interest it is, and the controller differs by mode'
            yield "interest-without-reason", basis, message, "add the `holder`"
    for basis in told.bases("consent"):
        if not basis.withdrawal:
            message = f'"{basis.id}" rests on consent, and does not say how to take it back'
            yield "consent-without-withdrawal", basis, message, "add `withdrawal`"
    for process in told.facts("processes"):
        if all(basis.kind == "not-stated" for basis in process.legal_basis):
            message = f'no legal basis is stated for "{process.id}"'
            yield "process-without-basis", process, message, "name one under `legal_basis`"
        if not any(keeps(each) or each.gap for each in process.storage):
            message = f'it is not said how long the data of "{process.id}" is kept'
            yield "process-without-storage", process, message, "name a storage condition under `storage`"
    # Customers cannot be named; a person knows their own.
    customer = told.variant.notice.modes[told.mode].controller
    for right in told.facts("rights"):
        if not any(
            reachable(party) or (party == customer and party.kind == "category") for party in right.exercised_at
        ):
            message = f'nobody is named who can be reached to use the right "{right.id}"'
            yield "right-without-way", right, message, "name a party with an email under `exercised_at`"


def _transfers(variant: model.Variant) -> Iterator[_Found]:
    for transfer in variant.section("transfers"):
        if without_country(transfer):
            message = f'"{transfer.id}" names no country that the data goes to'
            yield "transfer-without-country", transfer, message, "name the countries under `to`, such as loc:US"
        if without_safeguard(transfer):
            message = f'"{transfer.id}" names nothing that protects the data where it goes'
            remedy = "name the instrument under `documents`, or the safeguard under `measures`"
            yield "transfer-without-safeguard", transfer, message, remedy


def _named_contacts(variant: model.Variant) -> Iterator[_Found]:
    """Find the contacts of the notice, and the officers of parties, that cannot be reached."""
    parties = {party.id: party for party in variant.section("parties") if isinstance(party, model.Party)}
    officers = [party.data_protection_officer for party in parties.values() if party.data_protection_officer]
    for name in dict.fromkeys([*(party.id for party in variant.notice.contact), *officers]):
        if name in parties and not reachable(parties[name]):
            message = f'"{name}" is given as a contact, and there is no way to reach it'
            yield "contact-without-address", parties[name], message, _REACH


def _printed_contacts(variant: model.Variant, places: dict[str, Place]) -> Iterator[Diagnostic]:
    """Find where a clause prints how to reach a party, and there is nothing to print."""
    name = "contact-without-address"
    for clause in variant.notice.clauses:
        for placeholder in clause.body.placeholders:
            party = variant.facts.get(placeholder.path[0]) if placeholder.kind == "contact" else None
            if len(placeholder.path) > 1 or not isinstance(party, model.Party) or party.id not in places:
                continue
            if not reachable(party) and not _acknowledged(party, variant, name):
                message = f'there is no way to reach "{party.id}", and this prints how'
                note = Note("the party stands here", places[party.id])
                yield Diagnostic(rule(name), placeholder.place, message, f"{_REACH} to it", (note,))


def _processors(variant: model.Variant) -> Iterator[_Found]:
    """Find processors of whom nothing says what they do: no process, no transfer, no description."""
    engaged = {who.id for process in variant.section("processes") for who in getattr(process, "recipients", ())}
    engaged |= {who.id for transfer in variant.section("transfers") for who in getattr(transfer, "importers", ())}
    for recipient in variant.section("recipients"):
        if set(_PROCESSORS) & set(terms(recipient)) and recipient.id not in engaged and not recipient.description:
            message = f'"{recipient.id}" is a processor, and nothing says what it does'
            yield "processor-without-task", recipient, message, "name it under `recipients` of the process it serves"


def _unused(variant: model.Variant) -> Iterator[tuple[model.Fact, str, str]]:
    """Find data that no process uses: what it is for, on what basis and for how long is then said nowhere."""
    used = {data.id for process in variant.section("processes") for data in getattr(process, "personal_data", ())}
    for data in variant.section("personal-data"):
        if data.id not in used:
            message = f'no process uses "{data.id}", so nothing says what it is for'
            yield data, message, "name it under `personal_data` of the process that uses it"
