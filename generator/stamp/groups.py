"""All suppliers of a notice, grouped by what they give.

There may be thousands: of each, only its packed file is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from generator.bind import suppliers
from generator.source.files import supplier_file
from generator.stamp import markers

if TYPE_CHECKING:
    from generator import model
    from generator.source.records import Source


@dataclass(slots=True)
class SupplierGroup:
    """Suppliers that give the same things: one with markers for values, one of them as an example, and all their files.

    `id_prefix` begins the ids that stand for theirs in markers; `territories` are the numbers of the values that are
    countries or areas.
    """

    id_prefix: str
    marked: model.Supplier
    example: model.Supplier
    territories: frozenset[int]
    files: list[str]


@dataclass(frozen=True, slots=True)
class SupplierGroups:
    """The suppliers of a notice. `terms` are the DPV terms of where they are."""

    groups: tuple[SupplierGroup, ...]
    terms: frozenset[str]

    @property
    def size(self) -> int:
        """How many suppliers there are."""
        return sum(len(group.files) for group in self.groups)

    def only(self, supplier: str) -> SupplierGroups:
        """Return the groups reduced to one supplier; no group at all where there is no supplier of that id."""
        file = supplier_file(supplier)
        return replace(self, groups=tuple(replace(each, files=[file]) for each in self.groups if file in each.files))


def group_suppliers(source: Source, notice: model.Notice) -> SupplierGroups:
    """Group the suppliers of a checked source by what their files give, in the order of their files."""
    prefix = markers.id_prefix(source.texts.values()) if source.packed else ""
    groups: dict[bytes, SupplierGroup] = {}
    terms: set[str] = set()
    for file, raw in source.suppliers():
        marked = markers.insert(raw, prefix)
        key = orjson.dumps(marked.raw)
        if key not in groups:
            own = f"{prefix}{len(groups)}y"
            stand_in = suppliers.bind(markers.insert(raw, own).raw, notice)
            groups[key] = SupplierGroup(own, stand_in, suppliers.bind(raw, notice), marked.territories, [])
        groups[key].files.append(file)
        terms |= {marked.values[number] for number in marked.territories}
    return SupplierGroups(tuple(groups.values()), frozenset(terms))


def label(raw: dict[str, Any], notice: model.Notice) -> str:
    """Name a supplier, given by the value of its file, as people know it."""
    party = raw.get("party")
    named = (fact.label for fact in notice.sections["parties"] if fact.id == party)
    return str(raw["name"]) if party is None else next(named)
