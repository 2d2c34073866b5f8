"""What suppliers do to the facts of the notice, against what each fact lets them do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.checks.suppliers import contrast
from generator.checks.suppliers.contrast import DARK, LIGHT, MIN_CONTRAST
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.source.files import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.formats.yamltext import Route
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable


def check(source: Source, names: SymbolTable, notice: model.Notice) -> Iterator[Diagnostic]:
    """Check what the notice lets suppliers do, then every supplier against it."""
    facts = {fact.id: fact for section in notice.sections.values() for fact in section}
    yield from _removable(names, notice, facts)
    stands_for = notice.modes["processor"].supplier if "processor" in notice.modes else None
    required = [
        fact.id for fact in facts.values() if fact.suppliers == "required" and (not stands_for or fact != stands_for)
    ]
    for file, raw in source.suppliers():
        found = [
            *_contacts(raw, names),
            *_promises(raw, facts, names),
            *_half_removed(raw, notice, facts),
            *_unanswered(raw, required, names),
            *_colours(raw),
            *([_no_mode(source)] if "processor" not in notice.modes else []),
        ]
        document = source.supplier(file) if found else None
        for name, route, message, remedy, note in found:
            if document:
                notes = (note,) if note else ()
                yield Diagnostic(rule(name), document.place(route), message, remedy, notes)


_Found = tuple[str, "Route", str, str, Note | None]


def _no_mode(source: Source) -> _Found:
    message = "the notice has a supplier, and no mode for those who come through one"
    note = Note("the modes stand here", source.place(NOTICE, ("modes",)))
    return ("supplier-mode", (), message, "add `processor` to the modes of the notice", note)


def _removable(names: SymbolTable, notice: model.Notice, facts: dict[str, model.Fact]) -> Iterator[Diagnostic]:
    """Say where a clause that may be taken away tells what stays, and where another clause refers to it."""
    may_go = {name for name, fact in facts.items() if fact.suppliers == "removable"}
    gone = {clause.id for clause in notice.clauses if may_go.intersection(clause.states)}
    kept = {name for clause in notice.clauses if clause.id not in gone for name in clause.states}
    for clause in notice.clauses:
        stays = [name for name in clause.states if name not in kept | may_go]
        for name in [name for name in clause.states if name in may_go] if stays else ():
            message = f'"{name}" may be taken away, and the clause "{clause.id}" alone tells "{stays[0]}" too'
            note = Note("the clause stands here", names.clauses[clause.id].place)
            remedy = "tell it in a clause of its own, or let no supplier take it away"
            yield Diagnostic(rule("removable-fact"), names.facts[name].place, message, remedy, (note,))
    for clause in notice.clauses:
        for placeholder in clause.body.placeholders:
            if placeholder.kind == "clause" and placeholder.path[0] in gone and clause.id not in gone:
                message = f'a supplier may take away what the clause "{placeholder.path[0]}" tells'
                remedy = "say it without naming the clause"
                yield Diagnostic(rule("removable-fact"), placeholder.place, message, remedy)


def _contacts(raw: dict[str, Any], names: SymbolTable) -> Iterator[_Found]:
    """Find an office that a supplier names as its contact and that has no mailbox."""
    for key, contact in raw["contacts"].items():
        named = names.facts.get(contact.get("party", ""))
        if named and "email" not in named.fact:
            message, remedy = f'"{contact["party"]}" has no mailbox to write to', "name an office with an email"
            yield "missing-key", ("contacts", key, "party"), message, remedy, Note("it stands here", named.place)


def _promises(raw: dict[str, Any], facts: dict[str, model.Fact], names: SymbolTable) -> Iterator[_Found]:
    allowed = {"about": ("open", "required"), "removes": ("removable",)}
    verbs = {"about": "promise more about", "removes": "take away"}
    for index, promise in enumerate(raw.get("promises", [])):
        for key, kinds in allowed.items():
            for number, name in enumerate(promise.get(key, [])):
                fact = facts[name]
                if fact.suppliers in kinds and fact.applies_when != "controller":
                    continue
                message = f'no supplier may {verbs[key]} "{name}"'
                if fact.applies_when == "controller":
                    message = f'"{name}" does not hold for the customers of a supplier'
                may = [
                    other
                    for other, each in facts.items()
                    if each.suppliers in kinds and each.applies_when != "controller"
                ]
                remedy = f"the notice allows it for: {', '.join(may)}" if may else "remove the line"
                note = Note("the fact stands here", names.facts[name].place)
                yield "locked-fact", ("promises", index, key, number), message, remedy, note


def _half_removed(raw: dict[str, Any], notice: model.Notice, facts: dict[str, model.Fact]) -> Iterator[_Found]:
    """Find a supplier that takes away a part of what a clause tells: the clause goes as a whole."""
    removed = {name for promise in raw.get("promises", []) for name in promise.get("removes", [])}
    for clause in notice.clauses if removed else ():
        left = [name for name in clause.states if name not in removed and facts[name].suppliers == "removable"]
        if left and removed.intersection(clause.states):
            index = next(i for i, p in enumerate(raw["promises"]) if set(p.get("removes", [])) & set(clause.states))
            message = f'the clause "{clause.id}" tells what is taken away together with "{left[0]}"'
            yield "removable-fact", ("promises", index, "removes"), message, f"add {', '.join(left)} to the list", None


def _colours(raw: dict[str, Any]) -> Iterator[_Found]:
    """Find a colour that does not stand out enough from the pages it is on."""
    behind = {"light": LIGHT, "dark": DARK}
    for page, colour in raw.get("colours", {}).items():
        least = min(contrast.contrast(colour, each) for each in behind[page])
        if least < MIN_CONTRAST:
            message = f"{colour} does not stand out from {page} pages: {least:.1f} to 1, and {MIN_CONTRAST} is needed"
            remedy = "take a darker colour" if page == "light" else "take a lighter colour"
            yield "weak-colour", ("colours", page), message, remedy, None


def _unanswered(raw: dict[str, Any], required: list[str], names: SymbolTable) -> Iterator[_Found]:
    answered = {name for promise in raw.get("promises", []) for name in promise.get("about", [])}
    for name in required:
        if name not in answered:
            message = f'the notice requires every supplier to speak of "{name}", and this one does not'
            remedy = f"add a promise with `about: [{name}]`"
            yield "required-of-supplier", (), message, remedy, Note("the fact stands here", names.facts[name].place)
