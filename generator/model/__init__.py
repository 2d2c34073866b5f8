"""The nouns of a privacy notice, as frozen records.

In: nothing; what is bound becomes one of these. Out: `Notice`, `Variant`, and the kinds of fact.
"""

from generator.model.fact import Fact, Mode
from generator.model.facts import Definition, Document, Gap, LegalBasis, Party, PersonalData, Purpose, Recipient
from generator.model.notice import Clause, Notice, Roles, Service, Statement, Supplier, Tombstone, Variant, VariantKind
from generator.model.processing import FACTS, Commitment, Cookie, Measure, Process, Right, Storage, Transfer

__all__ = [
    "FACTS",
    "Clause",
    "Commitment",
    "Cookie",
    "Definition",
    "Document",
    "Fact",
    "Gap",
    "LegalBasis",
    "Measure",
    "Mode",
    "Notice",
    "Party",
    "PersonalData",
    "Process",
    "Purpose",
    "Recipient",
    "Right",
    "Roles",
    "Service",
    "Statement",
    "Storage",
    "Supplier",
    "Tombstone",
    "Transfer",
    "Variant",
    "VariantKind",
]
