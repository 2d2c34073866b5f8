"""The values of a record as they were written, one origin a value; a fact that does not hold here is left out."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from generator.report.origins.records import Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.diagnostics.records import Place
    from generator.report.origins.lines import Places


def values(places: Places, raw: dict[str, Any], record: Any, at: Callable[..., Place | None]) -> Iterator[Origin]:
    """Go through the raw values of a record; `at` turns a property, and an index in it, into a place."""
    named = {each.name.rstrip("_") for each in fields(record) if each.metadata.keys() & {"one", "many"}}
    for key, value in raw.items():
        if key == "id" or key not in {each.name.rstrip("_") for each in fields(record)} or isinstance(value, dict):
            continue
        for index, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(one, dict):
                place = at(key) if index is None else at(key, index)
                yield _value(places, key, one, place, refers=key in named or (key == "facts" and one in places.facts))


def _value(places: Places, key: str, value: object, place: Place | None, *, refers: bool) -> Origin:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    if not refers:
        also = text in places.facts and key in ("data_protection_officer", "member_of", "part_of")
        return Origin(property=key, value=places.label(text) if also else text, place=place, fact=text if also else "")
    made = Origin(property=key, value=places.label(text), place=place, fact=text)
    if text in places.variant.facts:
        return made
    return replace(made, how="left out", note=places.why_gone(text))


def in_place_of(places: Places, origins: Iterator[Origin], properties: tuple[str, ...]) -> Iterator[Origin]:
    """Put the supplier in the place of the party that stands for suppliers; each party stands once in a list."""
    supplier = places.variant.supplier
    stands_for = places.notice.modes["processor"].supplier if supplier else None
    seen: set[tuple[str, str]] = set()
    for each in origins:
        made = each
        if supplier and stands_for and each.property in properties and each.fact == stands_for.id:
            note = f'in the place of {stands_for.id} "{stands_for.label}" at {each.place}'
            made = replace(
                each, value=supplier.party.label, fact=supplier.party.id, place=places.who, how="replaced", note=note
            )
        if made.how != "left out" and made.fact and (made.property, made.fact) in seen:
            made = replace(made, how="left out", note="it stands in the list already")
        seen.add((made.property, made.fact))
        yield made
