"""All suppliers of a notice, by their shape. There may be thousands: of each, only its packed file is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import orjson

from generator.bind import suppliers
from generator.stamp import template

if TYPE_CHECKING:
    from generator import model
    from generator.source.files import Source


@dataclass(slots=True)
class SupplierGroup:
    """Suppliers that give the same things: one with marks for values, one of them as an example, and all their files.

    `word` begins the ids that stand for theirs in marks; `places` are the marks of countries and areas.
    """

    word: str
    marked: model.Supplier
    example: model.Supplier
    places: frozenset[int]
    files: list[str]


@dataclass(frozen=True, slots=True)
class SupplierGroups:
    """The suppliers of a notice. `terms` are the DPV terms of where they are."""

    shapes: tuple[SupplierGroup, ...]
    terms: frozenset[str]

    @property
    def size(self) -> int:
        """How many suppliers there are."""
        return sum(len(shape.files) for shape in self.shapes)

    def only(self, supplier: str) -> SupplierGroups:
        """Leave all suppliers out but one; all where there is none of that name."""
        file = file_of(supplier)
        shapes = tuple(replace(shape, files=[file]) for shape in self.shapes if file in shape.files)
        return replace(self, shapes=shapes)


def group_suppliers(source: Source, notice: model.Notice) -> SupplierGroups:
    """Group the suppliers of a checked source by shape, in the order of their files."""
    word = template.token(source.texts.values()) if source.packed else ""
    shapes: dict[bytes, SupplierGroup] = {}
    terms: set[str] = set()
    for file, raw in source.suppliers():
        marked = template.insert_markers(raw, word)
        key = orjson.dumps(marked.raw)
        if key not in shapes:
            own = f"{word}{len(shapes)}y"
            marks = suppliers.bind(template.insert_markers(raw, own).raw, notice)
            shapes[key] = SupplierGroup(own, marks, suppliers.bind(raw, notice), marked.places, [])
        shapes[key].files.append(file)
        terms |= {marked.values[number] for number in marked.places}
    return SupplierGroups(tuple(shapes.values()), frozenset(terms))


def file_of(supplier: str) -> str:
    """Name the file of a supplier."""
    return f"notice/suppliers/{supplier}.yaml"


def name_of(file: str) -> str:
    """Give the id of the supplier that a file is named after."""
    return file.rsplit("/", 1)[1].removesuffix(".yaml")


def label(raw: dict[str, Any], notice: model.Notice) -> str:
    """Name a supplier as people know it."""
    party = raw.get("party")
    named = (fact.label for fact in notice.sections["parties"] if fact.id == party)
    return str(raw["name"]) if party is None else next(named)
