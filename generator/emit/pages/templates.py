"""The pages of a notice as data: headings in plain text and, between them, finished HTML.

Templates choose and order; what needs computing is computed here. No value is ever read as Markdown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.emit import inline, policy
from generator.emit.pages import environment, profile, views
from generator.formats import jsontext
from generator.published.layout import PAGES, SUPPLIER_CSS, page
from generator.render.protocol import Page, Pages, Section
from generator.vocabulary import dpv
from generator.vocabulary.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model


def pages(variants: list[model.Variant], shared_pages: Iterable[Page]) -> Pages:
    """Gather the pages of some variants in one language, and those that all share, for a renderer."""
    first = variants[0]
    return Pages(
        first.notice.address,
        first.notice.title,
        first.language,
        words(first.language),
        tuple(shared_pages),
        tuple(map(section, variants)),
    )


def section(variant: model.Variant) -> Section:
    """Make the pages of a variant."""
    own = words(variant.language)["menu"]
    front = "index.html" if variant.language == variant.notice.languages[0] else f"{variant.language}/index.html"
    label = f"{own['variant']}: {_reader(variant)}"
    return Section(variant.path, label, (front, own["other"]), tuple(_page(variant, name) for name in PAGES))


def style_sheets(variant: model.Variant) -> Iterator[tuple[str, bytes]]:
    """Make the style sheet with the supplier's colour, with its path, where it has one."""
    supplier = variant.supplier
    if supplier and supplier.light:
        dark = f"@media (prefers-color-scheme: dark) {{ :root {{ --notice-accent: {supplier.dark}; }} }}"
        style = f":root {{ --notice-accent: {supplier.light}; }}\n{dark}\n"
        yield f"{variant.path}{SUPPLIER_CSS}", style.encode()


def shared(
    variants: list[model.Variant], suppliers: Iterable[views.Entry], own: Iterable[model.Fact], places: Iterable[str]
) -> Iterator[Page]:
    """Make the pages that stand for all variants in one language.

    `variants` are those that need no supplier; `own` are facts that suppliers add, and `places` where they are.
    """
    first = variants[0]
    yield front(variants, suppliers)
    yield _profile(variants, own, places)
    for tombstone in first.notice.tombstones:
        for name in PAGES:
            yield _tombstone(first, tombstone, page(tombstone.id, first.language, name))


def front(variants: list[model.Variant], suppliers: Iterable[views.Entry]) -> Page:
    """Make the front page, which leads to each variant in one language."""
    first = variants[0]
    language, notice = first.language, first.notice
    address = "" if language == notice.languages[0] else f"{language}/"
    parts = environment.parts(
        "front",
        language,
        notice=notice,
        ways={kind: [variant for variant in variants if variant.kind == kind] for kind in ("direct", "general")},
        suppliers=list(views.by_letter(list(suppliers))),
        root=_root(address),
    )
    name = words(language)["pages"]["front"]
    return Page(address, name, name, notice.title, parts, has_menu=False, has_contents=False)


def _tombstone(variant: model.Variant, tombstone: model.Tombstone, address: str) -> Page:
    """Make a page that stands where a supplier's was, and says where to go."""
    own = words(variant.language)["tombstone"]
    parts = environment.parts(
        "tombstone",
        variant.language,
        tombstone=tombstone,
        root=_root(address),
        moved=f"{variant.language}/{tombstone.moved_to or variant.id}/",
    )
    return Page(
        address, "", own["title"], own["lead"], parts, is_searched=False, has_menu=False, has_contents=False
    )  # fmt: skip


def _profile(variants: list[model.Variant], own: Iterable[model.Fact], places: Iterable[str]) -> Page:
    """Make the page that documents the policies' profile, in one language."""
    first = variants[0]
    address, said = f"{first.language}/profile/", words(first.language)
    parts = environment.parts(
        "profile",
        first.language,
        sections=profile.sections(),
        terms=profile.terms(variants, own, places, said["profile"]["own"]),
        dpv_version=dpv.vocabulary().version,
        address=first.notice.address,
        root=_root(address),
    )
    name = said["pages"]["profile"]
    return Page(address, name, name, said["profile"]["description"], parts, is_searched=False, has_menu=False)


def _root(address: str) -> str:
    """Lead from the folder of a page to the site's."""
    return "../" * address.count("/")


def _reader(variant: model.Variant) -> str:
    """Say whom a variant is for."""
    own = words(variant.language)["menu"]
    everyone = own["everyone"].format(service=variant.notice.service.name)
    customers = own["customers"].format(supplier=variant.label)
    names: dict[str, str] = {"general": everyone, "supplier": customers}
    return names.get(variant.kind, variant.label)


def _page(variant: model.Variant, name: str) -> Page:
    notice, reader, own = variant.notice, _reader(variant), words(variant.language)
    values = _view(variant, name)
    return Page(
        page(variant.id, variant.language, name),
        own["pages"][name],
        f"{own['pages'][name]}: {reader}",
        own[name]["description"].format(title=notice.title, variant=reader, version=notice.version),
        environment.parts(name, variant.language, **values),
        environment.render("head", variant.language, **values),
        is_searched=name == "notice",  # the others say the same again
        has_contents=name != "data",  # a table needs the room
    )


def _view(variant: model.Variant, name: str) -> dict[str, Any]:
    """Gather what the templates may ask for."""
    notice = variant.notice
    node = json.dumps(policy.notice_node(variant), ensure_ascii=False, separators=(",", ":"))
    return {
        "variant": variant,
        "reader": _reader(variant),
        "notice": notice,
        "translations": [language for language in notice.languages if len(notice.languages) > 1],
        "folder": f"{PAGES[name]}/" if PAGES[name] else "",
        "here": "" if name == "overview" else "../",
        "root": _root(page(variant.id, variant.language, name)),
        "data": Markup(jsontext.inert(node)),  # noqa: S704 - nothing in it can end a script
        "clauses_of": lambda facts: _cited(facts, variant),
        "html": lambda clause: Markup(inline.html(clause.body, variant, clause.id)),  # noqa: S704 - made by phrases, escaped there
        "layers": views,
        "dpv_version": dpv.vocabulary().version,
        "schema_version": policy.SCHEMA_VERSION,
    }


def _cited(facts: Iterable[model.Fact], variant: model.Variant) -> list[model.Clause]:
    """Choose the clauses to cite, one a fact: the first numbered one, since the others only define or introduce."""
    clauses = {clause.id: clause for clause in variant.notice.clauses}
    chosen: dict[str, model.Clause] = {}
    for fact in facts:
        stating = [clauses[each.clause] for each in variant.stated_in.get(fact.id, ())]
        chosen |= {clause.id: clause for clause in [each for each in stating if each.number][:1] or stating[:1]}
    return list(chosen.values())
