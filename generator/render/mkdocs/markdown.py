"""A page as the Markdown that MkDocs is given, and its finished HTML put back afterwards.

Headings are Markdown, so that MkDocs makes the contents of the page from them. Where finished HTML goes stands one
private character, which no source may hold: Markdown would only copy the HTML, in a third of the time of a build.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, Any

from generator.render.protocol import Heading, RenderError

if TYPE_CHECKING:
    from generator.render.protocol import Page, Section

_FIRST_MARK = 0xE000
MARK = re.compile("<p>([\ue000-\uefff])</p>")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()>#+.!-])")  # what Python-Markdown takes a backslash before


def file_name(page: Page) -> str:
    """Name the file that MkDocs makes a page of."""
    return f"{page.address}index.md"


def for_theme(page: Page, section: Section | None) -> dict[str, Any]:
    """Say of a page what the templates of the theme ask."""
    hidden = [name for name, shown in (("navigation", page.has_menu), ("toc", page.has_contents)) if not shown]
    base = "../" * (page.address.count("/") - (section.home.count("/") if section else 0))
    return {
        "title": escape(page.title),  # the theme prints it as it is
        "description": page.description,
        "base": base.removesuffix("/") or ".",  # of the search, which leads to pages of the section alone
        "hide": hidden,
        "listed": bool(page.name),
        "search": {"exclude": not page.is_searched},
        "section": {"label": section.label, "way_out": section.way_out} if section else None,
    }


def write(page: Page, meta: dict[str, Any]) -> str:
    """Write a page as Markdown, with what is said of it in front."""
    lines = ["---", json.dumps(meta, ensure_ascii=False), "---"]  # YAML would take half of a pair for a letter
    bodies = 0
    for part in page.parts:
        if isinstance(part, Heading):
            anchor = f" {{#{part.id}}}" if part.id else ""
            lines.append(f"\n{'#' * part.level} {markdown_escape(part.text)}{anchor}\n")
        else:
            lines.append(f"\n{chr(_FIRST_MARK + bodies)}\n")
            bodies += 1
    return "\n".join(lines)


def markdown_escape(text: str) -> str:
    """Write a text so that Python-Markdown prints it as it is."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", text)


def bodies(page: Page) -> list[str]:
    """Give the finished HTML of a page, in order: each stands where `body_of` finds its mark."""
    return [part for part in page.parts if isinstance(part, str)]


def body_of(mark: str, own: list[str]) -> str:
    """Give the body that a mark stands for."""
    return own[ord(mark) - _FIRST_MARK]


def fill(html: str, page: Page) -> str:
    """Put the finished HTML back in the place of its marks."""
    own = bodies(page)
    if [ord(mark) - _FIRST_MARK for mark in MARK.findall(html)] != list(range(len(own))):
        message = f"{page.address}index.html was rendered without a place for all that belongs there"
        raise RenderError(message)
    return MARK.sub(lambda match: body_of(match[1], own), html)
