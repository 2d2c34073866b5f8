"""What a placeholder prints in a variant, as HTML and as plain text.

A value is data: it is escaped for where it goes and never read as Markdown. Whatever is printed carries the id of
its fact as `data-fact`.
"""

from __future__ import annotations

import re
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from babel.dates import format_date
from babel.lists import format_list

from generator import model
from generator.clauses import FIRST_MARK

if TYPE_CHECKING:
    from generator.clauses import Placeholder, Text

_MARK = re.compile(f"[{chr(FIRST_MARK)}-{chr(FIRST_MARK + 0xFFF)}]")


class Phrase(NamedTuple):
    """One printed value."""

    html: str
    plain: str


def html(text: Text, variant: model.Variant) -> str:
    """Print a text with the values of a variant, as HTML."""
    return _MARK.sub(lambda m: printed(text.placeholders[ord(m.group()) - FIRST_MARK], variant).html, text.html)


def plain(text: Text, variant: model.Variant) -> str:
    """Print a text with the values of a variant, as plain text."""
    return _MARK.sub(lambda m: printed(text.placeholders[ord(m.group()) - FIRST_MARK], variant).plain, text.plain)


def locale(language: str) -> str:
    """Give the locale that dates and lists are written by. Plain English is the world's, not one country's."""
    return "en_001" if language == "en" else language.replace("-", "_")


def capitalise(label: str) -> str:
    """Give a label that stands alone a capital letter; labels are written as in the middle of a sentence."""
    return label[:1].upper() + label[1:]


def printed(placeholder: Placeholder, variant: model.Variant) -> Phrase:
    """Print one placeholder."""
    head, *rest = placeholder.path
    if placeholder.kind == "term":
        return _term(head, variant.facts[variant.notice.terms[head]])
    if placeholder.kind == "clause":
        return _clause(next(clause for clause in variant.notice.clauses if clause.id == head))
    value = _follow(head, rest, variant)
    if placeholder.kind == "list":
        return _bullets(value, variant)
    if placeholder.kind == "contact":
        return _contact(value)
    return _inline(value, rest[-1] if rest else "", head if head in variant.facts else "", variant.language)


def _follow(head: str, rest: list[str], variant: model.Variant) -> Any:
    """Find the value that a path leads to."""
    if head == "supplier" and variant.supplier is not None:
        supplier = variant.supplier
        if rest == ["billing"]:
            return supplier.party if supplier.billing == "supplier" else variant.notice.publisher
        value: Any = supplier if rest else supplier.party
    elif head in ("notice", "service"):
        value = variant.notice if head == "notice" else variant.notice.service
    elif head in variant.facts:
        value = variant.facts[head]
    else:
        value = variant.section(head)
    for step in rest:
        value = getattr(value, step)
    return value


def _term(written: str, definition: model.Fact) -> Phrase:
    shown = escape(written)
    return Phrase(f'<a class="term" href="#term-{definition.id}" data-fact="{definition.id}">{shown}</a>', written)


def _clause(clause: model.Clause) -> Phrase:
    shown = f"{clause.number} {clause.heading}".strip()
    return Phrase(f'<a href="#{clause.id}">{escape(shown)}</a>', shown)


def _inline(value: Any, step: str, fact: str, language: str) -> Phrase:
    if isinstance(value, model.Document) and value.url:
        shown = f'<a href="{escape(value.url)}" data-fact="{value.id}">{escape(value.label)}</a>'
        return Phrase(shown, f"{value.label} ({value.url})")
    if isinstance(value, model.Fact):
        return Phrase(f'<span data-fact="{value.id}">{escape(value.label)}</span>', value.label)
    if isinstance(value, tuple):
        parts = [_inline(each, "", fact, language) for each in value]
        return Phrase(_enumerate([p.html for p in parts], language), _enumerate([p.plain for p in parts], language))
    text = str(value)
    if step in ("date", "effective"):
        text = format_date(date.fromisoformat(text), format="long", locale=locale(language))
    mark = f' data-fact="{fact}"' if fact else ""
    if step == "email":
        return Phrase(f'<a href="mailto:{escape(text)}"{mark}>{escape(text)}</a>', text)
    if step in ("website", "url"):
        return Phrase(f'<a href="{escape(text)}"{mark}>{escape(text)}</a>', text)
    return Phrase(f"<span{mark}>{escape(text)}</span>" if mark else escape(text), text)


def _enumerate(parts: list[str], language: str) -> str:
    return format_list(parts, locale=locale(language))


def _bullets(value: Any, variant: model.Variant) -> Phrase:
    facts = [each for each in value if isinstance(each, model.Fact)]
    if facts and isinstance(facts[0], model.Definition):
        return _definitions(facts, variant)
    rows, lines = [], []
    for fact in facts:
        label, text = capitalise(fact.label), fact.description
        body = f"<strong>{escape(label)}</strong>" + (f": {escape(text)}" if text else "")
        rows.append(f'<li data-fact="{fact.id}">{body}</li>')
        lines.append(f"- {label}" + (f": {text}" if text else ""))
    return Phrase("<ul>\n" + "\n".join(rows) + "\n</ul>", "\n".join(lines))


def _definitions(facts: list[model.Fact], variant: model.Variant) -> Phrase:
    rows, lines = [], []
    for fact in facts:
        if isinstance(fact, model.Definition):
            also = f" <small>({escape(_enumerate(list(fact.forms), variant.language))})</small>" if fact.forms else ""
            head = f'<dt id="term-{fact.id}"><dfn>{escape(fact.label)}</dfn>{also}</dt>'
            rows.append(f'<div data-fact="{fact.id}">{head}<dd>{html(fact.text, variant)}</dd></div>')
            also = f" ({_enumerate(list(fact.forms), variant.language)})" if fact.forms else ""
            lines.append(f"{fact.label}{also}: {plain(fact.text, variant)}")
    return Phrase('<dl class="terms">\n' + "\n".join(rows) + "\n</dl>", "\n".join(lines))


def _contact(party: Any) -> Phrase:
    """Print a party as a block: who, where, and how to reach it."""
    registration = ", ".join(text for text in (party.registry, party.registration_number) if text)
    lines = [party.label, party.legal_form, party.address, registration, party.phone, party.reached_through]
    shown = [escape(line) for line in lines if line]
    shown[0] = f"<strong>{shown[0]}</strong>"
    if party.email:
        shown.append(f'<a href="mailto:{escape(party.email)}">{escape(party.email)}</a>')
    if party.website:
        shown.append(f'<a href="{escape(party.website)}">{escape(party.website)}</a>')
    block = f'<address data-fact="{party.id}">' + "<br>\n".join(shown) + "</address>"
    return Phrase(block, "\n".join(line for line in [*lines, party.email, party.website] if line))
