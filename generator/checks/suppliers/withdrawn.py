"""Suppliers that are gone: their addresses answer where to go, on a page and in JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.source.files import TOMBSTONES
from generator.validate.symbols import VARIANTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.source.records import Source


def check(source: Source) -> Iterator[Diagnostic]:
    """Check that what is gone is gone, and that it leads to what is there."""
    there = {file.rsplit("/", 1)[1].removesuffix(".yaml") for file in source.packed}
    seen: set[str] = set()
    document = source.documents.get(TOMBSTONES)
    for index, raw in enumerate(source.tombstones):
        name, moved = raw["id"], raw.get("moved_to", "")
        if document is None:
            return
        if name in there:
            note = Note("the supplier stands here", source.supplier(f"notice/suppliers/{name}.yaml").place(("id",)))
            message = f'the supplier "{name}" is not gone'
            remedy = "remove the tombstone, or the supplier's file"
            yield Diagnostic(rule("tombstone"), document.place((index, "id")), message, remedy, (note,))
        elif name in seen or name in VARIANTS:
            message = f'"{name}" has no need of this tombstone'
            yield Diagnostic(rule("tombstone"), document.place((index, "id")), message, "remove it")
        if moved and moved not in there:
            message = f'there is no supplier "{moved}" to move to'
            remedy = "name a supplier that is there, or leave the line out: people are then led to the general notice"
            yield Diagnostic(rule("tombstone"), document.place((index, "moved_to")), message, remedy)
        seen.add(name)


def missing(source: Source, published: Iterable[str]) -> Iterator[Diagnostic]:
    """Find the suppliers that the live site has, and that are neither here any more nor have a tombstone."""
    known = {file.rsplit("/", 1)[1].removesuffix(".yaml") for file in source.packed}
    known |= {raw["id"] for raw in source.tombstones}
    for name in sorted(set(published) - known):
        place = source.place(TOMBSTONES)
        message = f'the notice of the supplier "{name}" was published and is gone: its address would answer nothing'
        remedy = f"add to {TOMBSTONES}: `- id: {name}`, a line `reason: …`, and `moved_to: …` if another follows it"
        yield Diagnostic(rule("no-tombstone"), place, message, remedy)
