"""The entries of a policy.

Every fact becomes one entry, keyed by its id in its section, with an address of its own (`@id`), a type, a label in
every language, and the addresses of the clauses that state it (`statedIn`). References are addresses. A concept that
DPV has is given as a type; an own concept has DPV's top concept as type and `broader` to the nearest DPV term.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from generator import model
from generator.emit import inline
from generator.emit.policy import dpv_terms
from generator.emit.policy.values import Values, address, camel, section_key, without_empty

_INTERNAL = frozenset(
    (
        *("id", "applies_when", "own", "dpv", "everywhere", "facts", "public", "text", "measures", "commitments"),
        *("suppliers", "about", "removes"),
    )
)


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
        }
        for each in fields(fact):
            if each.name not in _INTERNAL and each.name != "label":
                values[camel(each.name)] = self.value(each.name, getattr(fact, each.name))
        if fact.applies_when and len(self.variant.modes) > 1:
            values["modes"] = [fact.applies_when]
        if fact.own and self.variant.supplier:
            values["statedBy"] = self.iri(self.variant.supplier.party.id)
        values |= self.measures(getattr(fact, "measures", ()))
        values |= self.commitments(getattr(fact, "commitments", ()))
        special = getattr(self, f"_{kind.replace('-', '_')}", None)
        if special:
            values |= special(fact)
        values["statedIn"] = [f"{pages}#{clause}" for clause in self.variant.stated_in.get(fact.id, ())]
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
            "memberOf": [self.iri(name) for name in party.member_of],
            "dataProtectionOfficer": self.iri(party.data_protection_officer) if party.data_protection_officer else "",
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
        """Name what a supplier's promise adds to here, and what it takes away of the general notice."""
        general = self.address.replace(self.variant.data_path, "data/v1/general/")
        return {
            "about": self.iris(tuple(self.variant.facts[name] for name in commitment.about)),
            "removes": [f"{general}#{name}" for name in commitment.removes],
        }

    def _definitions(self, definition: model.Definition) -> dict[str, Any]:
        return {"term": definition.label, "text": self.text(inline.plain(definition.text, self.variant))}

    def _personal_data(self, data: model.PersonalData) -> dict[str, Any]:
        return {
            "necessity": dpv_terms.NECESSITY[data.necessity],
            "origin": dpv_terms.ORIGIN.get(data.origin, ""),
            "partOf": self.iri(data.part_of) if data.part_of else "",
        }

    def _purposes(self, purpose: model.Purpose) -> dict[str, Any]:
        return {"importance": dpv_terms.IMPORTANCE.get(purpose.importance, "")}

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
            "holder": "",
            "justification": reason,
            "rightsFromBasis": list(dpv_terms.RIGHTS.get(basis.kind, ())),
        }

    def _rights(self, right: model.Right) -> dict[str, Any]:
        clause = next(iter(self.variant.stated_in.get(right.id, ())), "")
        return {
            "broader": list(right.dpv),
            "exercisedAt": {
                "@id": f"{self.variant.notice.address}{self.variant.path}notice/#{clause}",
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
        return {"duration": duration, "until": ""}

    def _processes(self, process: model.Process) -> dict[str, Any]:
        derived = [right for basis in process.legal_basis for right in dpv_terms.RIGHTS.get(basis.kind, ())]
        return {"controller": "", "rightsFromBasis": list(dict.fromkeys(derived))}

    def _gaps(self, gap: model.Gap) -> dict[str, Any]:
        return {
            "about": [
                self.iri(name)
                for name in gap.facts
                if name in self.variant.facts and self.variant.facts[name].in_policy
            ]
        }
