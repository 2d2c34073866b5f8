"""What the pages mark as a fact, compared with the policy and the text: people and programs are told the same."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from selectolax.lexbor import LexborHTMLParser

from generator import phrases
from generator.pages import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verifier.reading import Variant


def faults(variant: Variant) -> Iterator[str]:
    """Compare each page of a variant with its policy and with the text of its language."""
    for language, home in variant.homes.items():
        entries = _entries(variant.policy, language)
        for path in PAGES.values():
            name = f"{home}{path}{'/' if path else ''}index.html"
            if variant.site.has(name):  # the gate tells what is missing
                yield from _page_faults(name, variant.bytes(name).decode(), entries)
        text = variant.texts[language]
        for name in (f"{home}notice/index.html", variant.entry["fragments"][language]["path"]):
            html = variant.bytes(name).decode() if variant.site.has(name) else ""
            for clause in text["clauses"]:
                if clause["html"] not in html:
                    yield f"{name} prints the clause {clause['id']} otherwise than {text['policy']} has it"


def _entries(policy: dict[str, Any], language: str) -> dict[str, set[str]]:
    """Gather what the policy says of each fact: every text of its entry, by id."""
    found: dict[str, set[str]] = {}
    for key, section in policy.items():
        if isinstance(section, dict) and key != "@context":
            for name, entry in section.items():
                if isinstance(entry, dict) and "@id" in entry:
                    found[name] = set(_texts(entry, language))
    return found


def _texts(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield phrases.capitalise(value)
        if value.startswith("loc:"):
            yield phrases.place_name(value, language)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each, language)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, language)


def _page_faults(name: str, html: str, entries: dict[str, set[str]]) -> Iterator[str]:
    for node in LexborHTMLParser(html).css("[data-fact]"):
        fact = node.attributes["data-fact"] or ""
        if fact not in entries:
            yield f'{name} marks "{fact}", which the policy does not know'
            continue
        shown = node
        if node.tag not in ("span", "a", "strong", "time"):
            first = node.css_first("strong, dfn")
            if first is None:
                continue
            shown = first
        said = shown.attributes.get("datetime") or unescape(shown.text())
        if said not in entries[fact]:
            yield f'{name} says "{said}" of {fact}, and the policy does not'
