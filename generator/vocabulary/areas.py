"""Areas within which the law of a notice lets data move freely."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

from generator import resources

if TYPE_CHECKING:
    from collections.abc import Iterable

_COUNTRY = "loc:"
_WIDEST = "EEA"  # what holds in a Member State of the EU holds in all of the EEA


@cache
def _members() -> dict[str, frozenset[str]]:
    raw = json.loads((resources.folder("schema") / "areas.json").read_text(encoding="utf-8"))
    return {name: frozenset(codes) for name, codes in raw.items() if isinstance(codes, list)}


def area(jurisdictions: Iterable[str]) -> frozenset[str]:
    """Give the countries and areas that the law of some jurisdictions (DPV locations) reaches, as codes."""
    members = _members()
    found: set[str] = set()
    for term in jurisdictions:
        code = _code(term)
        inside = code in members or code in members[_WIDEST]
        found |= members[_WIDEST] | members.keys() if inside else {code}
    return frozenset(found)


def is_outside(location: str, area: frozenset[str]) -> bool:
    """Whether a DPV location is for certain outside an area; of "in the cloud" nothing can be said."""
    return location == "dpv:ThirdCountry" or (location.startswith(_COUNTRY) and _code(location) not in area)


def covers(place: str, location: str) -> bool:
    """Whether a place of a transfer, such as a country, is or holds a location, such as a region of it."""
    return location == place or location.startswith(f"{place}-")


def _code(term: str) -> str:
    """Give the code of the country that a location is or lies in: `loc:FR-92` lies in FR."""
    return term.removeprefix(_COUNTRY).split("-")[0]
