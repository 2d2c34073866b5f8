"""Draws the architecture: the folders of generator/, each row importing only from the rows below it.

Usage: python docs/make/drawing.py, after a change of docs/explanation/folders.toml or of what a folder says it is. A
test holds that the drawing in the repository is the one that this makes. An import that follows from others is not
drawn: where a folder imports one that imports another, the line to the other is left out.
"""

from __future__ import annotations

import ast
import re
import textwrap
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = ROOT / "docs/explanation/folders.toml"
DRAWING = ROOT / "docs/explanation/architecture.svg"
# Sizes in pixels of the drawing.
BOX, HEIGHT, PASSAGE, GAP, ROW = 164, 62, 10, 14, 104
SWEEPS = 12  # how often the rows are put in order anew; more changes nothing

Node = tuple[str, int]  # a folder and its row, or a line that passes a row on its way down


def imports() -> dict[str, list[str]]:
    """Name what each folder imports, without what follows from its other imports."""
    rows: dict[str, list[str]] = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    below: dict[str, set[str]] = {}
    for folder, named in rows.items():
        below[folder] = set(named).union(*(below[each] for each in named))
    return {
        folder: [each for each in named if not any(each in below[other] for other in named)]
        for folder, named in rows.items()
    }


def said(folder: str) -> str:
    """Return what a folder says it is, up to the first pause."""
    path = ROOT / "generator" / folder
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return re.split(r"[.,:;]", words, maxsplit=1)[0].replace("`", "").replace("\n", " ")


def layers(down: dict[str, list[str]]) -> tuple[list[list[Node]], list[tuple[Node, Node]]]:
    """Put folders and passing lines into rows, from the ground up, so that lines cross seldom. Returns both."""
    row: dict[str, int] = {}
    for folder, named in down.items():
        row[folder] = 1 + max((row[each] for each in named), default=-1)
    lines: list[tuple[Node, Node]] = []
    rows: list[list[Node]] = [[] for _ in range(max(row.values()) + 1)]
    for folder in down:
        rows[row[folder]].append((folder, row[folder]))
    for folder, named in down.items():
        for each in named:
            way = [(folder, row[folder]), *((f"{folder}>{each}", at) for at in range(row[folder] - 1, row[each], -1))]
            for node in way[1:]:
                rows[node[1]].append(node)
            lines += zip(way, [*way[1:], (each, row[each])], strict=True)
    for sweep in range(SWEEPS):
        for at in range(len(rows)) if sweep % 2 else reversed(range(len(rows))):
            where = places(rows)
            rows[at].sort(key=lambda node: _middle(node, lines, where))
    return rows, lines


def _middle(node: Node, lines: list[tuple[Node, Node]], where: dict[Node, float]) -> float:
    ends = [where[b] for a, b in lines if a == node] + [where[a] for a, b in lines if b == node]
    return sum(ends) / len(ends) if ends else where[node]


def places(rows: list[list[Node]]) -> dict[Node, float]:
    """Say how far to the right of the middle each node stands, every row centred."""
    where: dict[Node, float] = {}
    for row in rows:
        widths = [PASSAGE if ">" in name else BOX for name, _ in row]
        x = -(sum(widths) + GAP * (len(row) - 1)) / 2
        for node, width in zip(row, widths, strict=True):
            where[node] = x + width / 2
            x += width + GAP
    return where


def draw() -> str:
    """Return the drawing as SVG."""
    rows, lines = layers(imports())
    where = places(rows)
    half = max(abs(x) for x in where.values()) + BOX / 2 + GAP
    full = len(rows) * ROW

    def xy(node: Node) -> tuple[float, float]:
        return where[node] + half, full - (node[1] + 1) * ROW + GAP

    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * half:.0f} {full}" role="img">',
        "<title>The folders of the generator: each imports only from the rows below it</title>",
        "<style>svg{background:#fff}text{font:11px sans-serif;text-anchor:middle;fill:#333}",
        ".n{font:bold 14px sans-serif}rect{fill:#eef1fb;stroke:#4051b5}path{fill:none;stroke:#8a94c8}</style>",
    ]
    for upper, lower in lines:
        (x1, y1), (x2, y2) = xy(upper), xy(lower)
        start = y1 + HEIGHT
        bend = (start + y2) / 2
        drawn.append(f'<path d="M{x1:.0f} {start:.0f}C{x1:.0f} {bend:.0f} {x2:.0f} {bend:.0f} {x2:.0f} {y2:.0f}"/>')
        if ">" in lower[0]:
            drawn.append(f'<path d="M{x2:.0f} {y2:.0f}v{HEIGHT}"/>')
    for node in (node for row in rows for node in row if ">" not in node[0]):
        x, y = xy(node)
        drawn.append(f'<rect x="{x - BOX / 2:.0f}" y="{y:.0f}" width="{BOX}" height="{HEIGHT}" rx="6"/>')
        drawn.append(f'<text class="n" x="{x:.0f}" y="{y + 18:.0f}">{node[0]}</text>')
        for number, line in enumerate(textwrap.wrap(said(node[0]), 25)[:3]):
            drawn.append(f'<text x="{x:.0f}" y="{y + 32 + 12 * number:.0f}">{escape(line)}</text>')
    return "\n".join([*drawn, "</svg>\n"])


if __name__ == "__main__":
    DRAWING.write_text(draw(), encoding="utf-8")
