"""A property of a schema becomes a field of the form: what it asks for, with the schema's own help below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from generator.formats.yamltext import MAX_DEPTH
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from generator.published.schemas import Schema
    from generator.validate.symbols import SymbolTable

Field = dict[str, Any]

# How deep lists of entries can stand in a file that is read at all: each takes a list and a map.
_DEEPEST = MAX_DEPTH // 2 - 1
# How many terms are still offered to choose from; there are thousands of places.
_MAX_CHOICES = 300  # terms in a list to choose from; of more, the term is typed

_ABBREVIATIONS = {"dpv": "DPV", "id": "ID", "url": "Web address"}


def of_object(schema: Schema, names: SymbolTable) -> list[Field]:
    """Make the fields of a file that is one object, in the order of its schema."""
    return _File(schema, names).fields(schema, 0)


def of_list(schema: Schema, names: SymbolTable, noun: str) -> list[Field]:
    """Make the one field of a file that is a list, each of whose entries is a `noun`."""
    file = _File(schema, names)
    head = _head("entries", schema, required=bool(schema.get("minItems")))
    titles = {"label": schema["title"], "label_singular": noun, "root": True}
    return [{**head, **titles, **file.entries(file.items(schema), 0)}]


def label(name: str) -> str:
    """Give the name of a property in the words of people."""
    return _ABBREVIATIONS.get(name) or name.replace("_", " ").capitalize()


def help_of(schema: Schema) -> str:
    """Give what a schema says of a property, with an example where that is one line."""
    example = next(iter(schema.get("examples", [])), None)
    shown = ", ".join(example) if isinstance(example, list) and all(isinstance(e, str) for e in example) else example
    text = str(schema.get("description", "")).strip()
    if isinstance(shown, bool):
        shown = "yes" if shown else "no"
    return f"{text} For example: `{shown}`" if isinstance(shown, str) else text


def _head(name: str, schema: Schema, *, required: bool) -> Field:
    return {"name": name, "label": label(name), "hint": help_of(schema), "required": required}


@dataclass(frozen=True, slots=True)
class _File:
    """What the fields of one file are made from: its whole schema, and the names it can refer to."""

    schema: Schema
    names: SymbolTable

    def fields(self, schema: Schema, depth: int) -> list[Field]:
        required = schema.get("required", [])
        made = [self.field(name, part, depth, required=name in required) for name, part in schema["properties"].items()]
        return [field for field in made if field]

    def field(self, name: str, schema: Schema, depth: int, *, required: bool) -> Field | None:
        """Make one field; none where lists would stand too deep for a form."""
        head = _head(name, schema, required=required)
        if schema["type"] == "object":
            return {**head, "widget": "object", "collapsed": "auto", "fields": self.fields(schema, depth)}
        if schema["type"] != "array":
            return {**head, **_single(schema, self.names)}
        items = self.items(schema)
        if items["type"] == "object":
            return {**head, **self.entries(items, depth + 1)} if depth < _DEEPEST else None
        single = _single(items, self.names)
        if single["widget"] == "select":
            return {**head, **single, "multiple": True}
        return {**head, "widget": "list"} | {key: value for key, value in single.items() if key == "pattern"}

    def items(self, schema: Schema) -> Schema:
        """Give the schema of a list's items, where it is another part of the file's schema too."""
        items: Schema = schema["items"]
        return self.schema["$defs"][items["$ref"].rsplit("/", 1)[1]] if "$ref" in items else items

    def entries(self, items: Schema, depth: int) -> Field:
        title = next(key for key in ("label", "name", "clause", "id") if key in items["properties"])
        summary = "{{fields.clause}}" if title == "clause" else f"{{{{fields.{title}}}}} ({{{{fields.id}}}})"
        return {"widget": "list", "collapsed": True, "summary": summary, "fields": self.fields(items, depth)}


def _single(schema: Schema, names: SymbolTable) -> Field:
    """Say how one value is asked for."""
    if schema["type"] == "boolean":
        return _select([("Yes", True), ("No", False)])
    if "enum" in schema:
        return _select([(each, each) for each in schema["enum"]])
    if "refersTo" in schema:
        return _select(_declared(names, schema["refersTo"]))
    if "dpvTerm" in schema and len(terms := _terms(tuple(schema["dpvTerm"]))) <= _MAX_CHOICES:
        return _select([(each, each) for each in terms])
    part = schema.get("x-part")
    if part == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    made: Field = {"widget": "text" if part == "text" else "string", "use_emoji_autocomplete": False}
    if "pattern" in schema:
        made["pattern"] = [schema["pattern"], help_of(schema)]
    if "maxLength" in schema:
        made["maxlength"] = schema["maxLength"]
    return made


def _select(options: list[tuple[str, Any]]) -> Field:
    return {"widget": "select", "options": [{"label": text, "value": value} for text, value in options]}


def _declared(names: SymbolTable, kinds: list[str]) -> list[tuple[str, str]]:
    found = names.of_kinds(kinds)
    return [(f"{name}: {each.fact.get('label') or each.fact.get('heading')}", name) for name, each in found.items()]


@cache
def _terms(tops: tuple[str, ...]) -> list[str]:
    return sorted(term for term in dpv.vocabulary().terms if dpv.fits(term, set(tops)))
