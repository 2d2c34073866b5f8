"""Where the properties of a fact come from: its own lines, the roles of the variant, and what a supplier adds."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from generator import model
from generator.report.origins import notice_parts, values
from generator.report.origins.records import Answer, Origin
from generator.validate.symbols import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.report.origins.lines import Places

_MAY = {
    "locked": "suppliers: locked; no supplier can change it or take it away",
    "open": "suppliers: open; a supplier may promise more about it, and change or take away nothing",
    "required": "suppliers: required; every supplier must answer it",
    "removable": "suppliers: removable; a supplier may take it away as a whole, by a promise that gives the reason",
}
_STANDS_IN = {
    "supplier": "party", "supplier-support": "support", "supplier-breach": "breach",
    "supplier-dpo": "data_protection_officer", "supplier-terms": "terms", "supplier-authority": "authority",
}  # fmt: skip
_EVERYWHERE = ("measures", "storage", "commitments")


def fact(places: Places, asked: model.Fact) -> Answer:
    """Answer for a fact of the notice, or one that the supplier adds."""
    title = f'{NOUNS[asked.kind_of_fact]} {asked.id} "{asked.label}"'
    if asked.own:
        note = f"the supplier's own, beside the notice: {places.fact(asked.id)}"
        return Answer(title, (note,), tuple(_added(places, asked)))
    notes = [f"declared at {places.fact(asked.id)}", *may(places, asked)]
    if asked.id not in places.variant.facts:
        return Answer(title, (*notes, f"left out of this variant: {places.why_gone(asked.id)}"), ())
    if asked.applies_when:
        notes.append(f"it holds in {asked.applies_when} mode alone: {places.fact(asked.id, 'applies_when')}")
    _, _, raw = places.raw[asked.id]
    origins = values.values(places, raw, asked, partial(places.fact, asked.id))
    if isinstance(asked, model.Process):
        origins = _process(places, list(origins))
    elif isinstance(asked, model.Right) and len(asked.exercised_at) > len(raw["exercised_at"]):
        origins = chain([_answered_by(places, asked.exercised_at[0])], origins)
    return Answer(title, tuple(notes), tuple(origins))


def standing_in(places: Places, name: str) -> Answer:
    """Answer for one of the ids that suppliers' own facts have, where this variant has no fact of that id."""
    supplier = places.variant.supplier
    if supplier is None:
        return Answer(name, ("left out of this variant: it has no supplier",), ())
    shown = getattr(supplier, _STANDS_IN[name])
    if shown is None:
        note = f"left out of this variant: the supplier sets no {_STANDS_IN[name]} in {places.in_supplier()}"
        return Answer(name, (note,), ())
    answer = fact(places, shown)
    route = ("party",) if name == "supplier" else ("contacts", _STANDS_IN[name], "party")
    where = places.in_supplier(*route)
    note = (
        f"the supplier names {shown.id} as its {_STANDS_IN[name]}: {where}"
        if where
        else f"the supplier sets no {_STANDS_IN[name]} contact, so {shown.id} serves: {places.fact(shown.id)}"
    )
    return replace(answer, notes=(note, *answer.notes))


def may(places: Places, asked: model.Fact) -> Iterator[str]:
    """Say what suppliers may do to a fact of the notice, and what this one does."""
    _, _, raw = places.raw[asked.id]
    where = f" ({places.fact(asked.id, 'suppliers')})" if "suppliers" in raw else ""
    yield f"{_MAY[asked.suppliers]}{where}"
    supplier = places.variant.supplier
    if supplier and asked == places.notice.modes["processor"].supplier:
        yield f'in this variant {supplier.party.id} "{supplier.party.label}" plays its part: {places.who}'
    for promise, place in places.promises("about", asked.id):
        yield f'the supplier promises more about it: {promise.id} "{promise.label}" at {place}'


def _added(places: Places, asked: model.Fact) -> Iterator[Origin]:
    """Tell the properties of one of the supplier's own facts; what has no place is the same for every supplier."""
    for each in fields(asked):
        value = getattr(asked, each.name)
        if each.name in ("id", "suppliers", "own") or not value:
            continue
        for index, one in enumerate(value) if isinstance(value, tuple) else [(None, value)]:
            name = one.id if isinstance(one, model.Fact) else str(one)
            known = places.label(name)
            place = places.fact(asked.id, *((each.name,) if index is None else (each.name, index)))
            note = "" if place else "the same for every supplier"
            yield Origin(
                property=each.name, value=known or name, place=place, fact=name if known else "", how="added", note=note
            )


def _process(places: Places, own: list[Origin]) -> Iterator[Origin]:
    """Tell the values of a process: its own, then its parties, and what holds for every process."""
    yield from own
    modes = [list(notice_parts.played(places, mode)) for mode in places.variant.modes]
    own_controller = [
        replace(each, property="controllers")
        for each in own
        if each.property == "controller" and each.how != "left out"
    ]
    controllers = own_controller or [_as("controllers", each) for each in _named(modes, "controller")]
    yield from controllers
    deciding = {each.fact for each in controllers} if own_controller else set()
    for roles in modes:
        deciders = deciding or {each.fact for each in _named([roles], "controller")}
        for each in _named([roles], "processors"):
            if each.how != "left out" and each.fact in deciders:
                yield replace(_as("processors", each), how="left out", note="it is the controller of this process")
            else:
                yield _as("processors", each)
    if not any(each.property == "subjects" and each.how != "left out" for each in own):
        yield from (_as("subjects", each) for each in _named(modes, "subjects"))
    for recipient in places.variant.supplier.sub_processors if places.variant.supplier else ():
        place = places.fact(recipient.id)
        note = "the supplier adds it to every process"
        yield Origin(
            property="recipients", value=recipient.label, place=place, fact=recipient.id, how="added", note=note
        )
    for kind in _EVERYWHERE:
        yield from _everywhere(places, kind, {each.fact for each in own if each.property == kind})


def _everywhere(places: Places, kind: str, written_here: set[str]) -> Iterator[Origin]:
    for each in places.variant.section(kind):
        if getattr(each, "everywhere", False) and each.id not in written_here:
            place = places.fact(each.id, "everywhere")
            note = "it holds for every process"
            yield Origin(property=kind, value=each.label, place=place, fact=each.id, how="added", note=note)


def _answered_by(places: Places, contact: model.Party) -> Origin:
    """Tell the supplier's contact, which a right that suppliers may say more about names first."""
    place = places.in_supplier("contacts", "support") or places.fact(contact.id)
    note = "the supplier answers first"
    return Origin(property="exercised_at", value=contact.label, place=place, fact=contact.id, how="added", note=note)


def _named(modes: list[list[Origin]], name: str) -> list[Origin]:
    return [each for roles in modes for each in roles if each.property == name]


def _as(name: str, origin: Origin) -> Origin:
    """Tell a value that a mode gives to every process that names nobody itself."""
    note = origin.note or "every process has it from the mode"
    return replace(origin, property=name, note=note)
