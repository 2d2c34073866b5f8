"""The names in text: what a placeholder prints and what words are bound to must be there, wherever it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.diagnostics.records import Diagnostic, Note, Place
from generator.source import clauses
from generator.source.files import NOTICE, facts_file
from generator.validate import fact_texts
from generator.validate.placeholder_checker import PlaceholderChecker

if TYPE_CHECKING:
    from generator.model.text import Text
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable


def check(source: Source, names: SymbolTable) -> list[Diagnostic]:
    """Check the placeholders and bindings of clauses, of their headings, of definitions, and of the texts of facts."""
    checker = PlaceholderChecker(names, source.documents[NOTICE].value if NOTICE in source.documents else {})
    for clause in source.clauses.values():
        head = clause.head.value if isinstance(clause.head.value, dict) else {}
        when = head.get("applies_when")
        texts = [clause.body]
        typed = head.get("heading")
        if isinstance(typed, str):
            heading, faults = clauses.parse_words(typed, clause.head.place(("heading",)))
            checker.found.extend(faults)
            texts.append(heading)
        for text in texts:
            _check(checker, text, when if isinstance(when, str) else None)
    _check_printed_once(checker, source)
    raw = source.facts("definitions")
    for index, definition in enumerate(raw if isinstance(raw, list) else []):
        written = definition.get("text") if isinstance(definition, dict) else None
        if isinstance(written, str):
            place = source.place(facts_file("definitions"), (index, "text"))
            text, faults = clauses.parse_phrase(written, place, source.language)
            checker.found.extend(faults)
            _check(checker, text, None)
    fact_texts.check(checker, source)
    return checker.found


def _check(checker: PlaceholderChecker, text: Text, when: str | None) -> None:
    for placeholder in text.placeholders:
        checker.placeholder(placeholder, when)
    for binding in text.bindings:
        checker.binding(binding, when)


def _check_printed_once(checker: PlaceholderChecker, source: Source) -> None:
    """Refuse a second list of the definitions: each has one anchor, to which its term leads wherever it stands."""
    first: Place | None = None
    for clause in source.clauses.values():
        for placeholder in clause.body.placeholders:
            if placeholder.path != ("definitions",) or placeholder.kind != "list":
                continue
            if first is None:
                first = placeholder.place
                continue
            message, remedy = "the definitions are listed twice", "list them once, and refer to that clause"
            checker.say("printed-twice", placeholder.place, message, remedy, Note("they stand here first", first))
