"""The pages of a checked notice as data: of every variant, and those that all share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from generator.bind import suppliers, variants
from generator.emit.pages import templates, views
from generator.stamp import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.pipeline.checking import Checked
    from generator.render.protocol import Page


def without_supplier(notice: model.Notice, language: str) -> list[model.Variant]:
    """Resolve the variants that need no supplier."""
    return [variants.resolve(notice, name, language) for name in variants.names(notice)]


def of_suppliers(checked: Checked, notice: model.Notice, language: str) -> Iterator[model.Variant]:
    """Resolve the variant of every supplier, one by one; there may be thousands."""
    for _, raw in checked.source.suppliers():
        yield variants.resolve_supplier(notice, suppliers.bind(raw, notice), language)


def shared(checked: Checked, base: list[model.Variant]) -> Iterator[Page]:
    """Make the pages that all variants share, in the language of `base`: the variants that need no supplier."""
    if checked.suppliers is None:
        return
    notice, language = base[0].notice, base[0].language
    every = checked.suppliers.groups
    files = sorted(file for group in every for file in group.files)
    raws = (orjson.loads(checked.source.packed[file]) for file in files)
    entries = (views.Entry(groups.label(raw, notice), f"{language}/{raw['id']}/") for raw in raws)
    own = [fact for group in every for fact in group.example.own]
    yield from templates.shared(base, entries, own, sorted(checked.suppliers.terms))
