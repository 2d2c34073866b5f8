"""What leads programs to the site: the catalogue of interfaces (RFC 9727), the site map, robots.txt and llms.txt."""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape as escape_xml
from xml.sax.saxutils import quoteattr

from generator.published.layout import CATALOG, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model
    from generator.emit.hosting.addresses import Addresses

# Pages in one site map; the protocol allows 50,000 (sitemaps.org/protocol.html), and a reader is glad of fewer.
_MAX_PAGES = 10_000

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"


def linkset(catalog: dict[str, Any], at: Addresses) -> dict[str, Any]:
    """Say which interface the site has, where it is described, and for whom."""
    start = f"{at.site}{CATALOG}"
    documents = [
        {"href": f"{page}machine-readable/", "type": "text/html", "hreflang": [language]}
        for language, page in at.home.items()
    ]
    contract = [*catalog["schemas"].values(), *([catalog["shapes"]] if "shapes" in catalog else [])]
    schemas = [{"href": each["url"], "type": each["mediaType"]} for each in contract]
    return {
        "linkset": [
            {
                "anchor": f"{at.site}.well-known/api-catalog",
                "item": [{"href": start, "type": "application/json", "title": catalog["title"]}],
            },
            {
                "anchor": start,
                "service-desc": [{"href": f"{at.site}openapi.json", "type": OPENAPI_TYPE}],
                "service-doc": documents,
                "describedby": schemas,
            },
        ]
    }


def sitemaps(catalog: dict[str, Any], at: Addresses, suppliers: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """List every page; a page that is there in several languages names the others.

    What is more than one site map may hold goes into several, which the first then lists (sitemaps.org).
    """
    first, *others = catalog["languages"]
    alike = [{first: at.site, **{language: f"{at.site}{language}/" for language in others}}]
    alike.append({language: f"{at.site}{language}/profile/" for language in catalog["languages"]})
    variants = [each["id"] for each in catalog["variants"] if each["kind"] != "supplier"]
    of_variants = (each for name in chain(variants, suppliers) for each in _pages(name, catalog["languages"], at))
    pages = chain(alike, of_variants)
    part, rest = _part(pages, catalog), _part(pages, catalog)
    if not rest:
        yield "sitemap.xml", part
        return
    number = 1
    yield "sitemap-1.xml", part
    while rest:
        number += 1
        yield f"sitemap-{number}.xml", rest
        rest = _part(pages, catalog)
    listed = [f"  <sitemap><loc>{at.site}sitemap-{n}.xml</loc></sitemap>" for n in range(1, number + 1)]
    yield "sitemap.xml", _sitemap("sitemapindex", listed, "").encode()


def _part(pages: Iterator[dict[str, str]], catalog: dict[str, Any]) -> bytes:
    """Make the next site map of as many pages as one holds; nothing when there are no more."""
    urls = [
        _url(page, alike) for alike in islice(pages, _MAX_PAGES // len(catalog["languages"])) for page in alike.values()
    ]
    return _sitemap("urlset", urls, ' xmlns:xhtml="http://www.w3.org/1999/xhtml"').encode() if urls else b""


def _pages(name: str, languages: list[str], at: Addresses) -> Iterator[dict[str, str]]:
    for folder in PAGES.values():
        yield {language: f"{at.site}{language}/{name}/{folder}{'/' if folder else ''}" for language in languages}


def _sitemap(kind: str, lines: list[str], more: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    opened = f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{more}>'
    return "\n".join([head, opened, *lines, f"</{kind}>", ""])


def _url(page: str, languages: dict[str, str]) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(other)}/>'
        for language, other in languages.items()
        if len(languages) > 1
    )
    return f"  <url><loc>{escape_xml(page)}</loc>{others}</url>"


def robots(at: Addresses) -> str:
    """Let every robot in, and show it the site map."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {at.site}sitemap.xml\n"


def llms(notice: model.Notice, catalog: dict[str, Any], at: Addresses) -> str:
    """Say what the site is and which files to read, as llmstxt.org asks."""
    publisher = _plain(notice.publisher.label)
    state = "a draft, not signed off" if notice.status == "draft" else "final"
    lines = [
        f"# {_plain(notice.title)}",
        "",
        f"> {_plain(notice.summary or notice.title)}",
        "",
        f"This is the privacy notice that {publisher} publishes: version {notice.version}, {state}. Each variant holds",
        "for one kind of reader; its facts (policy) and its clauses (text) are JSON files made from the same source as",
        "the pages. What the policy lists under `gaps` is not stated by the notice: do not fill it in.",
        "",
        "## Data",
        "",
        f"- [Catalogue]({at.site}{CATALOG}): every variant and language, with addresses and digests",
        f"- [OpenAPI description]({at.site}openapi.json): the files as an interface, with their schemas",
        "",
        "## Variants",
        "",
    ]
    for variant in catalog["variants"]:
        lines += _variant(variant)
    lines += [
        "",
        "Suppliers that are not named here have the same files under their own ids, which the catalogue lists.",
    ]
    lines += ["", "## Optional", ""]
    for name, schema in catalog["schemas"].items():
        lines.append(f"- [Schema of the {name}]({schema['url']}): JSON Schema 2020-12")
    if "shapes" in catalog:
        lines.append(f"- [Shapes]({catalog['shapes']['url']}): the SHACL shapes that every policy conforms to")
    lines.append(f"- [Context]({catalog['context']['url']}): the JSON-LD context that stands in every policy")
    return "\n".join([*lines, ""])


def _variant(variant: dict[str, Any]) -> Iterator[str]:
    label = _plain(variant["label"])
    yield f"- [Policy: {label}]({variant['policy']['url']}): the facts that hold here, as JSON-LD"
    for language, text in variant["texts"].items():
        yield f"- [Text: {label} ({language})]({text['url']}): the clauses as HTML, plain text and Markdown"


def _plain(text: str) -> str:
    """Write a text so that Markdown prints it as it is, on one line."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(text.split()))
