"""The search index, one a section: a reader of one variant is never led to another's."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from generator.render.mkdocs.markdown import MARK, bodies, body_of

if TYPE_CHECKING:
    from pathlib import Path

    from generator.render.protocol import Pages

_BLOCK = re.compile(r"</?(?:p|li|ul|ol|div|dt|dd|dl|tr|td|th|table|address|br|h[1-6])\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def split(rendered: Path, pages: Pages) -> None:
    """Give each section a search index of its own pages, in its folder, and the site's folder the one of the rest.

    The index that MkDocs made holds marks in the place of finished HTML.
    """
    index = json.loads((rendered / "search/search_index.json").read_text(encoding="utf-8"))
    homes = [section.home for section in pages.sections]
    own = {page.address: bodies(page) for page in pages.every()}
    found: dict[str, list[dict[str, str]]] = {home: [] for home in ("", *homes)}
    for entry in index["docs"]:
        address, is_part, _ = entry["location"].partition("#")
        entry["title"] = entry["title"] if is_part else unescape(entry["title"])
        entry["text"] = _text(entry["text"], own[address])
        home = next((home for home in homes if address.startswith(home)), "")
        found[home].append({**entry, "location": entry["location"].removeprefix(home)})
    for home, entries in found.items():
        file = rendered / home / "search/search_index.json"
        file.parent.mkdir(exist_ok=True)
        own_index = {"config": index["config"], "docs": entries}
        file.write_bytes(json.dumps(own_index, ensure_ascii=False, separators=(",", ":")).encode())


def _text(marked: str, own: list[str]) -> str:
    return MARK.sub(lambda match: _words(body_of(match[1], own)), marked)


def _words(body: str) -> str:
    """Give the words of a finished body, for search: each block a paragraph, without marks or links."""
    blocks = (" ".join(_TAG.sub("", block).split()) for block in _BLOCK.split(body))
    return "".join(f"<p>{block}</p>" for block in blocks if block)
