"""A checked notice becomes a finished site on a stage: what all share, the variants of the notice, then every supplier.

Whatever belongs to a supplier is made once a group and filled in. Groups are taken a batch at a time, and suppliers one
by one, so that no more than a batch of templates is ever held.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from generator.bind import variants as resolving
from generator.emit import catalog, withdrawn
from generator.emit.hosting import site_files
from generator.emit.pages import templates
from generator.formats import jsontext
from generator.pipeline import page_data
from generator.published.layout import CATALOG
from generator.published.site import PublishedVariant, Site
from generator.source import files
from generator.source.disk_store import DiskStore
from generator.stamp import template, workers
from generator.verify import verifier
from generator.verify.leaks import LeakDetector, ignore_marks_of
from generator.verify.pages import PageChecker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model
    from generator.formats.byte_template import ByteTemplate
    from generator.formats.identity_marks import Index
    from generator.pipeline.checking import Checked
    from generator.publish.staging import Stage
    from generator.published.layout import Listed
    from generator.stamp.groups import SupplierGroup, SupplierGroups

_BATCH = 40  # groups that are rendered together; each holds about a megabyte of templates a language
_MAX_FAULTS = 10  # told of one variant


class FaultError(Exception):
    """A finished site does not verify: a bug of the generator. Nothing is published."""


def steps(checked: Checked) -> int:
    """Count the steps that `build` takes."""
    if checked.notice is None or checked.suppliers is None:
        return 0
    batches = max(1, -(-len(checked.suppliers.groups) // _BATCH))
    return checked.suppliers.size + len(resolving.names(checked.notice)) + batches * len(checked.notice.languages) + 1


def build(checked: Checked, stage: Stage, jobs: int = 1, unchanged: frozenset[str] = frozenset()) -> Iterator[str]:
    """Build, verify and seal every variant of a checked notice on an empty stage.

    `unchanged` are suppliers whose live variants may be taken over. Yields a few words on each step when it is done.
    Raises `FaultError`, `RenderError` and `template.UnknownEscapingError`, which are bugs of the generator.
    """
    if checked.notice is None or checked.suppliers is None or checked.identity_marks is None:
        message = "a notice with errors cannot be built"
        raise ValueError(message)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=stage.folder) as scratch:  # files are moved out of it
        site = _SiteBuild(checked, checked.notice, checked.suppliers, checked.identity_marks, stage, Path(scratch))
        yield from site.run(jobs, unchanged)
    stage.seal()


class _Batch:
    """Some groups that are rendered together, and the templates made of them."""

    def __init__(self, supplier_groups: tuple[SupplierGroup, ...]) -> None:
        self.groups = supplier_groups
        self.slots = [template.TemplateSlots(group.id_prefix, group.territories) for group in supplier_groups]
        self.files: list[list[tuple[ByteTemplate, ByteTemplate]]] = [[] for _ in supplier_groups]

    def compile_templates(self, number: int, made: Iterable[tuple[str, bytes]], language: str) -> None:
        """Make templates of the files of one group in one language, and of their paths."""
        slots = self.slots[number]
        for path, content in made:
            pair = (
                template.compile_template(path, slots, language),
                template.compile_template(content.decode(), slots, language),
            )
            self.files[number].append(pair)

    def templates(self) -> tuple[workers.GroupTemplates, ...]:
        """Give what suppliers are filled in from, by group."""
        pairs = zip(self.slots, self.files, strict=True)
        return tuple(workers.GroupTemplates(slots, tuple(made)) for slots, made in pairs)


@dataclass(slots=True)
class _SiteBuild:
    checked: Checked
    notice: model.Notice
    suppliers: SupplierGroups
    identity_marks: Index
    stage: Stage
    scratch: Path
    links_out: dict[str, str] = field(default_factory=dict)
    own: dict[str, dict[str, Listed]] = field(default_factory=dict)  # files of the variants that need no supplier
    entries: list[dict[str, Any]] = field(default_factory=list)  # of the same
    supplier_entries: DiskStore = field(default_factory=DiskStore)

    def run(self, jobs: int, unchanged: frozenset[str]) -> Iterator[str]:
        made = {path: self.stage.publish(path, each) for path, each in catalog.shared(self.notice)}
        for path, each in withdrawn.files(self.notice):
            self.stage.write(path, each)
        head = catalog.head(self.notice, made)
        every = self.suppliers.groups
        batches = [_Batch(every[at : at + _BATCH]) for at in range(0, len(every), _BATCH)] or [_Batch(())]
        checker = None
        for batch in batches:
            for language in self.notice.languages:
                yield self.render(language, batch, first=checker is None)
            if checker is None:
                yield from self.seal_variants()
                checker = self.verifier()
            packed = self.checked.source.packed
            builder = workers.SupplierBuilder(self.notice, self.stage, packed, batch.templates(), checker)
            for built in workers.run(builder, list(self.jobs(batch, unchanged)), jobs):
                if built.fault:
                    raise FaultError(built.fault)
                self.supplier_entries.add(built.name, built.entry)
                self.links_out = built.links_out | self.links_out
                yield built.name
        self.finish(head)
        yield "every file, page and link verified"

    def render(self, language: str, batch: _Batch, *, first: bool) -> str:
        """Render a batch of groups in one language and make the templates; with the first, what needs no supplier."""
        base = page_data.without_supplier(self.notice, language)
        marked = [resolving.resolve_supplier(self.notice, group.marked, language) for group in batch.groups]
        together, shared = ([*base, *marked], page_data.shared(self.checked, base)) if first else (marked, ())
        pages = templates.pages(together, shared)
        self.checked.renderer.render(pages, self.checked.settings, self.scratch / "pages", self.stage.folder)
        for variant in base if first else ():
            made = self.own.setdefault(variant.id, {})
            for path, each in catalog.of_variant(variant):
                made[path] = self.stage.publish(path, each)
            for path, each in self.rendered(variant):
                made[path] = self.stage.write(path, each)
        for number, variant in enumerate(marked):
            finished = [*catalog.of_variant(variant), *self.rendered(variant)]
            batch.compile_templates(number, finished, language)
        return f"pages in {language}"

    def rendered(self, variant: model.Variant) -> list[tuple[str, bytes]]:
        """Take what was rendered for one variant off the stage; each file with its path."""
        top, home = self.stage.folder, self.stage.folder / variant.path
        files = [path for path in sorted(home.rglob("*")) if path.is_file()]
        made = [(path.relative_to(top).as_posix(), path.read_bytes()) for path in files]
        shutil.rmtree(home)
        return [*made, *templates.style_sheets(variant)]

    def seal_variants(self) -> Iterator[str]:
        """Seal the variants that need no supplier."""
        for name, made in self.own.items():
            self.stage.seal_variant(name, made)
            variant = resolving.resolve(self.notice, name, self.notice.languages[0])
            self.entries.append(catalog.entry(self.notice, name, variant.kind, variant.label, variant.modes, made))
            yield name

    def verifier(self) -> verifier.Verifier:
        """Make what verifies each variant; the variants that need no supplier are verified first."""
        index = self.identity_marks
        numbers = {files.supplier_id(file): number for number, file in enumerate(self.checked.source.packed)}
        base = [PublishedVariant(Site(self.stage.folder), entry, self.notice.address) for entry in self.entries]
        for variant in base:
            ignore_marks_of(index, variant)
        pages = PageChecker(self.stage.folder, self.notice.address)
        made = verifier.Verifier(pages, LeakDetector(index, numbers), base[0].policy)
        for variant in base:
            if found := made.check(variant):
                raise FaultError("; ".join(found[1][:_MAX_FAULTS]))
        self.links_out |= pages.links_out
        return made

    def jobs(self, batch: _Batch, unchanged: frozenset[str]) -> Iterator[workers.BuildJob]:
        for number, group in enumerate(batch.groups):
            for file in group.files:
                yield workers.BuildJob(file, number, files.supplier_id(file) in unchanged)

    def finish(self, head: dict[str, Any]) -> None:
        """Write the catalogue and what leads to it, and verify what all share."""
        names = sorted(self.supplier_entries)
        every = chain(map(jsontext.dump, self.entries), (self.supplier_entries[name] for name in names))
        with (self.stage.folder / CATALOG).open("xb") as file:
            for piece in catalog.catalogue(head, every):
                file.write(piece)
        some = names[: site_files.NAMED_SUPPLIERS]
        few = [*self.entries, *(orjson.loads(self.supplier_entries[name]) for name in some)]
        for path, made in site_files.files(self.notice, {**head, "variants": few}, names):
            self.stage.write(path, made)
        pages = PageChecker(self.stage.folder, self.notice.address)
        pages.links_out = self.links_out
        found = verifier.shared(Site(self.stage.folder, {**head, "variants": few}), pages)
        if found:
            raise FaultError("; ".join(found[1][:_MAX_FAULTS]))
