"""The schemas of the files that people write: one a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from schema.generate.table import Kind, Property

Schema = dict[str, Any]

# ISO 8601, and not a period of nothing.
_PERIOD = "^P(?![0YMWDTH]*$)([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?)?$"
_PARTS = frozenset(("line", "text", "date", "url", "email", "phone"))
_ID = (
    "A permanent short name for this {what}: small letters, digits and hyphens. It becomes part of public addresses, "
    "so it is never changed once published."
)
_APPLIES_WHEN = (
    "The mode in which this holds; leave the line out when it holds in both. In `controller` mode people sign up "
    "directly and the publisher decides; in `processor` mode they come through a customer."
)
_SUPPLIERS = (
    "What a supplier may do to this. `locked` (also when the line is left out): nothing. `open`: promise more about "
    "it. `required`: it must say something about it, in a promise or, for the party that stands for suppliers, by its "
    "name. `removable`: take it away for its customers, with the reason."
)


def schema(kind: Kind) -> Schema:
    """Make the schema of the file of one kind."""
    up = "../" if "/" in kind.file else ""
    rows = [row for row in kind.properties if row.source == "the source"]
    common = {**_first(kind, up), **{row.name: _property(row, up) for row in rows}, **_last(kind, up)}
    items: Schema = {
        "description": kind.item,
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "label", *(row.name for row in rows if row.required)],
        "properties": common,
    }
    if {"dpv", "broader"} <= common.keys():
        items["not"] = {"required": ["dpv", "broader"]}
        items["says"] = "`dpv` and `broader` both stand here; keep the one that fits"
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": kind.file,
        "title": kind.title,
        "description": kind.help,
        "type": "array",
        **({} if kind.may_be_empty else {"minItems": 1}),
        "items": items,
    }


def _part(up: str, name: str) -> Schema:
    return {"$ref": f"{up}common.schema.json#/$defs/{name}"}


def _said(text: str, example: Any) -> Schema:
    return {"description": text, "examples": [example]}


def _first(kind: Kind, up: str) -> Schema:
    gap = kind.name == "gaps"
    made = {
        "id": _part(up, "id")
        | _said(_ID.format(what="gap" if gap else "fact"), "gap-complaint" if gap else "account-email"),
        "label": _part(up, "line") | _said(kind.label["help"], kind.label["example"]),
    }
    if kind.description:
        made["description"] = _part(up, "text") | _said(kind.description["help"], kind.description["example"])
    return made


def _last(kind: Kind, up: str) -> Schema:
    modes = {"type": "string", "enum": ["controller", "processor"]}
    made: Schema = {"applies_when": _said(_APPLIES_WHEN, "controller") | modes}
    if kind.name != "gaps":
        choices = {"type": "string", "enum": ["locked", "open", "required", "removable"]}
        made["suppliers"] = _said(_SUPPLIERS, "open") | choices
        article = "GDPR Art. 13(1)(a)"
        made["reference"] = {
            **_said("The articles of law this fact answers to.", [article]),
            **_list(_part(up, "line") | _said("One article.", article)),
        }
    return made


def _list(items: Schema) -> Schema:
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": items}


def _property(row: Property, up: str) -> Schema:
    said: Schema = {"description": row.help, "examples": row.shown}
    if not row.many:
        value = _value(row, up)
        return {**value, **said} if "$ref" in value else {**said, **value}
    item = {"description": row.item or row.help, "examples": row.shown[0][:1]}
    return {**said, **_list({**_value(row, up), **item})}


def _value(row: Property, up: str) -> Schema:
    if row.value in _PARTS:
        return _part(up, row.value)
    forms: dict[str, Schema] = {
        "fact": {"type": "string", "refersTo": [row.of]},
        "term": {"type": "string", "dpvTerm": row.tops},
        "choice": {"type": "string", "enum": row.options},
        "yes-no": {"type": "boolean"},
        "period": {"type": "string", "pattern": _PERIOD},
    }
    return forms[row.value]
