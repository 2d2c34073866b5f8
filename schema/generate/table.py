"""The table of kinds and properties, as records."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

# How a value of the source is published where its row says nothing else.
PUBLISHED_AS = {
    "line": "line", "text": "words", "fact": "address", "term": "term", "choice": "choice", "yes-no": "yes-no",
    "url": "url", "email": "email", "phone": "line", "date": "date", "period": "line",
}  # fmt: skip


def camel(name: str) -> str:
    """Spell a key of the source as the policy does: `legal_basis` is `legalBasis`."""
    first, *rest = name.replace("-", "_").split("_")
    return first + "".join(part.capitalize() for part in rest)


@dataclass(frozen=True, kw_only=True)
class Property:
    """One row: a property of a kind. The keys are explained at the top of the table."""

    name: str
    value: str = ""
    of: str = ""
    under: str | list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    many: bool = False
    required: bool = False
    held: str = ""
    default: bool = False
    help: str = ""
    example: Any = None
    examples: list[Any] = field(default_factory=list)
    item: str = ""
    source: str = ""
    policy: dict[str, Any] = field(default_factory=dict)

    @property
    def tops(self) -> list[str]:
        """Give the top concepts of DPV that a term may stand under; none if any term will do."""
        return [self.under] if isinstance(self.under, str) else self.under

    @property
    def shown(self) -> list[Any]:
        """Give the examples as they stand in a schema of the source."""
        found = self.examples or [self.example]
        return [each if isinstance(each, list) or not self.many else [each] for each in found]

    @property
    def published_as(self) -> str:
        """Name the form of the published value."""
        return "terms" if "terms" in self.policy else str(self.policy.get("value", PUBLISHED_AS.get(self.value, "")))

    @property
    def key(self) -> str:
        """Give the key under which it is published."""
        return camel(self.name)

    def published(self, name: str, default: Any) -> Any:
        """Give what the row says of the published value, or else what holds."""
        return self.policy.get(name, default)

    @property
    def is_published_many(self) -> bool:
        """Whether the published value is a list."""
        return bool(self.published("many", self.many))

    @property
    def is_published_always(self) -> bool:
        """Whether each entry has it."""
        return bool(self.published("required", self.required))

    @property
    def published_options(self) -> list[str]:
        """Give the options that reach the policy: words, or the terms that stand for them."""
        if "terms" in self.policy:
            return list(dict.fromkeys(self.policy["terms"].values()))
        return [each for each in self.options if each not in self.published("unpublished", [])]


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of facts."""

    name: str
    record: str
    title: str
    help: str
    meaning: str
    label: dict[str, str]
    policy: dict[str, Any]
    properties: list[Property]
    item: str = "One fact."
    may_be_empty: bool = False
    description: dict[str, str] | None = None

    @property
    def file(self) -> str:
        """Name the schema of its file in the source, below `schema/`."""
        return "gaps.schema.json" if self.name == "gaps" else f"facts/{self.name}.schema.json"

    @property
    def lists(self) -> list[str]:
        """Name what is published as lists by kind: `measures`, `commitments`, both or none."""
        held = {row.name for row in self.properties} | {*self.policy.get("lists", [])}
        return [name for name in ("measures", "commitments") if name in held]

    def row(self, name: str) -> Property | None:
        """Find a property."""
        return next((row for row in self.properties if row.name == name), None)


class _Loader(yaml.SafeLoader):
    """Reads a date as the text it is written with."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load(path: Path) -> list[Kind]:
    """Read the table. An unknown key is a `TypeError`."""
    kinds = []
    read = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe loader, but for dates
    for name, kind in read.items():
        rows = [
            Property(name=key, source=row.pop("from", "the source"), **row) for key, row in kind["properties"].items()
        ]
        kinds.append(Kind(name=name, **{**kind, "properties": rows}))
    return kinds
