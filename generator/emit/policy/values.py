"""What every part of a policy is written with: addresses, texts in their language, lists by kind."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from generator import model
from generator.emit.policy.properties import IDS, TERMS, WORDS


def section_key(kind: str) -> str:
    """Name the section of the policy for a kind of fact: `personal-data` is `personalData`."""
    return camel(kind.replace("-", "_"))


def address(variant: model.Variant) -> str:
    """Give the address of a variant's policy; the address of a fact is this, `#` and the fact's id."""
    return f"{variant.notice.address}{variant.data_path}policy.jsonld"


@cache
def camel(name: str) -> str:
    """Spell a key of the source as the policy does: `legal_basis` is `legalBasis`."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


@dataclass(frozen=True, slots=True)
class Values:
    """Writes values for the policy of one variant."""

    variant: model.Variant
    address: str

    def iri(self, name: str) -> str:
        """Give the address of an entry."""
        return f"{self.address}#{name}"

    def iris(self, facts: tuple[model.Fact, ...]) -> list[str]:
        """Give the addresses of the facts that have a machine form."""
        return [self.iri(fact.id) for fact in facts if fact.in_policy]

    def text(self, text: str) -> dict[str, str]:
        """Give a text in the notice's language."""
        return {self.variant.notice.languages[0]: text}

    def value(self, name: str, value: Any) -> Any:
        """Write a property: a fact as its address, a choice as its term, a text in its language, else as it is."""
        if isinstance(value, model.Fact):
            return self.iri(value.id) if value.in_policy else ""
        if name in IDS and value:
            return [self.iri(each) for each in value] if isinstance(value, tuple) else self.iri(value)
        if isinstance(value, tuple):
            return self.iris(value) if value and isinstance(value[0], model.Fact) else list(value)
        if name in TERMS:
            return TERMS[name].get(value, "")
        return self.text(value) if value and name in WORDS else value

    def measures(self, measures: tuple[model.Measure, ...]) -> dict[str, Any]:
        """List measures by their kind: `technicalMeasures`, `legalMeasures` and so on."""
        kinds = dict.fromkeys(measure.kind for measure in measures)
        return {f"{kind}Measures": self.iris(tuple(m for m in measures if m.kind == kind)) for kind in kinds}

    def commitments(self, commitments: tuple[model.Commitment, ...]) -> dict[str, Any]:
        """List commitments by their kind: `obligations`, `prohibitions` and so on."""
        emitted = [commitment for commitment in commitments if commitment.in_policy]
        kinds = dict.fromkeys(commitment.kind for commitment in emitted)
        return {f"{kind}s": self.iris(tuple(c for c in emitted if c.kind == kind)) for kind in kinds}


def without_empty(value: Any) -> Any:
    """Leave out what is not stated: no nulls, no empty texts, lists or groups."""
    if isinstance(value, dict):
        kept = {key: without_empty(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", [], {}, None) and each is not False}
    if isinstance(value, list):
        return [without_empty(each) for each in value]
    return value
