"""What must be true of a finished site. Reads the output alone, and knows no builder.

Every page that the catalogue promises is there, in its language, with one title and one main heading; every link and
anchor inside the site leads somewhere; nothing was left half-printed.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import orjson
from selectolax.lexbor import LexborHTMLParser

from generator.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# The private characters that stand for placeholders; braces prove nothing, a name may hold them.
_LEFT_OVER = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page says of itself, and where it leads."""

    language: str
    title: str
    headings: int
    description: str
    canonical: str
    data: list[str]
    ids: list[str]
    links: list[str]
    sources: list[str]


def _read(html: str) -> _Page:
    tree = LexborHTMLParser(html)

    def values(selector: str, name: str) -> list[str]:
        return [node.attributes.get(name) or "" for node in tree.css(selector)]

    return _Page(
        language="".join(values("html", "lang")),
        title="".join(node.text() for node in tree.css("head > title")),
        headings=len(tree.css("h1")),
        description="".join(values("head > meta[name=description]", "content")),
        canonical="".join(values("head > link[rel=canonical]", "href")),
        data=[node.text() for node in tree.css('script[type="application/ld+json"]')],
        ids=values("[id]", "id"),
        links=values("a[href]", "href"),
        sources=[*values("link[href]", "href"), *values("script[src], img[src], iframe[src]", "src")],
    )


def faults(folder: Path) -> Iterator[str]:
    """Find what is wrong with a finished site, a sentence each, naming the page."""
    catalog = json.loads((folder / "data/v1/catalog.json").read_text(encoding="utf-8"))
    address = catalog["context"]["url"].removesuffix("data/v1/context.jsonld")
    promised = {
        f"{page.removeprefix(address)}{path}{'/' if path else ''}index.html": language
        for variant in catalog["variants"]
        for language, page in variant["pages"].items()
        for path in PAGES.values()
    }
    promised |= {f"{language}/profile/index.html": language for language in catalog["languages"]}
    promised["index.html"] = catalog["languages"][0]
    policies = {
        page.removeprefix(address): orjson.loads((folder / variant["policy"]["path"]).read_bytes())
        for variant in catalog["variants"]
        for page in variant["pages"].values()
    }
    read = {}
    for name, language in promised.items():
        file = folder / name
        if not file.is_file():
            yield f"{name} is missing"
            continue
        html = file.read_text(encoding="utf-8")
        page = read[name] = _read(html)
        yield from _faults_of_page(name, page, html, language)
        yield from _faults_of_data(name, page, next((p for at, p in policies.items() if name.startswith(at)), None))
    for name, page in read.items():
        yield from _dead_links(folder, name, page, read, address)


def _faults_of_page(name: str, page: _Page, html: str, language: str) -> Iterator[str]:
    if page.language != language:
        yield f'{name} is marked as "{page.language}", not "{language}"'
    if not page.title.strip() or not page.description.strip():
        yield f"{name} has no title or no description"
    if page.headings != 1:
        yield f"{name} has {page.headings} main headings"
    if not page.canonical.endswith(name.removesuffix("index.html")):
        yield f"{name} has the canonical address {page.canonical}"
    twice = {each for each in page.ids if page.ids.count(each) > 1}
    if twice:
        yield f"{name} has the anchor {min(twice)} twice"
    if left := _LEFT_OVER.search(html):
        yield f"{name} holds a left-over placeholder near {html[max(0, left.start() - 30) : left.end() + 30]!r}"


def _faults_of_data(name: str, page: _Page, policy: dict[str, Any] | None) -> Iterator[str]:
    """Compare the data in a page with the published policy: what the page says of the notice, the policy says."""
    if policy is None:
        return
    try:
        embedded = json.loads(page.data[0]) if len(page.data) == 1 else None
    except ValueError:
        embedded = None
    if not isinstance(embedded, dict) or not embedded:
        yield f"{name} does not hold the data of the notice once"
    elif any(policy.get(key) != value for key, value in embedded.items()):
        key = next(key for key, value in embedded.items() if policy.get(key) != value)
        yield f'{name} holds data that is not the policy\'s: "{key}"'


def _dead_links(folder: Path, name: str, page: _Page, read: dict[str, _Page], address: str) -> Iterator[str]:
    here = address + name.removesuffix("index.html")
    for source in page.sources:
        if urlsplit(urljoin(here, source)).netloc != urlsplit(address).netloc:
            yield f"{name} loads from another host: {source}"
    for link in dict.fromkeys([*page.links, *page.sources]):
        target = urlsplit(urljoin(here, link))
        whole = target._replace(fragment="", query="").geturl()
        if not whole.startswith(address):
            continue
        path = whole.removeprefix(address)
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if file in read:
            if target.fragment and target.fragment not in read[file].ids:
                yield f"{name} links to {link}, where there is no such anchor"
        elif not (folder / file).is_file():
            yield f"{name} links to {link}, which is not there"
