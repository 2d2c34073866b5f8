"""How the policy writes the properties of facts. Made of schema/kinds.yaml by `python -m schema.generate`."""

from __future__ import annotations

# What is published of each kind as the source has it, besides what every fact has.
PUBLISHED: dict[str, tuple[str, ...]] = {
    "gaps": ("articles", "verdict", "missing", "said", "why", "decides"),
    "parties": (
        "kind",
        "aliases",
        "legal_form",
        "country",
        "location",
        "address",
        "registry",
        "registration_number",
        "website",
        "email",
        "phone",
        "reached_through",
        "member_of",
        "data_protection_officer",
        "serves",
    ),
    "documents": ("publisher", "url", "date", "number", "superseded_by", "gap"),
    "definitions": ("forms", "uses"),
    "personal-data": ("necessity", "origin", "sources", "subjects", "part_of", "content"),
    "purposes": ("importance", "open_ended"),
    "legal-bases": ("kind", "withdrawal", "gap"),
    "recipients": ("party", "location", "website", "data", "gap"),
    "measures": ("kind", "duration", "frequency"),
    "commitments": ("kind", "holder", "towards", "limit", "about", "removes"),
    "storage": ("kind", "locations", "gap"),
    "rights": (),
    "cookies": ("purposes", "personal_data", "technologies", "lifetime", "gap"),
    "transfers": ("from_", "to", "purposes", "processing", "legal_basis", "exporter", "importers", "documents", "gap"),
    "processes": (
        "purposes",
        "processing",
        "personal_data",
        "subjects",
        "legal_basis",
        "recipients",
        "storage",
        "transfers",
        "rights",
        "cookies",
        "documents",
        "events",
        "technologies",
        "controllers",
        "processors",
    ),
}

# Texts that are given in a language; everything else that is text is the same in all.
WORDS = frozenset(["limit", "missing", "said", "why", "withdrawal"])

# Properties that hold ids of facts.
IDS = frozenset(["about", "data_protection_officer", "member_of", "part_of", "removes"])

# The DPV terms that stand for the options of a choice.
TERMS: dict[str, dict[str, str]] = {
    "necessity": {"required": "dpv:Required", "optional": "dpv:Optional", "automatic": "dpv:Required"},
    "origin": {
        "provided": "dpv:ProvidedPersonalData",
        "observed": "dpv:ObservedPersonalData",
        "inferred": "dpv:InferredPersonalData",
        "derived": "dpv:DerivedPersonalData",
    },
    "importance": {"primary": "dpv:PrimaryImportance", "secondary": "dpv:SecondaryImportance"},
}
