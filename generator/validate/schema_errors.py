"""What a schema finds, in the words of someone who types facts."""

from __future__ import annotations

import difflib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators

from generator.diagnostics.records import Diagnostic, Place
from generator.diagnostics.rules import rule
from generator.formats import portable_names
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.yamltext import Document, Route
    from generator.validate.symbols import SymbolTable

Schema = dict[str, Any]

_SHORT_LIST = 8  # names; of more, only those that are near are told
_FILE_NAMES = ("id", "language")  # common parts of the schemas that name files and folders of the site
_WORDS = {
    "string": "text",
    "array": "a list",
    "object": "a group of named values",
    "boolean": "true or false",
    "integer": "a whole number",
}


def explain(schema: Schema, document: Document, names: SymbolTable) -> Iterator[Diagnostic]:
    """Say everything that is wrong with a document that does not fit its schema."""
    for error in _validator(names)(schema, format_checker=_formats()).iter_errors(document.value):
        yield from _explain_one(error, schema, document, names)


@cache
def _formats() -> FormatChecker:
    return FormatChecker(formats=["date"])


def _full_pattern(_validator: Any, pattern: str, instance: Any, _schema: Schema) -> Iterator[ValidationError]:
    """Match `$` at the very end only: Python's own `$` lets a last line break through."""
    ends = rf"{pattern[:-1]}\Z" if pattern.endswith("$") else pattern
    if isinstance(instance, str) and not re.search(ends, instance):
        yield ValidationError("pattern")


def _validator(names: SymbolTable) -> type[Draft202012Validator]:
    def refers_to(_validator: Any, kinds: list[str], instance: Any, _schema: Schema) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not names.knows(instance, kinds):
            yield ValidationError("refersTo")

    def dpv_term(_validator: Any, tops: list[str], instance: Any, _schema: Schema) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not dpv.fits(instance, set(tops)):
            yield ValidationError("dpvTerm")

    keywords = {"refersTo": refers_to, "dpvTerm": dpv_term, "pattern": _full_pattern}
    validator: type[Draft202012Validator] = validators.extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return validator


def _property_schema(schema: Schema, route: Route) -> Schema:
    """Follow a route of values to the part of the schema that speaks of it."""
    root = schema
    for step in route:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        schema = schema.get("items", {}) if isinstance(step, int) else schema.get("properties", {}).get(step, {})
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
    return f'"{shown}"' if len(shown) <= 60 else f'"{shown[:60]}…"'  # noqa: PLR2004 - a line's worth


def _kind_of(value: Any) -> str:
    for kind, word in ((bool, "true or false"), (str, "text"), (int, "a number"), (list, "a list")):
        if isinstance(value, kind):
            return word
    return "a group of named values"


def _explain_one(
    error: ValidationError, schema: Schema, document: Document, names: SymbolTable
) -> Iterator[Diagnostic]:
    """Put one error of the schema in the words of someone who types facts."""
    route: Route = tuple(error.absolute_path)
    place = document.place(route)
    part = _property_schema(schema, route)
    value: Any = error.instance
    wanted: Any = error.validator_value
    name = next((f'"{step}"' for step in reversed(route) if isinstance(step, str)), "this")
    match str(error.validator):
        case "additionalProperties":
            known = sorted(part.get("properties", {}))
            for key in sorted(set(value) - set(known)):
                near = difflib.get_close_matches(key, known, 1)
                remedy = f'did you mean "{near[0]}"?' if near else f"known here are: {', '.join(known)}"
                remedy = part.get("replaced", {}).get(key, remedy)
                yield _say("unknown-key", document.key_place((*route, key)), f'there is no "{key}" here', remedy)
        case "required":
            missing = str(error.message).split("'")[1]
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
            yield from _dangling(error, place, names)
        case "dpvTerm":
            yield _unknown_term(error, place)
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
            says = error.schema.get("says") if isinstance(error.schema, dict) else None
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


def _dangling(error: ValidationError, place: Place, names: SymbolTable) -> Iterator[Diagnostic]:
    kinds: list[str] = list(error.validator_value)  # type: ignore[arg-type]
    wrong = str(error.instance)
    known = names.of_kinds(kinds)
    near = difflib.get_close_matches(wrong, known, 1, cutoff=0.5)
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


def _unknown_term(error: ValidationError, place: Place) -> Diagnostic:
    vocabulary = dpv.vocabulary()
    term = str(error.instance)
    tops: list[str] = error.schema["dpvTerm"] if isinstance(error.schema, dict) else []
    if term in vocabulary.sunset:
        message, remedy = f"{term} is about to leave DPV", "use a term that stays; see https://w3id.org/dpv/2.3"
        return _say("unknown-dpv-term", place, message, remedy)
    fitting = [t for t, over in vocabulary.terms.items() if not tops or over & set(tops)]
    near = difflib.get_close_matches(term, fitting, 1)
    wanted = " or ".join(tops) or "DPV term"
    found = f"DPV {vocabulary.version} has no term {term}" if term not in vocabulary.terms else f"{term} is no {wanted}"
    return _say("unknown-dpv-term", place, found, f"did you mean {near[0]}?" if near else f"choose a {wanted} of DPV")
