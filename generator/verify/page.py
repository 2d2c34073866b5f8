"""One page as it was published: what it says of itself, where it leads, and what runs in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself, and where it leads."""

    language: str
    title: str
    headings: int
    articles: int
    description: str
    canonical: str
    data: list[str]
    ids: list[str]
    links: list[str]
    sources: list[str]
    policies: list[str]
    running: list[str]


def read(html: str) -> Page:
    """Parse a page."""
    tree = LexborHTMLParser(html)

    def values(selector: str, name: str) -> list[str]:
        return [node.attributes.get(name) or "" for node in tree.css(selector)]

    return Page(
        language="".join(values("html", "lang")),
        title="".join(node.text() for node in tree.css("head > title")),
        headings=len(tree.css("h1")),
        articles=len(tree.css("article")),
        description="".join(values("head > meta[name=description]", "content")),
        canonical="".join(values("head > link[rel=canonical]", "href")),
        data=[node.text() for node in tree.css('script[type="application/ld+json"]')],
        ids=values("[id]", "id"),
        links=values("a[href]", "href"),
        sources=[
            source
            for name, tags in _LOADED.items()
            for source in values(", ".join(f"{tag}[{name}]" for tag in tags.split()), name)
        ],
        policies=values("head > meta[http-equiv=content-security-policy i]", "content"),
        running=list(_running(tree, html)),
    )


def _running(tree: LexborHTMLParser, html: str) -> Iterator[str]:
    """Find what runs, or styles, without a file of its own."""
    for node in tree.css("script:not([src])"):
        kind = (node.attributes.get("type") or "").lower()
        if not (kind.startswith("application/") and kind.endswith("json")):
            yield "a script between its tags"
    if tree.css_first("style"):
        yield "a style between its tags"
    for node in tree.css("[style]"):
        yield f"the style of a <{node.tag}> in its attribute"
    if _HANDLER.search(html):
        for node in tree.css("*"):
            yield from (f"a script in {name} of a <{node.tag}>" for name in node.attributes if name.startswith("on"))
    if tree.css_first("meta[http-equiv=refresh i]"):
        yield "a leap to another page"


# What a tag may hold that runs: looked for in the text first, which is quick, and then in the tree, which is sure.
_HANDLER = re.compile(r"[\s\"'/]on[a-z]+\s*=", re.IGNORECASE)


# The attributes that make a browser load or send something, and the elements that have them.
_LOADED = {
    "href": "link image use",
    "src": "*",
    "srcset": "*",
    "data": "object",
    "poster": "*",
    "action": "*",
    "formaction": "*",
    "ping": "*",
}
