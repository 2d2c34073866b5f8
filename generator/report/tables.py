"""Tables as text for a terminal, as Markdown, as HTML, and as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 4  # lines of a cell on a terminal; the other forms have them all
_WIDTH = 30  # characters of a column on a terminal
_LINE = 100  # characters of a sentence about a table
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~]")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
# What a formula begins with (owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLE = (
    "body{font:15px/1.5 system-ui,sans-serif;margin:2rem;color:#222}table{border-collapse:collapse;margin:1rem 0 2rem}"
    "th,td{border:1px solid #bbb;padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:#eee}"
    "caption{text-align:left;font-weight:bold;font-size:1.2rem;padding:.5rem 0}"
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a title and a sentence about it. A cell is the lines that stand in it."""

    title: str
    about: str
    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def as_text(tables: Sequence[Table]) -> str:
    """Lay tables out in columns; long cells are cut, and say how much is left out."""
    return "\n\n".join(_text(table) for table in tables)


def _text(table: Table) -> str:
    cells = [[_wrapped(cell) for cell in row] for row in table.rows]
    columns = range(len(table.header))
    widths = [max([len(table.header[n]), *(len(line) for row in cells for line in row[n])], default=0) for n in columns]

    def line(parts: Sequence[str]) -> str:
        return "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()

    lines = [table.title, "=" * len(table.title), "", *textwrap.wrap(table.about, _LINE), ""]
    lines += [line(table.header), line(["-" * width for width in widths])]
    for row in cells:
        height = max(len(cell) for cell in row)
        lines += [line([cell[n] if n < len(cell) else "" for cell in row]) for n in range(height)]
    return "\n".join(lines)


def _wrapped(cell: tuple[str, ...]) -> list[str]:
    shown = cell if len(cell) <= _SHOWN else (*cell[: _SHOWN - 1], f"and {len(cell) - _SHOWN + 1} more")
    options = {"break_long_words": False, "break_on_hyphens": False, "subsequent_indent": "  "}
    return [part for line in shown for part in textwrap.wrap(line, _WIDTH, **options)] or [""]  # type: ignore[arg-type]


def as_markdown(tables: Sequence[Table]) -> str:
    """Write tables as Markdown (GitHub's), the lines of a cell one below the other."""
    parts = []
    for table in tables:
        rows = [
            "| " + " | ".join("<br>".join(_MARKDOWN.sub(r"\\\g<0>", line) for line in cell) for cell in row) + " |"
            for row in table.rows
        ]
        head = ["| " + " | ".join(table.header) + " |", "|" + " --- |" * len(table.header)]
        parts.append("\n".join([f"## {table.title}", "", table.about, "", *head, *rows]))
    return "\n\n".join(parts)


def as_html(tables: Sequence[Table], title: str, language: str) -> str:
    """Write tables as a page that needs no other file."""
    parts = []
    for table in tables:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
        rows = "\n".join(
            "<tr>" + "".join(f"<td>{'<br>'.join(escape(line) for line in cell)}</td>" for cell in row) + "</tr>"
            for row in table.rows
        )
        parts.append(
            f"<p>{escape(table.about)}</p>\n<table>\n<caption>{escape(table.title)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        )
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>"
    )


def as_csv(tables: Sequence[Table]) -> str:
    """Write all tables as one, with a column for each name; a spreadsheet runs nothing that stands in a cell."""
    names = list(dict.fromkeys(name for table in tables for name in table.header))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(["Table", *names])
    for table in tables:
        for row in table.rows:
            cells = dict(zip(table.header, ("; ".join(cell) for cell in row), strict=True))
            writer.writerow([table.title, *(inert(cells.get(name, "")) for name in names)])
    return written.getvalue().rstrip("\n")


def inert(text: str) -> str:
    """Make a text of what a spreadsheet would take for a formula; a number stays one."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
