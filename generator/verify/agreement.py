"""What the pages mark as a fact, compared with the policy and the text: people and programs are told the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.formats import locales
from generator.published.layout import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

    from generator.published.site import PublishedVariant


class PageAgreement:
    """Compares the pages of one variant after another with their policies.

    What a page says of a fact is compared with the fact's entry once: where both are the same in another variant, so
    is what comes of it.
    """

    def __init__(self) -> None:
        """Begin with nothing compared."""
        self._true: set[tuple[str, str, str, int]] = set()

    def faults(self, variant: PublishedVariant) -> Iterator[str]:
        """Compare each page of a variant with its policy and with the text of its language."""
        for language, home in variant.homes.items():
            for path in PAGES.values():
                name = f"{home}{path}{'/' if path else ''}index.html"
                if variant.site.has(name):  # the gate tells what is missing
                    yield from self._page_faults(name, variant, language)
            text = variant.texts[language]
            for name in (f"{home}notice/index.html", variant.entry["fragments"][language]["path"]):
                html = variant.bytes(name).decode(errors="replace") if variant.site.has(name) else ""
                for clause in text["clauses"]:
                    if clause["html"] not in html:
                        yield f"{name} prints the clause {clause['id']} otherwise than {text['policy']} has it"

    def _page_faults(self, name: str, variant: PublishedVariant, language: str) -> Iterator[str]:
        for fact, said in set(_said(variant.tree(name))):
            entry, number = variant.facts.get(fact, (None, 0))
            if entry is None:
                yield f'{name} marks "{fact}", which the policy does not know'
            elif (language, fact, said, number) not in self._true:
                if said in set(_texts(entry, language)):
                    self._true.add((language, fact, said, number))
                else:
                    yield f'{name} says "{said}" of {fact}, and the policy does not'


def _said(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Give what a page says of each fact that it marks: the id of the fact, and the words.

    Words that are bound to facts are the notice's own: they have the facts' labels as their title.
    """
    for node in page.css("[data-fact]"):
        attributes = node.attributes
        fact = attributes["data-fact"] or ""
        if "title" in attributes:
            yield from ((each, "") for each in fact.split())
            continue
        shown = node if node.tag in ("span", "a", "strong", "time") else node.css_first("strong, dfn")
        if shown is not None:
            yield fact, shown.attributes.get("datetime") or shown.text()
        else:
            yield fact, ""


def _texts(value: Any, language: str) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield locales.capitalise(value)
        if value.startswith("loc:"):
            yield locales.territory_name(value, language)
    elif isinstance(value, dict):
        yield ""  # an element that only stands for the fact says nothing that could be wrong
        for each in value.values():
            yield from _texts(each, language)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, language)
