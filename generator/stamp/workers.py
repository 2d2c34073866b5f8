"""The variants of suppliers, filled in from the templates of their group; each is verified as soon as it stands."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import zip_longest
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import orjson

from generator.emit import catalog
from generator.formats import jsontext
from generator.publish import syscalls
from generator.published.layout import is_listed
from generator.published.site import PublishedVariant, Site
from generator.stamp import groups, markers, template
from generator.verify import manifests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator import model
    from generator.formats.byte_template import ByteTemplate
    from generator.publish.staging import Stage
    from generator.published.layout import Listed
    from generator.verify.verifier import Verifier

_JOBS_AT_ONCE = 8  # handed to a process together
_MAX_FAULTS = 5  # told of one supplier


@dataclass(frozen=True, slots=True)
class GroupTemplates:
    """The files of one group, and their paths, with slots for the values of a supplier."""

    slots: template.TemplateSlots
    files: tuple[tuple[ByteTemplate, ByteTemplate], ...]


@dataclass(frozen=True, slots=True)
class BuildJob:
    """One supplier to make: its file, the number of its group, and whether the live variant may be taken over."""

    file: str
    group: int
    unchanged: bool


@dataclass(frozen=True, slots=True)
class BuiltVariant:
    """What came of one supplier: its entry in the catalogue, links that leave its folder, and what is wrong."""

    name: str
    entry: bytes
    links_out: dict[str, str]
    fault: str


@dataclass(frozen=True, slots=True)
class SupplierBuilder:
    """All that is needed to make the suppliers of some groups. `packed` are suppliers' files as JSON."""

    notice: model.Notice
    stage: Stage
    packed: Mapping[str, bytes]
    templates: tuple[GroupTemplates, ...]
    verifier: Verifier

    def run(self, job: BuildJob) -> BuiltVariant:
        """Write one supplier's files and manifest, or take over the live ones, then verify them."""
        raw = orjson.loads(self.packed[job.file])
        name = str(raw["id"])
        label = groups.label(raw, self.notice)
        made = self.stage.reuse_variant(name) if job.unchanged else None
        taken = made is not None
        if made is None:
            made = self._write(job, raw)
        entry = catalog.entry(self.notice, name, "supplier", label, ("processor",), made)
        if taken:
            return BuiltVariant(name, jsontext.dump(entry), {}, "")
        site = Site(self.stage.folder)
        variant = PublishedVariant(site, entry, self.notice.address)
        faults = [fault for _, fault in manifests.of_variant(site, name, variant) if fault]
        if not faults:
            found = self.verifier.check(variant)
            faults += found[1] if found else ()
        links_out = dict(self.verifier.pages.links_out)
        return BuiltVariant(name, jsontext.dump(entry), links_out, "; ".join(faults[:_MAX_FAULTS]))

    def _write(self, job: BuildJob, raw: dict[str, Any]) -> dict[str, Listed]:
        templates = self.templates[job.group]
        values = templates.slots.render_values(markers.insert(raw, "").values)
        made = {}
        for path, content in templates.files:
            at, written = path.fill(values).decode(), content.fill(values)
            made[at] = self.stage.publish(at, written) if is_listed(at) else self.stage.write(at, written)
        self.stage.seal_variant(str(raw["id"]), made)
        return made


_builder: SupplierBuilder | None = None


def _run(job: BuildJob) -> BuiltVariant:
    if _builder is None:
        message = "a process was started without a builder"
        raise ValueError(message)
    return _builder.run(job)


def _process() -> ProcessPoolExecutor:
    """Give a process of its own. It holds the site's lock with the others, so it must not outlive the build."""
    return ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=syscalls.end_with_parent)


def run(builder: SupplierBuilder, jobs: list[BuildJob], processes: int) -> Iterator[BuiltVariant]:
    """Build suppliers' variants in forked processes, each taking one contiguous slice; results come interleaved.

    Where no process can be forked, this one builds them all. The processes share the builder by forking. Jobs of one
    group stand together, so that few processes meet the same group: each has to verify a variant of a group in full
    before it knows others like it.
    """
    global _builder  # noqa: PLW0603 - a forked process finds it here without a copy
    if processes == 1 or len(jobs) <= _JOBS_AT_ONCE or not syscalls.can_fork():
        for job in jobs:
            yield builder.run(job)
        return
    _builder = builder
    gc.freeze()
    share = -(-len(jobs) // processes)
    slices = [jobs[at : at + share] for at in range(0, len(jobs), share)]
    try:
        with ExitStack() as stack:
            pools = [stack.enter_context(_process()) for _ in slices]
            built = [pool.map(_run, part, chunksize=_JOBS_AT_ONCE) for pool, part in zip(pools, slices, strict=True)]
            for together in zip_longest(*built):
                yield from filter(None, together)
    finally:
        gc.unfreeze()
        _builder = None
