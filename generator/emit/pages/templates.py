"""The pages of a variant, as Markdown for MkDocs to render.

Templates choose and order; what needs computing is computed here. Headings are Markdown, so that MkDocs makes the
table of contents from them; everything else is finished HTML, so that no value is read as Markdown.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup

from generator import resources
from generator.emit import clause_text, inline, policy
from generator.emit.pages import profile, views
from generator.formats import locales
from generator.published.layout import PAGES
from generator.vocabulary import dpv
from generator.vocabulary.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator import model


_MARKDOWN = re.compile(r"([\\`*_{}\[\]()>#+.!-])")  # what Python-Markdown takes a backslash before


def markdown_escape(value: object) -> Markup:
    """Write a text so that Markdown prints it as it is."""
    text = str(value).replace("&", "&amp;").replace("<", "&lt;")
    return Markup(re.sub(r"\\?&gt;", ">", _MARKDOWN.sub(r"\\\1", text)))  # noqa: S704 - every special character is escaped


@cache
def _icons() -> dict[str, Markup]:
    """Read the icons: each is named after a kind of fact, a DPV term or a part of a page, and says nothing alone."""
    folder = resources.folder("site_templates") / "icons"
    icons = {file.stem: file.read_text(encoding="utf-8").strip() for file in folder.glob("*.svg")}
    mark = 'aria-hidden="true" class="notice-icon"'
    return {name: Markup(svg.replace('xmlns="http://www.w3.org/2000/svg"', mark)) for name, svg in icons.items()}  # noqa: S704 - files of ours


def icon_of(fact: model.Fact) -> str:
    """Name the icon of a fact: the one of its DPV term, or else of its kind."""
    names = [term.replace(":", "-") for term in (*fact.dpv, *fact.broader)]
    return next((name for name in names if name in _icons()), fact.kind_of_fact)


@cache
def _environment(language: str) -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(resources.folder("site_templates") / "pages")
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="<##",  # `{#` opens the anchor of a heading
        comment_end_string="##>",
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # YAML takes half of a pair for a letter
    locale = locales.locale(language)

    def labels(facts: Iterable[model.Fact]) -> Markup:
        marked = [str(Markup('<span data-fact="{}">{}</span>').format(fact.id, fact.label)) for fact in facts]
        return Markup(format_list(marked, locale=locale))  # noqa: S704 - each part is escaped

    environment.globals |= {"icons": _icons(), "icon_of": icon_of}
    environment.filters |= {
        "md": markdown_escape,
        "capital": locales.capitalise,
        "labels": labels,
        "longdate": lambda day: format_date(date.fromisoformat(day), format="long", locale=locale),
    }
    return environment


def emit(variant: model.Variant) -> dict[str, str]:
    """Make the pages of a variant: Markdown by name of page."""
    environment = _environment(variant.language)
    return {name: environment.get_template(f"{name}.md.j2").render(_view(variant, name)) for name in PAGES}


def shared(
    variants: list[model.Variant], suppliers: Iterable[views.Entry], own: Iterable[model.Fact], places: Iterable[str]
) -> dict[str, str]:
    """Make the pages that stand for all variants in one language, by the address of each.

    `variants` are those that need no supplier; `own` are facts that suppliers add, and `places` where they are.
    """
    first = variants[0]
    language, notice = first.language, first.notice
    home = "" if language == notice.languages[0] else f"{language}/"
    made = {home: front(variants, suppliers), f"{language}/profile/": profile_page(variants, own, places)}
    for tombstone in notice.tombstones:
        for folder in PAGES.values():
            address = f"{language}/{tombstone.id}/{folder}{'/' if folder else ''}"
            made[address] = _tombstone(first, tombstone, "../" * address.count("/"))
    return made


def front(variants: list[model.Variant], suppliers: Iterable[views.Entry]) -> str:
    """Make the front page, which leads to each variant in one language."""
    first = variants[0]
    template = _environment(first.language).get_template("front.md.j2")
    root = "" if first.language == first.notice.languages[0] else "../"
    ways = {kind: [variant for variant in variants if variant.kind == kind] for kind in ("direct", "general")}
    return template.render(
        words=words(first.language),
        notice=first.notice,
        ways=ways,
        suppliers=list(views.by_letter(list(suppliers))),
        root=root,
    )


def _tombstone(variant: model.Variant, tombstone: model.Tombstone, root: str) -> str:
    """Make the page that stands where a supplier's was, and says where to go."""
    template = _environment(variant.language).get_template("tombstone.md.j2")
    moved = f"{variant.language}/{tombstone.moved_to or variant.id}/"
    return template.render(
        words=words(variant.language), notice=variant.notice, tombstone=tombstone, root=root, moved=moved
    )


def profile_page(variants: list[model.Variant], own: Iterable[model.Fact], places: Iterable[str]) -> str:
    """Make the page that documents the policies' profile, in one language."""
    first = variants[0]
    return (
        _environment(first.language)
        .get_template("profile.md.j2")
        .render(
            words=words(first.language),
            sections=profile.sections(),
            terms=profile.terms(variants, own, places, words(first.language)["profile"]["own"]),
            dpv_version=dpv.vocabulary().version,
            address=first.notice.address,
            root="../../",
        )
    )


def _view(variant: model.Variant, page: str) -> dict[str, Any]:
    """Gather what the templates may ask for."""
    notice = variant.notice
    own_words = words(variant.language)
    base = "." if page == "overview" else ".."
    title = own_words["pages"][page]
    everyone = own_words["menu"]["everyone"].format(service=notice.service.name)
    customers = own_words["menu"]["customers"].format(supplier=variant.label)
    reader = {"general": everyone, "supplier": customers}.get(variant.kind, variant.label)
    description = own_words[page]["description"].format(title=notice.title, variant=reader, version=notice.version)
    return {
        "words": own_words,
        "variant": variant,
        "reader": reader,
        "notice": notice,
        "front": "index.html" if variant.language == notice.languages[0] else f"{variant.language}/index.html",
        "translations": [language for language in notice.languages if len(notice.languages) > 1],
        "folder": f"{PAGES[page]}/" if PAGES[page] else "",
        "title": f"{title}: {reader}",
        "description": description,
        "searched": page == "notice",  # the others say the same again
        "wide": page == "data",  # a table needs the room
        "base": base,
        "here": "" if page == "overview" else "../",
        "root": "../../" if page == "overview" else "../../../",
        "clauses_of": lambda facts: _cited(facts, variant),
        "stated": lambda clause: [variant.facts[name] for name in clause_text.states(clause, variant)],
        "html": lambda clause: Markup(inline.html(clause.body, variant)),  # noqa: S704 - made by phrases, escaped there
        "layers": views,
        "dpv_version": dpv.vocabulary().version,
        "schema_version": policy.SCHEMA_VERSION,
    }


def _cited(facts: Iterable[model.Fact], variant: model.Variant) -> list[model.Clause]:
    """Choose the clauses to cite, one a fact: the first numbered one, since the others only define or introduce."""
    clauses = {clause.id: clause for clause in variant.notice.clauses}
    chosen: dict[str, model.Clause] = {}
    for fact in facts:
        stating = [clauses[name] for name in variant.stated_in.get(fact.id, ())]
        chosen |= {clause.id: clause for clause in [each for each in stating if each.number][:1] or stating[:1]}
    return list(chosen.values())
