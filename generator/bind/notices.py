"""Ids become objects: the values of a checked source become one `Notice`. Total on what the checks let through."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from generator import model
from generator.bind.statements import Names, statements
from generator.bind.texts import Texts
from generator.source import clauses
from generator.source.files import NOTICE, facts_file

if TYPE_CHECKING:
    from generator.model.text import Text
    from generator.source.records import Source

Record = TypeVar("Record")

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class _Binder:
    source: Source
    texts: Texts
    facts: dict[str, model.Fact]

    def record(self, cls: type[Record], raw: dict[str, Any], **computed: Any) -> Record:
        """Make a record from raw values: lists become tuples, ids become facts."""
        values: dict[str, Any] = dict(computed)
        for each in fields(cls):  # type: ignore[arg-type]
            key = each.name.removesuffix("_")
            if key not in raw or each.name in computed:
                continue
            value = raw[key]
            if "one" in each.metadata:
                value = self.facts[value]
            elif "many" in each.metadata:
                value = tuple(self.facts[name] for name in value)
            elif isinstance(value, list):
                value = tuple(value)
            values[each.name] = value
        return cls(**values)

    def section(self, cls: type[model.Fact]) -> tuple[model.Fact, ...]:
        kind = cls.kind_of_fact
        bound = []
        for index, raw in enumerate(self.source.facts(kind)):
            computed: dict[str, Any] = self.texts.of(kind, raw)
            if cls is model.Definition:
                computed["text"] = phrase(self.source, index, str(raw["text"]))
            fact = self.record(cls, raw, **computed)
            self.facts[fact.id] = fact
            bound.append(fact)
        return tuple(bound)


def phrase(source: Source, index: int, text: str) -> Text:
    """Read the text of the definition at an index."""
    place = source.place(facts_file("definitions"), (index, "text"))
    return clauses.parse_phrase(text, place, source.language)[0]


def bind(source: Source) -> model.Notice:
    """Bind a source that the checks of files, shape and links let through."""
    binder = _Binder(source, Texts(source), {})
    sections = {cls.kind_of_fact: binder.section(cls) for cls in model.FACTS}
    raw: dict[str, Any] = source.documents[NOTICE].value  # type: ignore[assignment]
    terms = {
        form: definition.id
        for definition in sections["definitions"]
        if isinstance(definition, model.Definition)
        for form in (definition.label, *definition.forms)
    }
    modes = {mode: binder.record(model.Roles, roles) for mode, roles in raw["modes"].items()}
    return binder.record(
        model.Notice,
        raw,
        service=binder.record(model.Service, raw["service"]),
        modes=modes,
        clauses=_clauses(binder, raw["clauses"], Names(terms, binder.facts, raw)),
        sections=sections,
        tombstones=tuple(model.Tombstone(**each) for each in source.tombstones),
        terms=terms,
    )


def _clauses(binder: _Binder, tree: list[dict[str, Any]], names: Names) -> tuple[model.Clause, ...]:
    """Flatten the tree of clauses, numbering on the way: A, A.1, A.1.1."""
    source = binder.source
    texts = {text.head.value["id"]: text for text in source.clauses.values()}  # type: ignore[call-overload,index]
    bound: list[model.Clause] = []

    def walk(nodes: list[dict[str, Any]], prefix: str, level: int) -> None:
        count = 0
        for node in nodes:
            number = ""
            if node.get("numbered", True):
                number = f"{prefix}.{count + 1}" if prefix else _LETTERS[count % 26] * (count // 26 + 1)
                count += 1
            text = texts[node["clause"]]
            head: dict[str, Any] = text.head.value  # type: ignore[assignment]
            typed = clauses.parse_words(head["heading"], text.head.place(("heading",)))[0]
            heading = binder.texts.printed(typed)
            said = statements(head["id"], heading, typed, text.body, names)
            bound.append(model.Clause(head["id"], heading, number, level, head.get("applies_when"), said, text.body))
            walk(node.get("clauses", []), number, level + 1)

    walk(tree, "", 1)
    return tuple(bound)
