"""Whether a reader can tell suppliers apart: mixed alphabets, look-alike names, and what belongs to another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from generator.checks.suppliers import identity_index
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.formats import characters, identity_marks, yamltext
from generator.formats.confusables import skeletons
from generator.source.files import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.formats.identity_marks import Index
    from generator.formats.yamltext import Route
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable


def letters(source: Source) -> Iterator[Diagnostic]:
    """Find texts of suppliers that mix alphabets, or hold letters in a special form, whatever their shape."""
    for file, raw in source.suppliers():
        found = [(route, *said) for route, text in yamltext.texts(raw) for said in characters.mixed(text)]
        document = source.supplier(file) if found else None
        for route, message, remedy in found:
            if document is not None:
                yield Diagnostic(rule("look-alike"), document.place(route), message, remedy)


def check(source: Source, names: SymbolTable, notice: model.Notice, index: Index) -> Iterator[Diagnostic]:
    """Check every supplier against the notice's own parties and against all other suppliers.

    `index` holds the marks of all suppliers. What the notice itself says is forgotten in it.
    """
    files_read = list(source.packed)
    seen: dict[str, str] = {}
    mailboxes: dict[str, tuple[str, str]] = {}
    for fact in notice.sections["parties"]:
        if getattr(fact, "kind", "") in ("company", "group", "organisation"):
            for name in (fact.label, *getattr(fact, "aliases", ())):
                seen |= dict.fromkeys(skeletons(name), fact.id)
    for declared in names.facts.values():
        index.forget(identity_marks.words(" ".join(_texts(declared.fact))))
    for clause in source.clauses.values():
        index.forget(identity_marks.words(clause.body.plain))
    for number, (file, raw) in enumerate(source.suppliers()):
        found = list(_look_alikes(raw, file, seen))
        own = [
            (owner, said) for owner, said in index.find(identity_marks.words("\n".join(_texts(raw)))) if owner != number
        ]
        shared = list(_shared_mailboxes(raw, file, mailboxes))
        document = source.supplier(file) if found or own or shared else None
        if document is None:
            continue
        for name, (route, message, remedy, other) in (
            *(("look-alike", each) for each in found),
            *(("shared-mailbox", each) for each in shared),
        ):
            note = (Note("the other stands here", _where(source, names, other)),) if other else ()
            yield Diagnostic(rule(name), document.place(route), message, remedy, note)
        for owner, said in dict(own).items():
            route = _route(raw, said)
            message = f'"{_written(source, files_read[owner], said)}" belongs to another supplier'
            note = (Note("it is this one", source.supplier(files_read[owner]).place(("id",))),)
            remedy = "write this supplier's own here"
            yield Diagnostic(rule("names-another-supplier"), document.place(route), message, remedy, note)


def _written(source: Source, file: str, said: str) -> str:
    """Give a mark of identity as its owner writes it."""
    raw = orjson.loads(source.packed[file])
    return next((mark for mark in identity_index.of_source(raw) if " ".join(identity_marks.words(mark)) == said), said)


def _shared_mailboxes(raw: dict[str, Any], file: str, mailboxes: dict[str, tuple[str, str]]) -> Iterator[_Found]:
    """Find a mailbox that another supplier gives too, when the two are not at one domain."""
    website = raw.get("website", "")
    for route, text in yamltext.texts(raw):
        if route[-1] == "email":
            other, elsewhere = mailboxes.setdefault(text.casefold(), (file, website))
            if other != file and website and elsewhere and _domain(website) != _domain(elsewhere):
                yield (
                    route,
                    f'"{text}" is a mailbox of another supplier too',
                    "see whether it was copied by mistake",
                    other,
                )


def _domain(website: str) -> str:
    return identity_marks.domain(website.split("/")[2])


def _where(source: Source, names: SymbolTable, other: str) -> Any:
    if other in names.facts:
        return names.facts[other].place
    return source.supplier(other).place(("name",)) if other in source.packed else source.place(NOTICE)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _route(raw: dict[str, Any], said: str) -> Route:
    """Find the value that says a run of words; the file as a whole where it runs over several."""
    return next((route for route, text in yamltext.texts(raw) if said in " ".join(identity_marks.words(text))), ())


_Found = tuple["Route", str, str, str]


def _look_alikes(raw: dict[str, Any], file: str, seen: dict[str, str]) -> Iterator[_Found]:
    """Compare a supplier's name and id with all that were seen before."""
    for key in ("id", "name") if "party" not in raw else ("id",):
        prefix = "id:" if key == "id" else ""
        reduced = [prefix + skeleton for skeleton in skeletons(raw[key])]
        other = next((seen[each] for each in reduced if each in seen), "")
        seen.update((skeleton, file) for skeleton in reduced if skeleton not in seen)
        if other:
            message = f'"{raw[key]}" can be taken for another name'
            yield (key,), message, "add what tells the two apart, such as the legal form or the country", other
