"""Suppliers by what they set: one row a supplier, for a table, a page or a spreadsheet. There may be thousands."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.report import tables
from generator.source import files
from generator.stamp import groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.source.records import Source

# What a supplier may set, and the two letters it has in the table.
COLUMNS = {
    "party": "pa", "legal_form": "lf", "country": "co", "address": "ad", "registry": "re", "registration_number": "no",
    "colours": "cl", "logo": "lo", "website": "we", "contacts.breach": "br", "data_protection_officer": "dp",
    "billing": "bi", "terms": "te", "region": "rg", "authority": "au", "promises": "pr", "sub_processors": "sp",
    "removes": "rm",
}  # fmt: skip
_SAID = ("party", "country", "billing", "region")  # choices and codes: short, and never free text
_MAX_COUNT = 99  # that fits a column of two characters


@dataclass(frozen=True, slots=True)
class Row:
    """One supplier. `cells` has one text for each column: what is set or how often, empty where it is not set."""

    id: str
    name: str
    cells: tuple[str, ...]


def rows(source: Source, notice: model.Notice) -> Iterator[Row]:
    """Give the suppliers of a checked source, in the order of their files."""
    for _, raw in source.suppliers():
        yield Row(raw["id"], groups.label(raw, notice), tuple(_cell(raw, column) for column in COLUMNS))


def _cell(raw: dict[str, Any], column: str) -> str:
    if column == "removes":
        count = sum(len(promise.get("removes", ())) for promise in raw.get("promises", ()))
        return str(count) if count else ""
    value: Any = raw
    for step in column.split("."):
        value = value.get(step)
    if isinstance(value, list):
        return str(len(value))
    if value is None:
        return ""
    return str(value) if column in _SAID else "yes"


def as_csv(source: Source, notice: model.Notice) -> Iterator[str]:
    """Write a line for each supplier. A name that a spreadsheet would take for a formula is made a text."""
    yield _line(["id", "name", *COLUMNS])
    for row in rows(source, notice):
        yield _line([row.id, tables.inert(row.name), *row.cells])


def _line(cells: list[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def as_table(source: Source, notice: model.Notice) -> Iterator[str]:
    """Write a table that fits a terminal: `x` or a number for what is set, and at the end what the letters mean."""
    width = max((len(files.supplier_id(file)) for file in source.packed), default=0)
    width = max(len("supplier"), min(width, 32))
    yield " ".join([f"{'supplier':<{width}}", *COLUMNS.values()])
    totals = [0] * len(COLUMNS)
    count = 0
    for count, row in enumerate(rows(source, notice), start=1):  # noqa: B007 - the last number is the count
        totals = [total + bool(cell) for total, cell in zip(totals, row.cells, strict=True)]
        shown = row.id if len(row.id) <= width else f"{row.id[: width - 1]}…"
        yield " ".join([f"{shown:<{width}}", *(f"{_mark(cell):>2}" for cell in row.cells)])
    yield ""
    for (column, letters), total in zip(COLUMNS.items(), totals, strict=True):
        yield f"{letters}  {column:<24} set by {total} of {count}"


def _mark(cell: str) -> str:
    if not cell.isdecimal():
        return "x" if cell else "."
    return cell if int(cell) <= _MAX_COUNT else "++"
