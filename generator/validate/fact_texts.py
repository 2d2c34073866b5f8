"""The texts inside facts: what they print must be there, and lead to no text that prints them in turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.model.text import WRITTEN
from generator.source import clauses
from generator.source.files import FACT_KINDS, GAPS, facts_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.text import Text
    from generator.source.records import Source
    from generator.validate.placeholder_checker import PlaceholderChecker

_MARKED = ("{{", "](fact:")


def check(checker: PlaceholderChecker, source: Source) -> None:
    """Check the placeholders in the texts of every fact."""
    printing: dict[tuple[str, str], list[tuple[str, str]]] = {}
    places = {}
    for fact, key, text, route in _texts(checker, source):
        name = str(fact.get("id"))
        places[name, key] = source.place(*route)
        for placeholder in text.placeholders:
            checker.placeholder(placeholder, fact.get("applies_when"))
            printing.setdefault((name, key), []).extend(_printed(checker, placeholder.path))
        for binding in text.bindings:
            remedy = "bind words in a clause, or in the text of a definition"
            checker.say("binding", binding.place, "words inside a fact are bound to it already", remedy)
    for start in printing:
        if _leads_to(start, start, printing, set()):
            message, remedy = "this text prints a text that prints it in turn", "type one of them out"
            checker.say("circular-text", places[start], message, remedy)


def _texts(
    checker: PlaceholderChecker, source: Source
) -> Iterator[tuple[dict[str, Any], str, Text, tuple[str, tuple[int, str]]]]:
    for kind in (*FACT_KINDS, "gaps"):
        raw = source.facts(kind)
        file = GAPS if kind == "gaps" else facts_file(kind)
        for index, fact in enumerate(raw if isinstance(raw, list) else []):
            for key in sorted(WRITTEN.intersection(fact)) if isinstance(fact, dict) else ():
                written = fact[key]
                if not isinstance(written, str) or not any(mark in written for mark in _MARKED):
                    continue
                route = (file, (index, key))
                if (kind, key) == ("definitions", "label"):
                    remedy = "type the term as it is written"
                    checker.say("unknown-placeholder", source.place(*route), "a term is no placeholder", remedy)
                    continue
                text, faults = clauses.parse_words(written, source.place(*route), str(fact.get("id")))
                checker.found.extend(faults)
                yield fact, key, text, route


def _printed(checker: PlaceholderChecker, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name the texts that a placeholder may print: of the fact that it names, and of those that its property names."""
    head, *rest = path
    declared = checker.names.facts.get(head)
    if declared is None:
        return
    if not rest or rest[0] in WRITTEN:
        yield head, rest[0] if rest else "label"
        return
    value = declared.fact.get(rest[0])
    for name in value if isinstance(value, list) else [value]:
        if isinstance(name, str) and name in checker.names.facts:
            yield from _printed(checker, (name, *rest[1:]))


def _leads_to(
    start: tuple[str, str], end: tuple[str, str], printing: dict[tuple[str, str], list[tuple[str, str]]],
    seen: set[tuple[str, str]],
) -> bool:  # fmt: skip
    for each in printing.get(start, ()):
        if each == end:
            return True
        if each not in seen:
            seen.add(each)
            if _leads_to(each, end, printing, seen):
                return True
    return False
