"""Words of the source as DPV 2.3 terms: classes, and the rights that follow from a legal basis."""

from __future__ import annotations

from generator import model
from generator.emit.policy.properties import TERMS

# The top concept of DPV that an entry of each kind is typed with.
_TOP = {
    "parties": "dpv:Entity", "definitions": "skos:Concept", "personal-data": "dpv:PersonalData",
    "purposes": "dpv:Purpose", "legal-bases": "dpv:LegalBasis", "recipients": "dpv:Recipient",
    "storage": "dpv:StorageCondition", "rights": "dpv:Right", "cookies": "dpv:Technology",
    "documents": "dct:BibliographicResource", "gaps": "skos:Concept",
}  # fmt: skip
_TYPES = {
    "parties": {"data-subjects": "dpv:DataSubject", "authority": "dpv:Authority", "unit": "dpv:OrganisationalUnit"},
    "storage": {
        "duration": "dpv:StorageDuration", "location": "dpv:StorageLocation", "deletion": "dpv:StorageDeletion",
    },
    "measures": {
        "technical": "dpv:TechnicalMeasure", "organisational": "dpv:OrganisationalMeasure",
        "physical": "dpv:PhysicalMeasure", "legal": "dpv:LegalMeasure",
    },
    "commitments": {
        "obligation": "dpv:Obligation", "prohibition": "dpv:Prohibition", "permission": "dpv:Permission",
        "recommendation": "dpv:Recommendation", "choice": "dpv:EntityInvolvement", "notification": "dpv:Notice",
        "consequence": "dpv:Consequence", "exclusion": "dpv:Scope",
    },
    "legal-bases": {
        "legitimate-interest": "dpv:LegitimateInterestOfController",
        "consent": "dpv:Consent", "contract": "dpv:Contract",
    },
}  # fmt: skip

# The rights that DPV 2.3 gives to each legal basis: dpv:hasRight on the terms of https://w3id.org/dpv/2.3/legal/eu/gdpr
_ALWAYS = ("eu-gdpr:A13", "eu-gdpr:A14", "eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A18", "eu-gdpr:A22", "eu-gdpr:A77")
RIGHTS = {
    "consent": (*_ALWAYS, "eu-gdpr:A7-3", "eu-gdpr:A17", "eu-gdpr:A20"),
    "contract": (*_ALWAYS, "eu-gdpr:A17", "eu-gdpr:A20"),
    "legal-obligation": ("eu-gdpr:A13", "eu-gdpr:A15", "eu-gdpr:A16", "eu-gdpr:A18", "eu-gdpr:A77"),
    "vital-interest": (*_ALWAYS, "eu-gdpr:A17"),
    "public-task": (*_ALWAYS, "eu-gdpr:A21"),
    "legitimate-interest": (*_ALWAYS, "eu-gdpr:A17", "eu-gdpr:A21"),
}


def types(fact: model.Fact) -> list[str]:
    """Name the DPV classes and terms that the entry of a fact is typed with."""
    kind = fact.kind_of_fact
    own = _TYPES.get(kind, {}).get(str(getattr(fact, "kind", "")))
    tops = {"processes": ("dpv:PersonalDataProcess", "dpv:Process"), "transfers": ("dpv:Process",)}.get(kind)
    origin = TERMS["origin"].get(getattr(fact, "origin", ""))
    if isinstance(fact, model.Right):
        return ["dpv:ActiveRight", "dpv:Right"]
    named = tops or (
        (own,) if own and kind in ("parties", "measures", "commitments", "storage") else (_TOP.get(kind), own)
    )
    return [t for t in dict.fromkeys([*named, *fact.dpv, origin]) if t]
