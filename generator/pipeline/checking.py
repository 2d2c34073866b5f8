"""The order of the checks: the one place where it stands.

Each stage reports everything it finds; an error stops the stage after it. Then values become values, without fault.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator.bind import notices, variants
from generator.checks import (
    gdpr_coverage,
    gdpr_facts,
    stated_facts,
    variant_references,
)
from generator.checks.suppliers import identity, permissions, withdrawn
from generator.checks.suppliers.identity_index import of_all
from generator.checks.wording import (
    claims,
    clause_text,
    half_written,
    open_lists,
    open_sentences,
    pasted_text,
    typed_values,
    unlike_bindings,
)
from generator.diagnostics.records import Diagnostic, in_order
from generator.formats.identity_marks import Index
from generator.render.chosen import RENDERER
from generator.source import files, reader
from generator.stamp import groups
from generator.validate import outline, placeholders, schemas, symbols

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator import model
    from generator.diagnostics.records import Place
    from generator.render.protocol import Renderer
    from generator.source.records import Source
    from generator.stamp.groups import SupplierGroups


@dataclass(frozen=True, slots=True)
class Checked:
    """A source with everything that the checks said of it.

    `notice`, `suppliers` and `identity_marks` are `None` when an error stopped an earlier stage. `identity_marks` finds
    what tells one supplier from all others.
    """

    source: Source
    diagnostics: list[Diagnostic]
    renderer: Renderer
    notice: model.Notice | None = None
    suppliers: SupplierGroups | None = None
    identity_marks: Index | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """The settings of the renderer, which were found sound."""
        file = self.renderer.settings_file
        return self.source.documents[file].value if file else {}  # type: ignore[return-value]

    @property
    def ok(self) -> bool:
        """Whether the notice can be built."""
        return self.notice is not None and not any(each.is_error for each in self.diagnostics)


def check(root: Path, published: Iterable[str] = (), renderer: Renderer = RENDERER) -> Checked:
    """Read a source and check it, stage by stage, with the settings of what will render its pages.

    `published` are the suppliers that the live site has.
    """
    read, found = reader.read(root, renderer.settings_file)
    state = _State(read, renderer, symbols.collect(read, {each.place.file for each in found}), published, found)
    for stage in (_form, _names, _suppliers, _references, _statements):
        state.found += list(stage(state))
        if any(each.is_error for each in state.found):
            break
    letters = identity.letters(read)  # no stage rests on them
    diagnostics = in_order([*state.found, *letters])
    if state.resolved:
        return Checked(read, diagnostics, renderer, state.notice, state.suppliers, state.identity_marks)
    return Checked(read, diagnostics, renderer)


@dataclass(slots=True)
class _State:
    """What the stages hand on. What an error stands in the way of is not set."""

    read: Source
    renderer: Renderer
    declared: symbols.SymbolTable
    published: Iterable[str]
    found: list[Diagnostic]
    notice: model.Notice = field(init=False)
    suppliers: SupplierGroups = field(init=False)
    identity_marks: Index = field(init=False)
    resolved: list[model.Variant] = field(default_factory=list)  # one a variant of the notice and a group of suppliers
    places: dict[str, Place] = field(default_factory=dict)  # where facts and those suppliers stand


def _form(state: _State) -> Iterator[Diagnostic]:
    """Check every file by its schema, and the names in the clauses that have no faults."""
    read, declared = state.read, state.declared
    faulty = {each.place.file for each in state.found}
    found = schemas.check(read, declared, faulty)
    settings = state.renderer.settings_file
    if settings and settings not in faulty:
        found += state.renderer.check(read.documents[settings])
    yield from found
    yield from pasted_text.check(read)
    yield from half_written.check(read)
    every = [*state.found, *found]
    if any(each.is_error for each in every):
        yield from _names_of_the_sound(read, [each for each in every if each.place.file != settings], declared)


def _names_of_the_sound(read: Source, found: list[Diagnostic], declared: symbols.SymbolTable) -> list[Diagnostic]:
    """Check the names in the clauses that have no faults, when what declares the names has none either."""
    faulty = {each.place.file for each in found}
    if any(not file.startswith(("notice/suppliers", "notice/clauses")) for file in faulty):
        return []
    sound = {file: clause for file, clause in read.clauses.items() if file not in faulty}
    return placeholders.check(replace(read, clauses=sound), declared)


def _names(state: _State) -> Iterator[Diagnostic]:
    yield from placeholders.check(state.read, state.declared)
    yield from outline.check(state.read, state.declared)


def _suppliers(state: _State) -> Iterator[Diagnostic]:
    """Bind the notice, and check every supplier against it and all others."""
    read, declared = state.read, state.declared
    state.notice = notices.bind(read)
    yield from permissions.check(read, declared, state.notice)
    state.identity_marks = Index(of_all(raw for _, raw in read.suppliers()))
    yield from identity.check(read, declared, state.notice, state.identity_marks)
    yield from withdrawn.check(read)
    yield from withdrawn.missing(read, state.published)


def _references(state: _State) -> Iterator[Diagnostic]:
    """Resolve every variant of the notice and one a group of suppliers, and check that what they name holds there."""
    read, notice = state.read, state.notice
    state.suppliers = groups.group_suppliers(read, notice)
    examples = [group.example for group in state.suppliers.groups]
    state.places = {name: each.place for name, each in state.declared.facts.items()}
    state.places |= {each.id: read.supplier(files.supplier_file(each.id)).place(("id",)) for each in examples}
    first = notice.languages[0]
    state.resolved = [variants.resolve(notice, name, first) for name in variants.names(notice)]
    state.resolved += [variants.resolve_supplier(notice, supplier, first) for supplier in examples]
    yield from variant_references.check(state.resolved, state.places, read.documents[files.NOTICE])


def _statements(state: _State) -> Iterator[Diagnostic]:
    """Check what the variants say: every fact somewhere, what the law asks, and words against facts."""
    yield from stated_facts.check(state.resolved, state.places)
    yield from gdpr_coverage.check(state.resolved, state.read.documents[files.NOTICE])
    yield from gdpr_facts.check(state.resolved, state.places)
    yield from clause_text.check(state.read, state.declared, state.notice)
    yield from open_lists.check(state.read, state.notice)
    yield from open_sentences.check(state.read)
    yield from claims.check(state.read)
    yield from unlike_bindings.check(state.read, state.declared, state.notice)
    yield from typed_values.check(state.read, state.declared, state.notice)


def declared(root: Path) -> tuple[Source, symbols.SymbolTable]:
    """Read a source and the names that it declares, whatever else is wrong with it."""
    read, found = reader.read(root, RENDERER.settings_file)
    return read, symbols.collect(read, {each.place.file for each in found})
