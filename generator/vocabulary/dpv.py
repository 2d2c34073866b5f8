"""The names of the Data Privacy Vocabulary 2.3, and what little of its structure the compiler leans on."""

from __future__ import annotations

import json
from functools import cache
from typing import NamedTuple

from generator import resources


class Vocabulary(NamedTuple):
    """The terms of one version of DPV, written as in policies (`dpv:Purpose`).

    `terms` gives each term the top concepts it stands under; `sunset` are terms that DPV is about to remove.
    """

    version: str
    namespaces: dict[str, str]
    terms: dict[str, frozenset[str]]
    sunset: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """Read the list of names once."""
    raw = json.loads((resources.folder("schema") / "dpv-2.3.json").read_text(encoding="utf-8"))
    terms = {
        f"{prefix}:{name}": frozenset(tops.split())
        for prefix, names in raw["terms"].items()
        for name, tops in names.items()
    }
    return Vocabulary(raw["version"], raw["namespaces"], terms, frozenset(raw["sunset"]))


def fits(term: str, tops: set[str]) -> bool:
    """Whether a term is in DPV to stay, and stands under one of some top concepts, or any where none is given."""
    known = vocabulary().terms.get(term)
    return known is not None and term not in vocabulary().sunset and (not tops or bool(known & tops))
