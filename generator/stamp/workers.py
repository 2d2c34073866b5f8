"""The variants of suppliers, stamped from the stencils of their shape; each is proved as soon as it stands."""

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
from generator.published.site import PublishedVariant, Site
from generator.stamp import groups, template
from generator.verify import manifests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator import model
    from generator.emit.catalog import Listed
    from generator.publish.staging import Stage
    from generator.verify.verifier import Verifier

_AT_ONCE = 8  # suppliers that are handed to a process together


@dataclass(frozen=True, slots=True)
class Stencils:
    """The files of one shape, and their paths, with places for the values of a supplier."""

    slots: template.TemplateSlots
    files: tuple[tuple[template.ByteTemplate, template.ByteTemplate], ...]


@dataclass(frozen=True, slots=True)
class BuildJob:
    """One supplier to make: its file, the number of its shape, and whether the live variant may be taken over."""

    file: str
    shape: int
    unchanged: bool


@dataclass(frozen=True, slots=True)
class BuiltVariant:
    """What came of one supplier: its entry in the catalogue, links that leave its folder, and what is wrong."""

    name: str
    entry: bytes
    outside: dict[str, str]
    fault: str


@dataclass(frozen=True, slots=True)
class SupplierBuilder:
    """All that is needed to make the suppliers of some shapes."""

    notice: model.Notice
    stage: Stage
    packed: Mapping[str, bytes]
    stencils: tuple[Stencils, ...]
    verifier: Verifier

    def run(self, order: BuildJob) -> BuiltVariant:
        """Make one supplier's variant, prove it and seal it."""
        raw = orjson.loads(self.packed[order.file])
        name = str(raw["id"])
        label = groups.label(raw, self.notice)
        made = self.stage.take_over(name) if order.unchanged else None
        taken = made is not None
        if made is None:
            made = self._stamp(order, raw)
        entry = catalog.entry(self.notice, name, "supplier", label, ("processor",), made)
        if taken:
            return BuiltVariant(name, jsontext.dump(entry), {}, "")
        site = Site(self.stage.folder)
        variant = PublishedVariant(site, entry, self.notice.address)
        faults = [fault for _, fault in manifests.of_variant(site, name, variant) if fault]
        if not faults:
            found = self.verifier.check(variant)
            faults += found[1] if found else ()
        return BuiltVariant(name, jsontext.dump(entry), dict(self.verifier.gate.outside), "; ".join(faults[:5]))

    def _stamp(self, order: BuildJob, raw: dict[str, Any]) -> dict[str, Listed]:
        stencils = self.stencils[order.shape]
        filled = stencils.slots.fill(template.insert_markers(raw, "").values)
        made = {}
        for path, content in stencils.files:
            at = path.stamp(filled).decode()
            stamped = content.stamp(filled)
            made[at] = self.stage.publish(at, stamped) if catalog.is_listed(at) else self.stage.write(at, stamped)
        self.stage.seal_variant(str(raw["id"]), made)
        return made


_builder: SupplierBuilder | None = None


def _run(order: BuildJob) -> BuiltVariant:
    if _builder is None:
        message = "a process was started without a press"
        raise ValueError(message)
    return _builder.run(order)


def _process() -> ProcessPoolExecutor:
    """Give a process of its own. It holds the site's lock with the others, so it must not outlive the build."""
    return ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=syscalls.end_with_parent)


def run(press: SupplierBuilder, orders: list[BuildJob], jobs: int) -> Iterator[BuiltVariant]:
    """Make suppliers' variants with some processes at once, each of them a run of the orders.

    The processes share the press by forking. Orders of one shape stand together, so that few processes meet the same
    shape: each has to prove a variant of a shape in full before it knows others like it.
    """
    global _builder  # noqa: PLW0603 - a forked process finds it here without a copy
    if jobs == 1 or len(orders) <= _AT_ONCE:
        for order in orders:
            yield press.run(order)
        return
    _builder = press
    gc.freeze()
    share = -(-len(orders) // jobs)
    parts = [orders[at : at + share] for at in range(0, len(orders), share)]
    try:
        with ExitStack() as hall:
            crews = [hall.enter_context(_process()) for _ in parts]
            made = [crew.map(_run, part, chunksize=_AT_ONCE) for crew, part in zip(crews, parts, strict=True)]
            for together in zip_longest(*made):
                yield from filter(None, together)
    finally:
        gc.unfreeze()
        _builder = None
