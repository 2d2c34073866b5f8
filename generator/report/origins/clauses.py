"""Where a clause comes from: its file, its number, what it states, and what each placeholder prints in a variant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import model
from generator.emit import inline
from generator.report.origins.records import Answer, How, Origin
from generator.source.files import FACT_KINDS, GAPS, NOTICE, facts_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.diagnostics.records import Place
    from generator.formats.yamltext import Route
    from generator.model.text import Placeholder
    from generator.report.origins.lines import Places


def clause(places: Places, name: str) -> Answer:
    """Answer for a clause."""
    asked = next(each for each in places.notice.clauses if each.id == name)
    file = places.clauses[name]
    title = f'clause {name} "{f"{asked.number} {asked.heading}".strip()}"'
    notes = [f"written at {places.source.place(file, ('id',))}", _may(places, asked)]
    when = places.source.place(file, ("applies_when",))
    if asked.id not in {each.id for each in places.variant.notice.clauses}:
        return Answer(title, (*notes, f"left out of this variant: {_why_gone(places, asked, when)}"), ())
    if asked.applies_when:
        notes.append(f"it is printed where this holds: {asked.applies_when} ({when})")
    return Answer(title, tuple(notes), (*_head(places, asked, file), *_placeholders(places, asked)))


def _may(places: Places, asked: model.Clause) -> str:
    may_go = [name for name in asked.states if places.facts[name].suppliers == "removable"]
    if may_go:
        return f"suppliers: removable; it goes where a supplier takes away {' and '.join(may_go)}"
    return "suppliers: locked; no supplier can change its words or take it away"


def _why_gone(places: Places, asked: model.Clause, when: Place) -> str:
    removed = places.variant.supplier.removes if places.variant.supplier else frozenset()
    for name in asked.states:
        if name in removed:
            return f"it states {name}; {places.why_gone(name)}"
    return f"it is printed only where this holds: {asked.applies_when} ({when})"


def _head(places: Places, asked: model.Clause, file: str) -> Iterator[Origin]:
    yield Origin(property="heading", value=asked.heading, place=places.source.place(file, ("heading",)))
    if asked.number:
        order = places.in_notice(*_route(places, asked.id))
        yield Origin(property="number", value=asked.number, place=order, note="from the order of the clauses")
    bound = {name: each.place for each in reversed(asked.body.bindings) for name in each.facts}
    stating = {name: {each.clause for each in places.variant.stated_in.get(name, ())} for name in places.variant.facts}
    own = [fact.id for fact in places.variant.facts.values() if fact.own]
    for name in [*asked.states, *(name for name in own if asked.id in stating[name])]:
        where = bound.get(name)
        note = "" if where else "a placeholder below prints it, or the heading is bound to it"
        how: How = "added" if name in own else "as written"
        if name not in places.variant.facts:
            how, note = "left out", places.why_gone(name)
        yield Origin(property="states", value=places.label(name), place=where, fact=name, how=how, note=note)


def _route(places: Places, name: str) -> Route:
    """Find a clause in the order of the clauses."""

    def search(nodes: list[dict[str, Any]], route: Route) -> Route:
        for index, node in enumerate(nodes):
            here = (*route, index)
            inner = (*here, "clause") if node["clause"] == name else search(node.get("clauses", []), (*here, "clauses"))
            if inner:
                return inner
        return ()

    raw: dict[str, Any] = places.source.documents[NOTICE].value  # type: ignore[assignment]
    return search(raw["clauses"], ("clauses",))


def _placeholders(places: Places, asked: model.Clause) -> Iterator[Origin]:
    for placeholder in asked.body.placeholders:
        made = inline.printed(placeholder, places.variant).plain
        own = placeholder.path[0] == "supplier" and placeholder.kind != "term"
        yield Origin(
            property=f"{{{{ {placeholder.written} }}}}",
            value=made,
            place=_printed(places, placeholder),
            how="added" if own else "as written",
            note=f"printed at {placeholder.place}",
        )


def _printed(places: Places, placeholder: Placeholder) -> Place | None:
    """Find the line that a printed value is written in."""
    head, *rest = placeholder.path
    if placeholder.kind == "term":
        return places.fact(places.notice.terms[head])
    if placeholder.kind == "clause":
        return places.source.place(places.clauses[head], ("heading",))
    if head == "supplier":
        return _of_supplier(places, rest)
    if head in ("notice", "service"):
        return places.in_notice(*(["service"] if head == "service" else []), *rest)
    if head in (*FACT_KINDS, "gaps"):
        return places.source.place(GAPS if head == "gaps" else facts_file(head))
    name, at = head, rest
    while len(at) > 1:  # a fact that leads to another
        _, _, raw = places.raw[name]
        name, at = str(raw[at[0]]), at[1:]
    return places.fact(name, *at)


def _of_supplier(places: Places, rest: list[str]) -> Place | None:
    supplier = places.variant.supplier
    if not rest or supplier is None:
        return places.who
    shown = getattr(supplier, rest[0])
    if isinstance(shown, model.Fact):
        return places.fact(shown.id, *rest[1:]) or places.fact(shown.id)
    return places.in_supplier(rest[0])
