"""What a placeholder prints in a variant, as HTML, as plain text and as Markdown.

A value is data: it is escaped for where it goes and never read as Markdown. Whatever is printed carries the id of
its fact as `data-fact`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import model
from generator.formats import locales
from generator.formats.locales import capitalise, joined
from generator.formats.markdown import markdown_escape
from generator.formats.private_use import ANY, BINDING, BINDING_END, PLACEHOLDER, STATEMENT_END, number_of
from generator.model import paths

if TYPE_CHECKING:
    import re

    from generator.model.text import Binding, Placeholder, Text


class Phrase(NamedTuple):
    """One printed value."""

    html: str
    plain: str
    markdown: str


def _same(shown: str, text: str) -> Phrase:
    """Make a phrase whose text is the same in every form, but for what each form escapes."""
    return Phrase(shown, text, markdown_escape(text))


def html(text: Text, variant: model.Variant, clause: str = "") -> str:
    """Print a text with the values of a variant, as HTML; each statement of a clause is an element with its address."""

    def put(match: re.Match[str]) -> str:
        character = match.group()
        if PLACEHOLDER.fullmatch(character):
            return _printed(match, text, variant).html
        if BINDING.fullmatch(character):
            return _bound(text.bindings[number_of(character)], variant)
        if character == BINDING_END:
            return "</span>"
        closing = "</span>" if clause else ""
        return (
            closing if character == STATEMENT_END else f'<span id="{clause}/{number_of(character) + 1}">' * bool(clause)
        )

    return ANY.sub(put, text.html)


def plain(text: Text, variant: model.Variant) -> str:
    """Print a text with the values of a variant, as plain text."""
    return words(text.plain, text, variant)


def words(part: str, text: Text, variant: model.Variant) -> str:
    """Print a part of a text with the values of a variant, as plain text."""
    return PLACEHOLDER.sub(lambda m: _printed(m, text, variant).plain, part)


def markdown(text: Text, variant: model.Variant) -> str:
    """Print a text with the values of a variant, as Markdown."""
    return PLACEHOLDER.sub(lambda m: _printed(m, text, variant).markdown, text.markdown)


def _printed(match: re.Match[str], text: Text, variant: model.Variant) -> Phrase:
    return printed(text.placeholders[number_of(match.group())], variant)


def _bound(binding: Binding, variant: model.Variant) -> str:
    """Open the element of bound words: the facts that they state, and their labels for whoever asks."""
    facts = [variant.facts[name] for name in binding.facts if name in variant.facts and variant.facts[name].in_policy]
    if not facts:
        return "<span>"
    labels = escape("; ".join(fact.label for fact in facts))
    return f'<span data-fact="{" ".join(fact.id for fact in facts)}" title="{labels}">'


def printed(placeholder: Placeholder, variant: model.Variant) -> Phrase:
    """Print one placeholder."""
    head, *rest = placeholder.path
    if placeholder.kind == "term":
        return _term(head, variant.facts[variant.notice.terms[head]])
    if placeholder.kind == "clause":
        return _clause(next(clause for clause in variant.notice.clauses if clause.id == head))
    value, fact = _follow(head, rest, variant)
    if placeholder.kind == "list":
        return _bullets(value, variant)
    if placeholder.kind == "contact":
        return _contact(value)
    return _inline(value, rest[-1] if rest else "", fact, variant.language)


def _follow(head: str, rest: list[str], variant: model.Variant) -> tuple[Any, model.Fact | None]:
    """Find the value that a path leads to, and the last fact on the way there."""
    fact: model.Fact | None = None
    if head == "supplier" and variant.supplier is not None:
        supplier = variant.supplier
        if rest == ["billing"]:
            return (supplier.party if supplier.billing == "supplier" else variant.notice.publisher), None
        value: Any = supplier if rest else supplier.party
    elif head in ("notice", "service"):
        value = variant.notice if head == "notice" else variant.notice.service
    elif head in variant.facts:
        value = fact = variant.facts[head]
    else:
        value = variant.section(head)
    for step in rest:
        value = paths.follow(value, step, variant.facts)
        fact = value if isinstance(value, model.Fact) else fact
    return value, fact


def _term(written: str, definition: model.Fact) -> Phrase:
    return _same(f'<a href="#term-{definition.id}" data-fact="{definition.id}">{escape(written)}</a>', written)


def _clause(clause: model.Clause) -> Phrase:
    shown = f"{clause.number} {clause.heading}".strip()
    link = f"[{markdown_escape(shown)}](#{clause.id})"
    return Phrase(f'<a href="#{clause.id}">{escape(shown)}</a>', shown, link)


def _link(url: str, label: str, mark: str, plain: str) -> Phrase:
    shown = f'<a href="{escape(url)}"{mark}>{escape(label)}</a>'
    return Phrase(shown, plain, f"[{markdown_escape(label)}](<{url}>)")


def _mark(fact: model.Fact | None) -> str:
    """Mark an element with the fact that it shows, when programs know the fact too."""
    return f' data-fact="{fact.id}"' if fact and fact.in_policy else ""


def _inline(value: Any, step: str, fact: model.Fact | None, language: str) -> Phrase:
    if isinstance(value, model.Document) and value.url:
        return _link(value.url, value.label, f' data-fact="{value.id}"', f"{value.label} ({value.url})")
    if isinstance(value, model.Fact):
        return _same(f"<span{_mark(value)}>{escape(value.label)}</span>", value.label)
    if isinstance(value, tuple):
        parts = [_inline(each, step, fact, language) for each in value]
        return Phrase(*(joined([part[form] for part in parts], language) for form in range(3)))
    text, mark = str(value), _mark(fact)
    if step == "email":
        return _link(f"mailto:{text}", text, mark, text)
    if step in ("website", "url"):
        return _link(text, text, mark, text)
    shown = locales.words(step, text, language)
    if step in ("date", "effective", "duration", "lifetime"):
        return _same(f'<time datetime="{text}"{mark}>{escape(shown)}</time>', shown)
    return _same(f"<span{mark}>{escape(shown)}</span>" if mark else escape(shown), shown)


def _bullets(value: Any, variant: model.Variant) -> Phrase:
    facts = [each for each in value if isinstance(each, model.Fact)]
    if facts and isinstance(facts[0], model.Definition):
        return _definitions(facts, variant)
    rows, lines, items = [], [], []
    for fact in facts:
        label, text = capitalise(fact.label), fact.description
        body = f"<strong>{escape(label)}</strong>" + (f": {escape(text)}" if text else "")
        rows.append(f"<li{_mark(fact)}>{body}</li>")
        lines.append(f"- {label}" + (f": {text}" if text else ""))
        items.append(f"- **{markdown_escape(label)}**" + (f": {markdown_escape(text)}" if text else ""))
    return Phrase("<ul>\n" + "\n".join(rows) + "\n</ul>", "\n".join(lines), "\n".join(items))


def _definitions(facts: list[model.Fact], variant: model.Variant) -> Phrase:
    rows, lines, items = [], [], []
    for fact in facts:
        if isinstance(fact, model.Definition):
            forms = f" ({joined(list(fact.forms), variant.language)})" if fact.forms else ""
            also = f" <small>{escape(forms.strip())}</small>" if forms else ""
            head = f'<dt id="term-{fact.id}"><dfn>{escape(fact.label)}</dfn>{also}</dt>'
            rows.append(f'<div data-fact="{fact.id}">{head}<dd>{html(fact.text, variant)}</dd></div>')
            lines.append(f"{fact.label}{forms}: {plain(fact.text, variant)}")
            shown = f"**{markdown_escape(fact.label)}**{markdown_escape(forms)}"
            items.append(f"- {shown}: {markdown(fact.text, variant)}")
    return Phrase("<dl>\n" + "\n".join(rows) + "\n</dl>", "\n".join(lines), "\n".join(items))


def _contact(party: Any) -> Phrase:
    """Print a party as a block: who, where, and how to reach it."""
    texts = (party.label, party.legal_form, party.address, party.registry, party.registration_number, party.phone)
    mark = _mark(party)
    lines = [_same(f"<span{mark}>{escape(text)}</span>", text) for text in (*texts, party.reached_through) if text]
    lines[0] = Phrase(f"<strong>{lines[0].html}</strong>", lines[0].plain, f"**{lines[0].markdown}**")
    lines += [_link(f"mailto:{party.email}", party.email, mark, party.email)] if party.email else []
    lines += [_link(party.website, party.website, mark, party.website)] if party.website else []
    block = "<address>" + "<br>\n".join(line.html for line in lines) + "</address>"
    return Phrase(block, "\n".join(line.plain for line in lines), "\\\n".join(line.markdown for line in lines))
