"""The entries of the policy's schema and of its JSON-LD context; what else stands in both is written by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from schema.generate.table import camel

if TYPE_CHECKING:
    from schema.generate.table import Kind, Property

Schema = dict[str, Any]

_ENTRY = "https://privacy.example.com/data/v1/direct/policy.jsonld#"
_STATEMENT = "https://privacy.example.com/en/direct/notice/#your-rights/1"
_VOCABULARIES = "dpv|pd|tech|loc|eu-gdpr|legal-eu|legal-fr"
_TEXT: Schema = {"type": "string", "minLength": 1}


def _pattern(pattern: str) -> Schema:
    return {**_TEXT, "pattern": pattern}


_ADDRESS = _pattern("^https://[^\\s#]+/data/v1/[a-z0-9-]+/policy\\.jsonld#[a-z][a-z0-9-]*$")
_TERM = _pattern(f"^({_VOCABULARIES}):[A-Za-z0-9][A-Za-z0-9.-]*$")
_TYPE = _pattern(f"^({_VOCABULARIES}|skos|dct):[A-Za-z0-9][A-Za-z0-9.-]*$")
_MODE: Schema = {"type": "string", "enum": ["controller", "processor"]}
_FORMS: dict[str, Schema] = {
    "line": _TEXT,
    "address": _ADDRESS,
    "term": _TERM,
    "yes-no": {"const": True},
    "url": _pattern("^https?://\\S+$"),
    "email": _pattern("^[^@\\s]+@[^@\\s]+$"),
    "date": {**_TEXT, "format": "date"},
}
_ITEMS = {"address": "The address of one entry of this file.", "term": "One DPV term."}

# The concepts of DPV that list measures and commitments, by their kind, and how a program is told of each list.
LISTS = {
    "measures": {
        "technicalMeasures": ("dpv:hasTechnicalMeasure", "dpv:TechnicalMeasure"),
        "organisationalMeasures": ("dpv:hasOrganisationalMeasure", "dpv:OrganisationalMeasure"),
        "physicalMeasures": ("dpv:hasPhysicalMeasure", "dpv:PhysicalMeasure"),
        "legalMeasures": ("dpv:hasLegalMeasure", "dpv:LegalMeasure"),
    },
    "commitments": {
        "obligations": ("dpv:hasObligation", "dpv:Obligation"),
        "prohibitions": ("dpv:hasProhibition", "dpv:Prohibition"),
        "permissions": ("dpv:hasPermission", "dpv:Permission"),
        "recommendations": ("dpv:hasRecommendation", "dpv:Recommendation"),
        "choices": ("dpv:hasEntityControl", "dpv:EntityInvolvement"),
        "notifications": ("dpv:hasNotice", "dpv:Notice"),
        "consequences": ("dpv:hasConsequence", "dpv:Consequence"),
        "exclusions": ("dpv:hasScope", "dpv:Scope"),
    },
}


def schema(today: Schema, kinds: list[Kind]) -> Schema:
    """Put the entries of all kinds into the policy's schema as it is today."""
    made: Schema = json.loads(json.dumps(today))
    for kind in kinds:
        name = kind.policy["entry"]
        made["$defs"][name] = _entry(kind, today)
        made["properties"][camel(kind.name)] |= {
            "description": kind.policy["section"],
            "additionalProperties": {"$ref": f"#/$defs/{name}"},
        }
    return made


def context(today: Schema, kinds: list[Kind]) -> Schema:
    """Put the properties of all kinds into the context as it is today. Two meanings of one key are a `ValueError`."""
    terms: Schema = dict(today["@context"])
    sections = {camel(kind.name) for kind in kinds}
    made: Schema = {}
    for row in (row for kind in kinds for row in kind.properties if row.policy):
        term = _context_term(row)
        if row.key in sections or (row.published_as == "address" and row.key in made and not row.is_published_many):
            continue
        if made.setdefault(row.key, term) != term:
            message = f"{row.key} means {made[row.key]} in one kind and {term} in another"
            raise ValueError(message)
    return {"@context": terms | made}


