"""The order of the stages: the one place where it stands.

Each stage reports everything it finds; an error stops the stage after it. Then values become values, without fault.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.bind import notices, variants
from generator.checks import (
    clause_text,
    gdpr_coverage,
    gdpr_facts,
    open_lists,
    stated_facts,
    supplier_identity,
    supplier_permissions,
    variant_references,
    withdrawn,
)
from generator.checks.identity_index import Index, of_all
from generator.diagnostics.records import Diagnostic, in_order
from generator.render.mkdocs import renderer
from generator.source import files
from generator.stamp import groups
from generator.validate import outline, placeholders, schemas, symbols

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from generator import model
    from generator.source.files import Source
    from generator.stamp.groups import SupplierGroups


@dataclass(frozen=True, slots=True)
class Checked:
    """A source with everything that the checks said of it. What an error stands in the way of is missing.

    `marks` finds what tells one supplier from all others.
    """

    source: Source
    diagnostics: list[Diagnostic]
    notice: model.Notice | None = None
    fleet: SupplierGroups | None = None
    marks: Index | None = None

    @property
    def ok(self) -> bool:
        """Whether the notice can be built."""
        return self.notice is not None and not any(each.is_error for each in self.diagnostics)


def check(root: Path, published: Iterable[str] = ()) -> Checked:
    """Read a source and check it, stage by stage. `published` are the suppliers that the live site has."""
    read, found = files.read(root)
    checked = _in_stages(read, found, published)
    letters = supplier_identity.letters(read)  # no stage rests on them
    return replace(checked, diagnostics=in_order([*checked.diagnostics, *letters]))


def _in_stages(read: Source, found: list[Diagnostic], published: Iterable[str]) -> Checked:
    faulty = {each.place.file for each in found}
    declared = symbols.collect(read, faulty)
    found += schemas.check(read, declared, faulty)
    if files.MKDOCS_CONFIG not in faulty:
        found += renderer.check(read.documents[files.MKDOCS_CONFIG])
    if _stops(found):
        found += _links_of_the_sound(read, found, declared)
        return Checked(read, in_order(found))
    found += placeholders.check(read, declared)
    found += outline.check(read, declared)
    if _stops(found):
        return Checked(read, in_order(found))
    notice = notices.bind(read)
    found += supplier_permissions.check(read, declared, notice)
    marks = Index(of_all(raw for _, raw in read.suppliers()))
    found += supplier_identity.check(read, declared, notice, marks)
    found += withdrawn.check(read)
    found += withdrawn.missing(read, published)
    if _stops(found):
        return Checked(read, in_order(found))
    all_suppliers = groups.group_suppliers(read, notice)
    places = {name: each.place for name, each in declared.facts.items()}
    examples = [shape.example for shape in all_suppliers.shapes]
    places |= {supplier.id: read.supplier(groups.file_of(supplier.id)).place(("id",)) for supplier in examples}
    first = notice.languages[0]
    resolved = [variants.resolve(notice, name, first) for name in variants.names(notice)]
    resolved += [variants.resolve_supplier(notice, supplier, first) for supplier in examples]
    found += variant_references.check(resolved, places, read.documents[files.NOTICE])
    if not _stops(found):
        found += stated_facts.check(resolved, places)
        found += gdpr_coverage.check(resolved, read.documents[files.NOTICE])
        found += gdpr_facts.check(resolved, places)
        found += clause_text.check(read, declared, notice)
        found += open_lists.check(read, notice)
    return Checked(read, in_order(found), notice, all_suppliers, marks)


def _links_of_the_sound(read: Source, found: list[Diagnostic], declared: symbols.SymbolTable) -> list[Diagnostic]:
    """Check the names in the clauses that have no faults, when what declares the names has none either."""
    faulty = {each.place.file for each in found}
    if any(not file.startswith(("notice/suppliers", "notice/clauses", files.MKDOCS_CONFIG)) for file in faulty):
        return []
    sound = {file: clause for file, clause in read.clauses.items() if file not in faulty}
    return placeholders.check(replace(read, clauses=sound), declared)


def _stops(found: list[Diagnostic]) -> bool:
    return any(each.is_error for each in found)
