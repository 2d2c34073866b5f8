"""The templates of the pages: their words, icons and filters, and a template taken apart at its headings."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2
from babel.dates import format_date
from babel.lists import format_list
from markupsafe import Markup

from generator import resources
from generator.formats import locales
from generator.render.protocol import Heading
from generator.vocabulary.languages import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model

_CUT = "\x1e"  # where a heading stands; no source may hold this character


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
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    locale = locales.locale(language)

    def labels(facts: Iterable[model.Fact]) -> Markup:
        marked = [str(Markup('<span data-fact="{}">{}</span>').format(fact.id, fact.label)) for fact in facts]
        return Markup(format_list(marked, locale=locale))  # noqa: S704 - each part is escaped

    environment.globals |= {"icons": _icons(), "icon_of": icon_of}
    environment.filters |= {
        "capital": locales.capitalise,
        "labels": labels,
        "longdate": lambda day: format_date(date.fromisoformat(day), format="long", locale=locale),
    }
    return environment


def render(template: str, language: str, **values: Any) -> str:
    """Render a template of `site_templates/pages`, named without its ending, with the words of a language."""
    own = _environment(language).get_template(f"{template}.html.j2")
    return own.render(words=words(language), **values)


def parts(template: str, language: str, **values: Any) -> tuple[Heading | str, ...]:
    """Render a template that calls `heading`, and take it apart: its headings, and the HTML between them."""
    headings: list[Heading] = []

    def heading(level: int, text: str, anchor: str = "") -> str:
        headings.append(Heading(level, str(text), str(anchor)))
        return _CUT

    bodies = render(template, language, heading=heading, **values).split(_CUT)
    return tuple(_interleaved(bodies, headings))


def _interleaved(bodies: list[str], headings: list[Heading]) -> Iterator[Heading | str]:
    for body, heading in zip(bodies, [None, *headings], strict=True):
        if heading:
            yield heading
        if html := body.strip():
            yield html