def _context_term(row: Property) -> Any:
    kind = {"address": "@id", "term": "@id", "terms": "@id", "node": "@id", "url": "@id", "date": "xsd:date"}
    term: Schema = {"@id": row.policy["property"]}
    if row.published_as in kind:
        term["@type"] = kind[row.published_as]
    if row.published_as == "words":
        term["@container"] = "@language"
    elif row.is_published_many:
        term["@container"] = "@set"
    return term if len(term) > 1 else term["@id"]


def _entry(kind: Kind, today: Schema) -> Schema:
    name, example = kind.policy["entry"], kind.policy["example"]
    published = [row for row in kind.properties if row.policy]
    old = today["$defs"].get(name, {}).get("properties", {})
    properties = _common(example)
    for row in published:
        properties[row.key] = _node(row, old) if row.published_as == "node" else _property(row)
    for lists in kind.lists:
        properties |= {key: today["properties"].get(key) or old[key] for key in LISTS[lists]}
    required = ["@id", "@type", "label", *(row.key for row in published if row.is_published_always)]
    if kind.policy.get("broader", {}).get("required"):
        required.insert(3, "broader")
    whole = {"@id": f"{_ENTRY}{example['id']}", "@type": [example["type"]], "label": {"en": example["label"]}}
    return {
        **_said(kind.policy["help"], whole),
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _said(text: str, example: Any) -> Schema:
    return {"description": text, "examples": [example]}


def _words(text: str, example: str) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"},
        "additionalProperties": _TEXT,
        **_said(f"{text} A text for each language.", {"en": example}),
    }


def _list(text: str, example: Any, item: str, form: Schema) -> Schema:
    examples = example if isinstance(example, list) else [example]
    return {
        **_said(text, examples),
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": {**_said(item, examples[0]), **form},
    }


def _common(example: dict[str, str]) -> Schema:
    """Describe what every entry has."""
    types = "DPV classes and terms that the entry is typed with."
    return {
        "@id": {**_said("The address of this entry.", f"{_ENTRY}{example['id']}"), **_ADDRESS},
        "@type": _list(types, example["type"], "One type.", _TYPE),
        "label": _words("The name of the entry, as in the middle of a sentence.", example["label"]),
        "description": _words("The entry in a sentence.", f"About {example['label']}."),
        "broader": _list("The nearest DPV terms that this is a kind of.", "pd:EmailAddress", _ITEMS["term"], _TERM),
        "reference": _list("Articles of law that it answers to.", "GDPR Art. 13(1)(a)", "One article.", _TEXT),
        "modes": _list(
            "The modes it holds in, when that is not all of the variant's.", "controller", "One mode.", _MODE
        ),
        "statedBy": {
            **_said("The supplier who states it, when it is the supplier's own.", f"{_ENTRY}supplier"),
            **_ADDRESS,
        },
        "statedIn": _list(
            "The addresses of the statements that state it.",
            _STATEMENT,
            "The address of a statement.",
            _pattern("^https://[^\\s]+/notice/#[a-z][a-z0-9-]*(/[1-9][0-9]*)?$"),
        ),
    }


def _node(row: Property, old: Schema) -> Schema:
    """Describe a value that is an entry of its own, whose parts are written by hand."""
    return {
        "description": row.published("help", row.help),
        **{k: v for k, v in old[row.key].items() if k != "description"},
    }


def _property(row: Property) -> Schema:
    text, example = row.published("help", row.help), row.published("example", row.example)
    form = _FORMS.get(row.published_as, {})
    if row.published_as == "words":
        return _words(text, example)
    if row.published_as in ("choice", "terms"):
        example = row.policy.get("terms", {}).get(example, example)
        form = {"type": "string", "enum": row.published_options}
    elif row.published_as == "address":
        short = str(example).removeprefix("#")
        example = short if short.startswith("https:") else f"{_ENTRY}{short}"
    if "pattern" in row.policy:
        form = _pattern(row.policy["pattern"])
    if row.published_as == "yes-no":
        example = True
    if row.is_published_many:
        return _list(text, example, row.published("item", row.item or _ITEMS.get(row.published_as, "")), form)
    return {**_said(text, example), **form}
