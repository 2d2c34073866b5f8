"""The search index, one a variant: a reader of one variant is never led to another's."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

from generator.model.text import FIRST_PLACEHOLDER

if TYPE_CHECKING:
    from pathlib import Path

_MARK = re.compile(f"<p>([{chr(FIRST_PLACEHOLDER)}-{chr(FIRST_PLACEHOLDER + 0xFFF)}])</p>")
_BLOCK = re.compile(r"</?(?:p|li|ul|ol|div|dt|dd|dl|tr|td|th|table|address|br|h[1-6])\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
# What is told again below a clause for those who ask.
_FOLDED = re.compile(r"<details class=\"notice-states\">.*?</details>", re.DOTALL)


def split(painted: Path, folders: list[str], bodies: dict[str, list[str]]) -> None:
    """Give each variant a search index of its own clauses, in its folder, and the front page its own.

    `bodies` are the finished bodies by the address of their page; the painted index holds marks for them.
    """
    index = json.loads((painted / "search/search_index.json").read_text(encoding="utf-8"))
    found: dict[str, list[dict[str, str]]] = {folder: [] for folder in ("", *folders)}
    for entry in index["docs"]:
        own = bodies[entry["location"].partition("#")[0]]
        entry["title"] = entry["title"] if "#" in entry["location"] else unescape(entry["title"])
        entry["text"] = "".join(
            _words(own[ord(part) - FIRST_PLACEHOLDER]) if number % 2 else part
            for number, part in enumerate(_MARK.split(entry["text"]))
        )
        home = next((folder for folder in folders if entry["location"].startswith(folder)), "")
        found[home].append({**entry, "location": entry["location"].removeprefix(home)})
    for folder, entries in found.items():
        file = painted / folder / "search/search_index.json"
        file.parent.mkdir(exist_ok=True)
        own_index = {"config": index["config"], "docs": entries}
        file.write_text(json.dumps(own_index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _words(body: str) -> str:
    """Give the words of a finished body, for search: each block a paragraph, without marks, links or what is folded."""
    body = _FOLDED.sub("", body)
    blocks = (" ".join(_TAG.sub("", block).split()) for block in _BLOCK.split(body))
    return "".join(f"<p>{block}</p>" for block in blocks if block)
