"""The order of the stages: the one place where it stands.

Each stage reports everything it finds; an error stops the stage after it. Then values become values, without fault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import binding, fleet, links, names, outline, schemas, site, source, tombstones, variants
from generator.checks import completeness, enumerations, governance, identities, modes, particulars, prose, statements
from generator.diagnostics import Diagnostic, in_order
from generator.identities import Index, of_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator import model
    from generator.fleet import Fleet
    from generator.source import Source


@dataclass(frozen=True, slots=True)
class Checked:
    """A source with everything that the checks said of it. What an error stands in the way of is missing.

    `marks` finds what tells one supplier from all others.
    """

    source: Source
    diagnostics: list[Diagnostic]
    notice: model.Notice | None = None
    fleet: Fleet | None = None
    marks: Index | None = None

    @property
    def ok(self) -> bool:
        """Whether the notice can be built."""
        return self.notice is not None and not any(each.is_error for each in self.diagnostics)


def check(root: Path, published: Iterable[str] = ()) -> Checked:
    """Read a source and check it, stage by stage. `published` are the suppliers that the live site has."""
    read, found = source.read(root)
    checked = _in_stages(read, found, published)
    letters = identities.letters(read)  # no stage rests on them
    return replace(checked, diagnostics=in_order([*checked.diagnostics, *letters]))


def _in_stages(read: Source, found: list[Diagnostic], published: Iterable[str]) -> Checked:
    faulty = {each.place.file for each in found}
    declared = names.collect(read, faulty)
    found += schemas.check(read, declared, faulty)
    if source.PAINT not in faulty:
        found += site.check(read.documents[source.PAINT])
    if _stops(found):
        found += _links_of_the_sound(read, found, declared)
        return Checked(read, in_order(found))
    found += links.check(read, declared)
    found += outline.check(read, declared)
    if _stops(found):
        return Checked(read, in_order(found))
    notice = binding.bind(read)
    found += governance.check(read, declared, notice)
    marks = Index(of_all(raw for _, raw in read.suppliers()))
    found += identities.check(read, declared, notice, marks)
    found += tombstones.check(read)
    found += tombstones.missing(read, published)
    if _stops(found):
        return Checked(read, in_order(found))
    all_suppliers = fleet.muster(read, notice)
    places = {name: each.place for name, each in declared.facts.items()}
    examples = [shape.example for shape in all_suppliers.shapes]
    places |= {supplier.id: read.supplier(fleet.file_of(supplier.id)).place(("id",)) for supplier in examples}
    first = notice.languages[0]
    resolved = [variants.resolve(notice, name, first) for name in variants.names(notice)]
    resolved += [variants.resolve_supplier(notice, supplier, first) for supplier in examples]
    found += modes.check(resolved, places, read.documents[source.NOTICE])
    if not _stops(found):
        found += statements.check(resolved, places)
        found += completeness.check(resolved, read.documents[source.NOTICE])
        found += particulars.check(resolved, places)
        found += prose.check(read, declared, notice)
        found += enumerations.check(read, notice)
    return Checked(read, in_order(found), notice, all_suppliers, marks)


def _links_of_the_sound(read: Source, found: list[Diagnostic], declared: names.Names) -> list[Diagnostic]:
    """Check the names in the clauses that have no faults, when what declares the names has none either."""
    faulty = {each.place.file for each in found}
    if any(not file.startswith(("notice/suppliers", "notice/clauses", source.PAINT)) for file in faulty):
        return []
    sound = {file: clause for file, clause in read.clauses.items() if file not in faulty}
    return links.check(replace(read, clauses=sound), declared)


def _stops(found: list[Diagnostic]) -> bool:
    return any(each.is_error for each in found)
