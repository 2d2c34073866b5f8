"""The files that programs read: policies, texts, fragments, schemas, context, and the catalogue of them all.

Every file that the catalogue lists is also published under the digest of its bytes, at an address that never changes
what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.emit import clause_text, policy
from generator.formats import jsontext
from generator.validate import schemas

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator import model

FOLDER = "data/v1/"
CATALOG = f"{FOLDER}catalog.json"
SCHEMAS = ("policy", "text", "catalog", "tombstone")

_MEDIA = {
    "jsonld": "application/ld+json", "json": "application/json", "html": "text/html", "ttl": "text/turtle",
    "schema.json": "application/schema+json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that the catalogue lists: the digest of its bytes, and how many there are."""

    sha256: str
    size: int


def shared(notice: model.Notice) -> Iterator[tuple[str, bytes]]:
    """Make the files that all variants share, each with its path."""
    yield f"{FOLDER}context.jsonld", jsontext.dump(policy.context())
    yield f"{FOLDER}shapes.ttl", (resources.folder("schema") / "shapes.ttl").read_bytes()
    for name in SCHEMAS:
        path = f"{FOLDER}schema/{name}.schema.json"
        yield path, jsontext.dump({**schemas.load(name), "$id": f"{notice.address}{path}"})


def of_variant(variant: model.Variant) -> Iterator[tuple[str, bytes]]:
    """Make the files of a variant in its language, each with its path. The policy stands in the first language's."""
    if variant.language == variant.notice.languages[0]:
        yield f"{variant.data_path}policy.jsonld", jsontext.dump(policy.emit(variant))
    yield f"{variant.data_path}notice.{variant.language}.json", jsontext.dump(clause_text.emit(variant))
    yield f"{variant.data_path}fragment.{variant.language}.html", clause_text.fragment(variant)


def is_listed(path: str) -> bool:
    """Whether the catalogue lists a file, so that it is also published under its digest."""
    return path.startswith(FOLDER) and not path.endswith("manifest.json")


def digest_path(path: str, sha256: str) -> str:
    """Give the path that a listed file has for good."""
    return f"{FOLDER}sha256/{sha256}.{path.rsplit('.', 1)[1]}"


def listing(notice: model.Notice, path: str, listed: Listed) -> dict[str, Any]:
    """Describe a file for the catalogue."""
    ending = "schema.json" if path.endswith("schema.json") else path.rsplit(".", 1)[1]
    return {
        "path": path,
        "url": notice.address + path,
        "mediaType": _MEDIA[ending],
        "bytes": listed.size,
        "sha256": listed.sha256,
        "immutable": notice.address + digest_path(path, listed.sha256),
    }


def entry(  # noqa: PLR0913, PLR0917 - what an entry says, in the order it says it
    notice: model.Notice, name: str, kind: str, label: str, modes: Iterable[str], made: Mapping[str, Listed]
) -> dict[str, Any]:
    """Describe a variant for the catalogue, from the files that were made of it, by path."""
    folder = f"{FOLDER}{name}/"

    def each(file: str, ending: str) -> dict[str, Any]:
        paths = {language: f"{folder}{file}.{language}.{ending}" for language in notice.languages}
        return {language: listing(notice, path, made[path]) for language, path in paths.items()}

    return {
        "id": name,
        "kind": kind,
        "label": label,
        "modes": list(modes),
        "policy": listing(notice, f"{folder}policy.jsonld", made[f"{folder}policy.jsonld"]),
        "texts": each("notice", "json"),
        "fragments": each("fragment", "html"),
        "pages": {language: f"{notice.address}{language}/{name}/" for language in notice.languages},
    }


def head(notice: model.Notice, made: Mapping[str, Listed]) -> dict[str, Any]:
    """Make the catalogue without its variants, from the files that all share."""
    return {
        "schemaVersion": policy.SCHEMA_VERSION,
        "noticeVersion": notice.version,
        "status": notice.status,
        **({"effective": notice.effective} if notice.effective else {}),
        "notice": notice.id,
        "title": notice.title,
        "languages": list(notice.languages),
        "context": listing(notice, f"{FOLDER}context.jsonld", made[f"{FOLDER}context.jsonld"]),
        "shapes": listing(notice, f"{FOLDER}shapes.ttl", made[f"{FOLDER}shapes.ttl"]),
        "schemas": {
            name: listing(notice, path, made[path])
            for name in SCHEMAS
            for path in [f"{FOLDER}schema/{name}.schema.json"]
        },
        **({"tombstones": [_tombstone(notice, each) for each in notice.tombstones]} if notice.tombstones else {}),
    }


def _tombstone(notice: model.Notice, tombstone: model.Tombstone) -> dict[str, Any]:
    return {
        "id": tombstone.id,
        "url": f"{notice.address}{FOLDER}{tombstone.id}/policy.jsonld",
        "reason": tombstone.reason,
    }


def catalogue(whole: dict[str, Any], entries: Iterable[bytes]) -> Iterator[bytes]:
    """Write the catalogue piece by piece, as `jsontext.dump` writes the whole; there may be thousands of variants."""
    yield jsontext.dump(whole).removesuffix(b"\n}\n") + b',\n  "variants": ['
    between = b"\n    "
    for each in entries:
        yield between + each.rstrip(b"\n").replace(b"\n", b"\n    ")
        between = b",\n    "
    yield b"\n  ]\n}\n"
