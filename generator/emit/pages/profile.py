"""The policy's profile: which property stands for what, and which DPV terms this notice uses for what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.emit import policy
from generator.published.schemas import load
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model


@dataclass(frozen=True, slots=True)
class Property:
    """A key of the policy: the address of the property it stands for, and what the schema says of it."""

    key: str
    address: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of entry with its own properties; `required` are the keys that each has."""

    key: str
    meaning: str
    required: tuple[str, ...]
    properties: tuple[Property, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A DPV term that the notice uses, its address, and the labels of the facts that are one, or a kind of one."""

    name: str
    address: str
    facts: tuple[str, ...]


def sections() -> tuple[Section, ...]:
    """Describe the policy by its schema: the notice as a whole first, then each section."""
    schema = load("policy")
    whole = {key: part for key, part in schema["properties"].items() if not _entry(schema, part)}
    described = [Section("", schema["description"], tuple(schema["required"]), _properties(whole))]
    for key, part in schema["properties"].items():
        if entry := _entry(schema, part):
            required = tuple(entry["required"])
            described.append(Section(key, part["description"], required, _properties(entry["properties"])))
    return tuple(described)


def _entry(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any] | None:
    target = part.get("additionalProperties")
    if not isinstance(target, dict) or "$ref" not in target:
        return None
    entry: dict[str, Any] = schema["$defs"][target["$ref"].rsplit("/", 1)[1]]
    return entry


def _properties(parts: dict[str, Any]) -> tuple[Property, ...]:
    return tuple(
        Property(key, expand(_property(key)), part.get("description", ""))
        for key, part in parts.items()
        if not key.startswith("@")
    )


def _property(key: str) -> str:
    term = policy.context()["@context"][key]
    return str(term["@id"] if isinstance(term, dict) else term)


def expand(name: str) -> str:
    """Give the whole address of a name such as `dpv:Purpose`."""
    prefix, _, rest = name.partition(":")
    return f"{policy.context()['@context'][prefix]}{rest}"


def terms(
    variants: list[model.Variant], own: Iterable[model.Fact], places: Iterable[str], of_suppliers: str
) -> tuple[Term, ...]:
    """List the DPV terms that facts of these variants are given by, each with those facts.

    What is a supplier's own, and where suppliers are, goes by the words `of_suppliers`.
    """
    found: dict[str, dict[str, None]] = {}
    for variant in variants:
        for fact in variant.facts.values():
            for name in _named(fact) if fact.in_policy else ():
                found.setdefault(name, {})[fact.label] = None
    for name in (*places, *(name for fact in own for name in _named(fact))):
        found.setdefault(name, {})[of_suppliers] = None
    prefixes = dpv.vocabulary().namespaces
    return tuple(
        Term(name, expand(name), tuple(found[name])) for name in sorted(found) if name.partition(":")[0] in prefixes
    )


def _named(fact: model.Fact) -> Iterator[str]:
    """Name the terms that stand in the fields of a fact."""
    for field in fact.__dataclass_fields__:
        value = getattr(fact, field)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, str) and each in dpv.vocabulary().terms:
                yield each
