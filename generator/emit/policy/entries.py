"""The entries of a policy.

Every fact becomes one entry, keyed by its id in its section, with an address of its own (`@id`), a type, a label in
every language, and the addresses of the statements that state it (`statedIn`). References are addresses. A concept that
DPV has is given as a type; an own concept has DPV's top concept as type and `broader` to the nearest DPV term.
"""

from __future__ import annotations

from typing import Any

from generator import model
from generator.emit import inline
from generator.emit.policy import dpv_terms
from generator.emit.policy.properties import PUBLISHED
from generator.emit.policy.values import Values, address, camel, section_key, without_empty

_COMMON = ("broader", "reference")


def sections(variant: model.Variant) -> dict[str, Any]:
    """Make the sections of a policy: the entries of each kind by id, and no kind that has none."""
    entries = _Entries(variant, address(variant))
    held = variant.notice.sections.items()
    made = {section_key(kind): {f.id: entries.entry(f) for f in facts if f.in_policy} for kind, facts in held}
    return dict(without_empty(made))


class _Entries(Values):
    """The entries of one policy; a method called like a kind of fact adds what only that kind has."""

    __slots__ = ()

    def entry(self, fact: model.Fact) -> dict[str, Any]:
        """Make the entry of one fact: what all have, then its own properties."""
        kind = fact.kind_of_fact
        pages = f"{self.variant.notice.address}{self.variant.path}notice/"
        values: dict[str, Any] = {
            "@id": self.iri(fact.id),
            "@type": dpv_terms.types(fact),
            "label": self.text(fact.label),
            "description": self.text(fact.description) if fact.description else "",
        }
        for name in (*_COMMON, *PUBLISHED[kind]):
            values[camel(name)] = self.value(name, getattr(fact, name))
        if fact.applies_when and len(self.variant.modes) > 1:
            values["modes"] = [fact.applies_when]
        if fact.own and self.variant.supplier:
            values["statedBy"] = self.iri(self.variant.supplier.party.id)
        values |= self.measures(getattr(fact, "measures", ()))
        values |= self.commitments(getattr(fact, "commitments", ()))
        special = getattr(self, f"_{kind.replace('-', '_')}", None)
        if special:
            values |= special(fact)
        values["statedIn"] = [f"{pages}#{each.id}" for each in self.variant.stated_in.get(fact.id, ())]
        return values

    def _parties(self, party: model.Party) -> dict[str, Any]:
        held = tuple(
            fact for fact in self.variant.section("commitments")
            if isinstance(fact, model.Commitment) and fact.holder and fact.holder.id == party.id
        )  # fmt: skip
        documents = tuple(
            fact for fact in self.variant.section("documents")
            if isinstance(fact, model.Document) and fact.publisher and fact.publisher.id == party.id
        )  # fmt: skip
        reach = [f"mailto:{party.email}"] if party.email else []
        reach += [f"tel:{party.phone.replace(' ', '')}"] if party.phone else []
        return {
            "@type": list(dict.fromkeys([*dpv_terms.types(party), *self.role_types(party)])),
            "name": party.label,
            "contact": reach,
            "documents": self.iris(documents),
            **self.commitments(held),
        }

    def role_types(self, party: model.Party) -> list[str]:
        """Name the roles that a party plays in the modes of the variant."""
        deciding = [fact.controller for fact in self.variant.section("processes") if isinstance(fact, model.Process)]
        roles = self.variant.notice.modes.values()
        decides = party in (*deciding, *(each.controller for each in roles))
        handles = any(party in each.processors for each in roles)
        return ["dpv:DataController"] * decides + ["dpv:DataProcessor"] * handles

    def _commitments(self, commitment: model.Commitment) -> dict[str, Any]:
        """Name what a supplier's promise takes away of the general notice."""
        general = self.address.replace(self.variant.data_path, "data/v1/general/")
        return {"removes": [f"{general}#{name}" for name in commitment.removes]}

    def _definitions(self, definition: model.Definition) -> dict[str, Any]:
        return {"term": definition.label, "text": self.text(inline.plain(definition.text, self.variant))}

    def _legal_bases(self, basis: model.LegalBasis) -> dict[str, Any]:
        reason: Any = ""
        if basis.justification:
            reason = {
                "@id": self.iri(f"{basis.id}-justification"),
                "@type": "dpv:Justification",
                "description": self.text(basis.justification),
            }
        holders = (
            (basis.holder,) if basis.holder else tuple(each.controller for each in self.variant.notice.modes.values())
        )
        return {
            "broader": list(basis.dpv),
            "controllers": self.iris(holders) if basis.kind == "legitimate-interest" else [],
            "justification": reason,
            "rightsFromBasis": list(dpv_terms.RIGHTS.get(basis.kind, ())),
        }

    def _rights(self, right: model.Right) -> dict[str, Any]:
        stating = next((each.id for each in self.variant.stated_in.get(right.id, ())), "")
        return {
            "broader": list(right.dpv),
            "exercisedAt": {
                "@id": f"{self.variant.notice.address}{self.variant.path}notice/#{stating}",
                "@type": ["dpv:RightExerciseNotice", "dpv:Notice"],
                "implementedBy": self.iris(right.exercised_at),
            },
        }

    def _storage(self, storage: model.Storage) -> dict[str, Any]:
        duration: Any = ""
        if storage.until or storage.duration:
            duration = {
                "@id": self.iri(f"{storage.id}-duration"),
                "@type": "dpv:UntilEventDuration" if storage.until else "dpv:TemporalDuration",
                "until": self.text(storage.until) if storage.until else "",
                "period": storage.duration,
            }
        return {"duration": duration}

    def _processes(self, process: model.Process) -> dict[str, Any]:
        derived = [right for basis in process.legal_basis for right in dpv_terms.RIGHTS.get(basis.kind, ())]
        return {"rightsFromBasis": list(dict.fromkeys(derived))}

    def _gaps(self, gap: model.Gap) -> dict[str, Any]:
        return {
            "about": [
                self.iri(name)
                for name in gap.facts
                if name in self.variant.facts and self.variant.facts[name].in_policy
            ]
        }
