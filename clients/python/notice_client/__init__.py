"""Reads published privacy notices: catalogues, policies and texts as typed records, each checked by its digest.

    catalog = load_catalog("https://privacy.example.com/data/v1/catalog.json")
    policy = load_policy(catalog, "direct")
    text = load_text(catalog, "direct", "en")

An absent list or map is empty; any other absent value is None. A key that is no name in Python is spelt otherwise:
`@id` is `iri`, `from` is `from_`, and `personalData` is `personal_data`.
"""

from __future__ import annotations

from notice_client.decoding import FormatError
from notice_client.loading import DigestError, LoadedCatalog, load_catalog, load_policy, load_text
from notice_client.records import (
    Address,
    Catalog,
    CatalogVariant,
    Clause,
    Entry,
    Policy,
    PublishedFile,
    Statement,
    Text,
)
from notice_client.references import clause, entry, facts, key, statements, variant

__all__ = [
    "Address",
    "Catalog",
    "CatalogVariant",
    "Clause",
    "DigestError",
    "Entry",
    "FormatError",
    "LoadedCatalog",
    "Policy",
    "PublishedFile",
    "Statement",
    "Text",
    "clause",
    "entry",
    "facts",
    "key",
    "load_catalog",
    "load_policy",
    "load_text",
    "statements",
    "variant",
]
