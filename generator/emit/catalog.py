"""The files that programs read: policies, texts, fragments, schemas, context, and the catalogue of them all.

Every file that the catalogue lists is also published under the digest of its bytes, at an address that never changes
what it says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import resources
from generator.emit import clause_text, policy
from generator.formats import jsontext
from generator.published import layout
from generator.published.layout import CONTEXT, MEDIA_TYPES, SCHEMAS, SHAPES, Listed, digest_path
from generator.published.schemas import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator import model


def shared(notice: model.Notice) -> Iterator[tuple[str, bytes]]:
    """Make the files that all variants share, each with its path."""
    yield CONTEXT, jsontext.dump(policy.context())
    yield SHAPES, (resources.folder("schema") / "shapes.ttl").read_bytes()
    for name in SCHEMAS:
        path = layout.schema(name)
        yield path, jsontext.dump({**load(name), "$id": f"{notice.address}{path}"})


def of_variant(variant: model.Variant) -> Iterator[tuple[str, bytes]]:
    """Make the files of a variant in its language, each with its path. The policy stands in the first language's."""
    if variant.language == variant.notice.languages[0]:
        yield f"{variant.data_path}policy.jsonld", jsontext.dump(policy.emit(variant))
    yield f"{variant.data_path}notice.{variant.language}.json", jsontext.dump(clause_text.emit(variant))
    yield f"{variant.data_path}fragment.{variant.language}.html", clause_text.fragment(variant)


def listing(notice: model.Notice, path: str, listed: Listed) -> dict[str, Any]:
    """Describe a file for the catalogue."""
    ending = "schema.json" if path.endswith("schema.json") else path.rsplit(".", 1)[1]
    return {
        "path": path,
        "url": notice.address + path,
        "mediaType": MEDIA_TYPES[ending],
        "bytes": listed.size,
        "sha256": listed.sha256,
        "immutable": notice.address + digest_path(path, listed.sha256),
    }


def entry(  # noqa: PLR0913, PLR0917 - what an entry says, in the order it says it
    notice: model.Notice, name: str, kind: str, label: str, modes: Iterable[str], made: Mapping[str, Listed]
) -> dict[str, Any]:
    """Describe a variant for the catalogue, from the files that were made of it, by path."""

    def listed(path: str) -> dict[str, Any]:
        return listing(notice, path, made[path])

    return {
        "id": name,
        "kind": kind,
        "label": label,
        "modes": list(modes),
        "policy": listed(layout.policy(name)),
        "texts": {language: listed(layout.text(name, language)) for language in notice.languages},
        "fragments": {language: listed(layout.fragment(name, language)) for language in notice.languages},
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
        "context": listing(notice, CONTEXT, made[CONTEXT]),
        "shapes": listing(notice, SHAPES, made[SHAPES]),
        "schemas": {name: listing(notice, path, made[path]) for name in SCHEMAS for path in [layout.schema(name)]},
        **({"tombstones": [_tombstone(notice, each) for each in notice.tombstones]} if notice.tombstones else {}),
    }


def _tombstone(notice: model.Notice, tombstone: model.Tombstone) -> dict[str, Any]:
    return {
        "id": tombstone.id,
        "url": f"{notice.address}{layout.policy(tombstone.id)}",
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
