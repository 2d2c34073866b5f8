"""From an address or a file path to a checked record."""

from __future__ import annotations

import hashlib
import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from notice_client.decoding import decode
from notice_client.records import Catalog, Policy, PublishedFile, Text
from notice_client.references import variant

CATALOG = "data/v1/catalog.json"
LIMIT = 64_000_000  # bytes: far more than a catalogue needs, and an end for a server that never stops
SECONDS = 30

Record = TypeVar("Record", Policy, Text)


class DigestError(ValueError):
    """A file's bytes are not those whose SHA-256 the catalogue tells."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedCatalog(Catalog):
    """A catalogue that knows where it was read, since the other files are found beside it."""

    site: str
    """The address or folder of the site, with a slash at its end."""


def load_catalog(source: str | Path) -> LoadedCatalog:
    """Read a catalogue, from an http(s) address or a file path that ends in data/v1/catalog.json.

    Nothing vouches for a catalogue but where it is read: fetch it with https, from the publisher.
    """
    place = str(source)
    if not place.endswith(CATALOG):
        message = f"a catalogue's place ends in {CATALOG}: {place}"
        raise ValueError(message)
    catalog = json.loads(_read(place, LIMIT))
    if isinstance(catalog, dict):
        catalog["site"] = place.removesuffix(CATALOG)
    return decode(LoadedCatalog, catalog, place)


def load_policy(catalog: LoadedCatalog, variant_id: str) -> Policy:
    """Read the policy of a variant."""
    return _load(Policy, catalog, variant(catalog, variant_id).policy)


def load_text(catalog: LoadedCatalog, variant_id: str, language: str) -> Text:
    """Read the text of a variant in a language. Raises KeyError for a language that there is not."""
    return _load(Text, catalog, variant(catalog, variant_id).texts[language])


def _load(kind: type[Record], catalog: LoadedCatalog, file: PublishedFile) -> Record:
    """Read a file of the site, once its bytes are known to be the catalogue's."""
    place = catalog.site + file.path
    data = _read(place, file.bytes + 1)
    found = hashlib.sha256(data).hexdigest()
    if found != file.sha256:
        message = f"{place}: the SHA-256 is {found}, and the catalogue says {file.sha256}"
        raise DigestError(message)
    return decode(kind, json.loads(data), place)


def _read(place: str, limit: int) -> bytes:
    """Read at most so many bytes of an address or a file."""
    if place.startswith(("https://", "http://")):
        with urllib.request.urlopen(place, timeout=SECONDS) as answer:  # noqa: S310 - the line above looks
            data: bytes = answer.read(limit)
            return data
    with Path(place).open("rb") as file:
        return file.read(limit)
