"""The variants of a checked notice by their names: those of the notice itself, and one for each supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from generator.bind import suppliers, variants
from generator.source import files

if TYPE_CHECKING:
    from generator import model
    from generator.source.records import Source


def names(source: Source, notice: model.Notice) -> list[str]:
    """Name every variant; there may be thousands."""
    return [*variants.names(notice), *(files.supplier_id(file) for file in source.packed)]


def variant(source: Source, notice: model.Notice, name: str) -> model.Variant | None:
    """Resolve the variant of a name in the first language of the notice."""
    language = notice.languages[0]
    if name in variants.names(notice):
        return variants.resolve(notice, name, language)
    packed = source.packed.get(files.supplier_file(name))
    if packed is None:
        return None
    return variants.resolve_supplier(notice, suppliers.bind(orjson.loads(packed), notice), language)
