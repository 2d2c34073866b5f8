"""The policy: a variant as JSON that any program reads, and as JSON-LD in the terms of DPV 2.3.

Every fact becomes one entry, keyed by its id in its section, with an address of its own (`@id`), a type, a label in
every language, and the addresses of the clauses that state it (`statedIn`). References are addresses. A concept that
DPV has is given as a type; an own concept has DPV's top concept as type and `broader` to the nearest DPV term.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from generator import model
from generator.emit import inline
from generator.emit.policy import dpv_terms
from generator.published.context import SCHEMA_VERSION, context

# Texts that are given in a language; everything else that is text is the same in all.
_TRANSLATED = frozenset(("label", "description", "limit", "until", "missing", "why", "withdrawal"))
_INTERNAL = frozenset(
    (
        *("id", "applies_when", "own", "dpv", "everywhere", "facts", "public", "text", "measures", "commitments"),
        *("suppliers", "about", "removes"),
    )
)
_NOT_EMITTED = "statement"


def section_key(kind: str) -> str:
    """Name the section of the policy for a kind of fact: `personal-data` is `personalData`."""
    return _camel(kind.replace("-", "_"))


def address(variant: model.Variant) -> str:
    """Give the address of a variant's policy; the address of a fact is this, `#` and the fact's id."""
    return f"{variant.notice.address}{variant.data_path}policy.jsonld"


def emit(variant: model.Variant) -> dict[str, Any]:
    """Make the policy of a variant."""
    emitter = _Emitter(variant, address(variant))
    return {**emitter.notice(), **emitter.sections()}


def notice_node(variant: model.Variant) -> dict[str, Any]:
    """Make what a policy says of the notice as a whole, without its sections: the part that each page embeds."""
    return _Emitter(variant, address(variant)).notice()


@cache
def _camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part.capitalize() for part in rest)


@dataclass(frozen=True, slots=True)
class _Emitter:
    variant: model.Variant
    address: str

    def notice(self) -> dict[str, Any]:
        variant, notice = self.variant, self.variant.notice
        types = ["dpv:PrivacyNotice", "dpv:Notice"]
        if variant.kind == "direct":
            types.append("eu-gdpr:DirectDataCollectionNotice")
        whole = {
            "@context": context()["@context"],
            "@id": self.address,
            "@type": types,
            "schemaVersion": SCHEMA_VERSION,
            "noticeVersion": notice.version,
            "status": notice.status,
            "effective": notice.effective,
            "variant": {
                "@id": self.iri("variant"),
                "@type": "dct:AgentClass",
                "id": variant.id,
                "kind": variant.kind,
                "label": self.text(variant.label),
                "modes": list(variant.modes),
            },
            "title": self.text(notice.title),
            "summary": self.text(notice.summary) if notice.summary else "",
            "languages": list(notice.languages),
            "publisher": self.iri(notice.publisher.id),
            "contacts": self.iris(notice.contact),
            "jurisdictions": list(notice.jurisdictions),
            "applicableLaw": list(notice.applicable_law),
            "noticeMeasures": self.iris(notice.measures),
            **self.commitments(notice.commitments),
            "complements": self.iris(notice.complements),
            "noticeDocuments": self.iris(notice.documents),
            "roles": {mode: self.roles(mode, roles) for mode, roles in notice.modes.items()},
            "service": self.service(notice.service),
        }
        return dict(_without_empty(whole))

    def sections(self) -> dict[str, Any]:
        sections = self.variant.notice.sections.items()
        made = {section_key(kind): {f.id: self.entry(f) for f in facts if f.in_policy} for kind, facts in sections}
        return dict(_without_empty(made))

    def iri(self, name: str) -> str:
        return f"{self.address}#{name}"

    def iris(self, facts: tuple[model.Fact, ...]) -> list[str]:
        return [self.iri(fact.id) for fact in facts if fact.in_policy]

    def text(self, text: str) -> dict[str, str]:
        return {self.variant.notice.languages[0]: text}

    def roles(self, mode: str, roles: model.Roles) -> dict[str, Any]:
        return {
            "@id": self.iri(f"mode-{mode}"),
            "@type": "dct:ProvenanceStatement",
            "label": self.text(roles.label),
            "controller": self.iri(roles.controller.id),
            "processors": self.iris(roles.processors),
            "supplier": self.iri(roles.supplier.id) if roles.supplier else "",
            "subjects": self.iris(roles.subjects),
        }

    def service(self, service: model.Service) -> dict[str, Any]:
        values = {
            "@id": self.iri("service"),
            "@type": "dpv:Service",
            "name": service.name,
            "brand": service.brand,
            "description": self.text(service.description),
            "technologies": list(service.technologies),
            "applicableLaw": list(service.applicable_law),
            **self.measures(service.measures),
        }
        for name in ("suppliers", "consumers", "implemented_by", "purposes", "storage", "documents"):
            values[_camel(name)] = self.iris(getattr(service, name))
        if service.provider:
            values["provider"] = self.iri(service.provider.id)
        return values

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
                values[_camel(each.name)] = self.value(each.name, getattr(fact, each.name))
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

    def value(self, name: str, value: Any) -> Any:
        if isinstance(value, model.Fact):
            return self.iri(value.id)
        if isinstance(value, tuple):
            return self.iris(value) if value and isinstance(value[0], model.Fact) else list(value)
        return self.text(value) if value and name in _TRANSLATED else value

    def measures(self, measures: tuple[model.Measure, ...]) -> dict[str, Any]:
        kinds = dict.fromkeys(measure.kind for measure in measures)
        return {f"{kind}Measures": self.iris(tuple(m for m in measures if m.kind == kind)) for kind in kinds}

    def commitments(self, commitments: tuple[model.Commitment, ...]) -> dict[str, Any]:
        emitted = [commitment for commitment in commitments if commitment.in_policy]
        kinds = dict.fromkeys(commitment.kind for commitment in emitted)
        return {f"{kind}s": self.iris(tuple(c for c in emitted if c.kind == kind)) for kind in kinds}

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


def _without_empty(value: Any) -> Any:
    """Leave out what is not stated: no nulls, no empty texts, lists or groups."""
    if isinstance(value, dict):
        kept = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in ("", [], {}, None) and each is not False}
    if isinstance(value, list):
        return [_without_empty(each) for each in value]
    return value
