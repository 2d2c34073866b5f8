"""What a schema finds, in the words of someone who types facts."""

from __future__ import annotations

import difflib
import json
from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import portable_names
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema_rs import Draft202012Validator, ValidationError

    from generator.formats.yamltext import Document, Route
    from generator.validate.symbols import SymbolTable

Schema = dict[str, Any]

_MAX_SHOWN = 60  # characters of a value in a message
_SHORT_LIST = 8  # names; of more, only those that are near are told
_FILE_NAMES = ("id", "language")  # common parts of the schemas that name files and folders of the site
_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a group of named values",
    "boolean": "true or false",
    "integer": "a whole number",
}


def explain(
    validator: Draft202012Validator, schema: Schema, document: Document, names: SymbolTable
) -> Iterator[Diagnostic]:
    """Say everything that is wrong with a document that does not fit its schema, which `validator` is made of."""
    for error in validator.iter_errors(document.value):
        yield from _explain_one(error, schema, document, names)


def _where_it_says(schema: Schema, path: list[str | int]) -> Schema:
    """Follow a path to the part of the schema that asks for what was not given."""
    part: Any = schema
    for step in path[:-1]:
        part = part[step]
    found: Schema = part
    return found


def _property_schema(schema: Schema, route: Route) -> Schema:
    """Follow a route of values to the part of the schema that speaks of it."""
    definitions = schema.get("$defs", {})
    for step in route:
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
        if "$ref" in schema:
            schema = definitions[schema["$ref"].rsplit("/", 1)[1]]
    return schema


def _advice(schema: Schema) -> str:
    """Say what a property is for, with an example, in the words of its schema."""
    text = str(schema.get("description", "")).strip()
    examples = schema.get("examples", [])
    if examples:
        shown = examples[0] if isinstance(examples[0], str) else json.dumps(examples[0], ensure_ascii=False)
        text += f" For example: {shown}"
    return text.strip() or "compare it with the other entries"


def _quote(value: Any) -> str:
    shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f'"{shown}"' if len(shown) <= _MAX_SHOWN else f'"{shown[:_MAX_SHOWN]}…"'


def _kind_of(value: Any) -> str:
    for kind, word in ((bool, "true or false"), (str, "text"), (int, "a number"), (list, "a list")):
        if isinstance(value, kind):
            return word
    return "a group of named values"


def _explain_one(
    error: ValidationError, schema: Schema, document: Document, names: SymbolTable
) -> Iterator[Diagnostic]:
    """Put one error of the schema in the words of someone who types facts."""
    route: Route = tuple(error.instance_path)
    place = document.place(route)
    part = _property_schema(schema, route)
    value: Any = error.instance
    asking = _where_it_says(schema, error.schema_path)
    keyword = error.kind.name
    wanted: Any = asking.get(keyword)
    name = next((f'"{step}"' for step in reversed(route) if isinstance(step, str)), "this")
    match keyword:
        case "additionalProperties":
            known = sorted(part.get("properties", {}))
            for key in sorted(set(value) - set(known)):
                near = difflib.get_close_matches(key, known, 1)
                remedy = f'did you mean "{near[0]}"?' if near else f"known here are: {', '.join(known)}"
                remedy = part.get("replaced", {}).get(key, remedy)
                yield _say("unknown-key", document.key_place((*route, key)), f'there is no "{key}" here', remedy)
        case "required":
            missing = str(error.kind.value)
            misspelt = set(value) - set(part.get("properties", {}))
            if not difflib.get_close_matches(missing, misspelt, 1):
                remedy = _advice(part.get("properties", {}).get(missing, {}))
                yield _say("missing-key", place, f'"{missing}" is missing', remedy)
        case "type":
            expected = _WORDS.get(str(wanted), str(wanted))
            remedy = _advice(part)
            if expected == "text" and isinstance(value, int):
                remedy = f"put it in quotes. {remedy}"
            yield _say("wrong-type", place, f"{name}: expected {expected}, found {_kind_of(value)}", remedy)
        case "enum":
            near = difflib.get_close_matches(str(value), wanted, 1)
            options = ", ".join(wanted)
            remedy = (f'did you mean "{near[0]}"? ' if near else "") + f"It is one of: {options}"
            yield _say("unknown-choice", place, f"{name} cannot be {_quote(value)}", remedy)
        case "refersTo":
            yield from _dangling(str(value), wanted, place, names)
        case "dpvTerm":
            yield _unknown_term(str(value), wanted, place)
        case "format" | "pattern" | "minLength":
            yield _wrong_form(name, place, value, part)
        case "maxLength":
            longest = wanted
            yield _say(
                "wrong-form", place, f"{name} is longer than {longest} characters", f"shorten it. {_advice(part)}"
            )
        case "minItems" | "minProperties":
            yield _say("wrong-form", place, f"{name} is empty", f"add an entry, or remove the line. {_advice(part)}")
        case "uniqueItems":
            yield _say("wrong-form", place, f"{name} names something twice", "keep one of the two")
        case _:
            says = asking.get("says")
            message, remedy = (
                (says, "see the keys of this entry")
                if says
                else (f"{name} does not have the right form", _advice(part))
            )
            yield _say("wrong-form", place, message, remedy)


def _wrong_form(name: str, place: Place, value: str, part: Schema) -> Diagnostic:
    if part.get("x-part") in _FILE_NAMES and (why := portable_names.fault(value)):
        return _say("unportable-name", place, f"{_quote(value)} {why}", "choose another: it names files and folders")
    return _say("wrong-form", place, f"{name} cannot be {_quote(value)}", _advice(part))


def _say(name: str, place: Place, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(rule(name), place, message, remedy)


def _dangling(wrong: str, kinds: list[str], place: Place, names: SymbolTable) -> Iterator[Diagnostic]:
    known = names.of_kinds(kinds)
    near = difflib.get_close_matches(wrong, known, 1, cutoff=0.8)
    elsewhere = names.kind_of(wrong)
    if near:
        remedy = f'did you mean "{near[0]}"?'
    elif len(known) <= _SHORT_LIST:
        remedy = f"known are: {', '.join(sorted(known)) or 'none yet'}"
    else:
        remedy = f"look for its id in {names.where(kinds)}"
    message = f'no {names.noun(kinds)} is called "{wrong}"'
    if elsewhere and elsewhere not in kinds:
        message += f"; it is the id of a {names.noun([elsewhere])}"
    yield Diagnostic(rule("dangling-reference"), place, message, remedy, names.notes(kinds))


def _unknown_term(term: str, tops: list[str], place: Place) -> Diagnostic:
    vocabulary = dpv.vocabulary()
    if term in vocabulary.sunset:
        message, remedy = f"{term} is about to leave DPV", "use a term that stays; see https://w3id.org/dpv/2.3"
        return _say("unknown-dpv-term", place, message, remedy)
    fitting = [t for t, over in vocabulary.terms.items() if not tops or over & set(tops)]
    near = difflib.get_close_matches(term, fitting, 1)
    wanted = " or ".join(tops) or "DPV term"
    found = f"DPV {vocabulary.version} has no term {term}" if term not in vocabulary.terms else f"{term} is no {wanted}"
    return _say("unknown-dpv-term", place, found, f"did you mean {near[0]}?" if near else f"choose a {wanted} of DPV")
