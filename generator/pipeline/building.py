"""A checked notice becomes a finished site on a stage: what all share, the variants of the notice, then every supplier.

Whatever belongs to a supplier is made once a shape and stamped. Shapes are taken a batch at a time, and suppliers one
by one, so that no more than a batch of stencils is ever held.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from generator.bind import variants as resolving
from generator.checks import withdrawn
from generator.emit import catalog
from generator.emit.hosting import site_files
from generator.emit.pages import templates, views
from generator.formats import jsontext
from generator.published.site import PublishedVariant, Site
from generator.render.mkdocs import renderer
from generator.source import files as sources
from generator.source.disk_store import DiskStore
from generator.stamp import groups, template, workers
from generator.verify import verifier
from generator.verify.leaks import LeakDetector, ignore_marks_of
from generator.verify.pages import PageChecker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model
    from generator.checks.identity_index import Index
    from generator.emit.catalog import Listed
    from generator.pipeline.checking import Checked
    from generator.publish.staging import Stage
    from generator.stamp.groups import SupplierGroup, SupplierGroups

_BATCH = 40  # shapes that are painted together; each holds about a megabyte of stencils a language


class FaultError(Exception):
    """A finished site does not verify: a bug of the generator. Nothing is published."""


def steps(checked: Checked) -> int:
    """Count the steps that `build` takes."""
    if checked.notice is None or checked.fleet is None:
        return 0
    batches = max(1, -(-len(checked.fleet.shapes) // _BATCH))
    return checked.fleet.size + len(resolving.names(checked.notice)) + batches * len(checked.notice.languages) + 1


def build(checked: Checked, stage: Stage, jobs: int = 1, unchanged: frozenset[str] = frozenset()) -> Iterator[str]:
    """Build, prove and seal every variant of a checked notice on an empty stage.

    `unchanged` are suppliers whose live variants may be taken over. Yields a few words on each step when it is done.
    Raises `FaultError`, `site.PaintError` and `stencil.FormError`, which are bugs of the generator.
    """
    if checked.notice is None or checked.fleet is None or checked.marks is None:
        message = "a notice with errors cannot be built"
        raise ValueError(message)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=stage.folder) as scratch:  # files are moved out of it
        maker = _SiteBuild(checked, checked.notice, checked.fleet, checked.marks, stage, Path(scratch))
        yield from maker.run(jobs, unchanged)
    stage.seal()


class _Batch:
    """Some shapes that are painted together, and the stencils cut from them."""

    def __init__(self, shapes: tuple[SupplierGroup, ...]) -> None:
        self.shapes = shapes
        self.slots = [template.TemplateSlots(shape.word, shape.places) for shape in shapes]
        self.files: list[list[tuple[template.ByteTemplate, template.ByteTemplate]]] = [[] for _ in shapes]

    def cut(self, number: int, files: Iterable[tuple[str, bytes]], language: str) -> None:
        """Cut the files of one shape in one language, and their paths."""
        slots = self.slots[number]
        for path, made in files:
            pair = (
                template.compile_template(path, slots, language),
                template.compile_template(made.decode(), slots, language),
            )
            self.files[number].append(pair)

    def stencils(self) -> tuple[workers.Stencils, ...]:
        """Give what suppliers are stamped from, by shape."""
        return tuple(workers.Stencils(slots, tuple(files)) for slots, files in zip(self.slots, self.files, strict=True))


@dataclass(slots=True)
class _SiteBuild:
    checked: Checked
    notice: model.Notice
    fleet: SupplierGroups
    marks: Index
    stage: Stage
    scratch: Path
    outside: dict[str, str] = field(default_factory=dict)
    own: dict[str, dict[str, Listed]] = field(default_factory=dict)  # files of the variants that need no supplier
    entries: list[dict[str, Any]] = field(default_factory=list)  # of the same
    suppliers: DiskStore = field(default_factory=DiskStore)  # suppliers' entries

    def run(self, jobs: int, unchanged: frozenset[str]) -> Iterator[str]:
        made = {path: self.stage.publish(path, each) for path, each in catalog.shared(self.notice)}
        for path, each in withdrawn.files(self.notice):
            self.stage.write(path, each)
        head = catalog.head(self.notice, made)
        shapes = self.fleet.shapes
        batches = [_Batch(shapes[at : at + _BATCH]) for at in range(0, len(shapes), _BATCH)] or [_Batch(())]
        prover = None
        for batch in batches:
            for language in self.notice.languages:
                yield self.paint(language, batch, first=prover is None)
            if prover is None:
                yield from self.variants()
                prover = self.prover()
            packed = self.checked.source.packed
            press = workers.SupplierBuilder(self.notice, self.stage, packed, batch.stencils(), prover)
            for done in workers.run(press, list(self.orders(batch, unchanged)), jobs):
                if done.fault:
                    raise FaultError(done.fault)
                self.suppliers.add(done.name, done.entry)
                self.outside = done.outside | self.outside
                yield done.name
        self.finish(head)
        yield "every file, page and link verified"

    def paint(self, language: str, batch: _Batch, *, first: bool) -> str:
        """Paint a batch of shapes in one language and cut the stencils; with the first, what needs no supplier."""
        names = resolving.names(self.notice)
        base = [resolving.resolve(self.notice, name, language) for name in names]
        marked = [resolving.resolve_supplier(self.notice, shape.marked, language) for shape in batch.shapes]
        settings: dict[str, Any] = self.checked.source.documents[sources.MKDOCS_CONFIG].value  # type: ignore[assignment]
        painted, shared = ([*base, *marked], self.shared(base)) if first else (marked, {})
        renderer.render_pages(settings, painted, shared, self.scratch / "paint", self.stage.folder)
        for variant in base if first else ():
            made = self.own.setdefault(variant.id, {})
            for path, each in catalog.of_variant(variant):
                made[path] = self.stage.publish(path, each)
            for path, each in renderer.collect(variant, self.stage.folder).items():
                made[path] = self.stage.write(path, each)
        for number, variant in enumerate(marked):
            files = [*catalog.of_variant(variant), *renderer.collect(variant, self.stage.folder).items()]
            batch.cut(number, files, language)
        return f"pages in {language}"

    def shared(self, base: list[model.Variant]) -> dict[str, str]:
        language = base[0].language
        packed = self.checked.source.packed
        raws = (orjson.loads(packed[file]) for file in sorted(f for shape in self.fleet.shapes for f in shape.files))
        suppliers = (views.Entry(groups.label(raw, self.notice), f"{language}/{raw['id']}/") for raw in raws)
        own = [fact for shape in self.fleet.shapes for fact in shape.example.own]
        return templates.shared(base, suppliers, own, sorted(self.fleet.terms))

    def variants(self) -> Iterator[str]:
        """Seal the variants that need no supplier."""
        for name, made in self.own.items():
            self.stage.seal_variant(name, made)
            variant = resolving.resolve(self.notice, name, self.notice.languages[0])
            self.entries.append(catalog.entry(self.notice, name, variant.kind, variant.label, variant.modes, made))
            yield name

    def prover(self) -> verifier.Verifier:
        """Make what proves each variant, from the marks of all suppliers; prove those that need no supplier first."""
        index = self.marks
        numbers = {groups.name_of(file): number for number, file in enumerate(self.checked.source.packed)}
        base = [PublishedVariant(Site(self.stage.folder), entry, self.notice.address) for entry in self.entries]
        for variant in base:
            ignore_marks_of(index, variant)
        gate = PageChecker(self.stage.folder, self.notice.address)
        prover = verifier.Verifier(gate, LeakDetector(index, numbers), base[0].policy)
        for variant in base:
            if found := prover.check(variant):
                raise FaultError("; ".join(found[1][:10]))
        self.outside |= gate.outside
        return prover

    def orders(self, batch: _Batch, unchanged: frozenset[str]) -> Iterator[workers.BuildJob]:
        for number, shape in enumerate(batch.shapes):
            for file in shape.files:
                yield workers.BuildJob(file, number, groups.name_of(file) in unchanged)

    def finish(self, head: dict[str, Any]) -> None:
        """Write the catalogue and what leads to it, and prove what all share."""
        names = sorted(self.suppliers)
        every = chain(map(jsontext.dump, self.entries), (self.suppliers[name] for name in names))
        with (self.stage.folder / catalog.CATALOG).open("xb") as file:
            for piece in catalog.catalogue(head, every):
                file.write(piece)
        few = [*self.entries, *(orjson.loads(self.suppliers[name]) for name in names[: site_files.NAMED])]
        for path, made in site_files.files(self.notice, {**head, "variants": few}, names):
            self.stage.write(path, made)
        gate = PageChecker(self.stage.folder, self.notice.address)
        gate.outside = self.outside
        found = verifier.shared(Site(self.stage.folder, {**head, "variants": few}), gate)
        if found:
            raise FaultError("; ".join(found[1][:10]))
