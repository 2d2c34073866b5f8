"""The files that programs read: policies, texts, fragments, schemas, context, and the catalogue of them all.

Each is checked against its schema before it is handed on. Every file that the catalogue lists is also published under
the digest of its bytes, at an address that never changes what it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator import delivery, jsontext, policy, resources, schemas, text
from generator.artifact import Artifact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model

FOLDER = "data/v1/"
SCHEMAS = ("policy", "text", "catalog")


class OutputError(Exception):
    """An output does not fit its schema: a bug of the generator. Nothing is published."""


def files(notice: model.Notice, resolved: list[model.Variant]) -> Iterator[Artifact]:
    """Make the files of the resolved variants, and what leads to them. Raises `OutputError`."""
    catalogue = _Catalogue(notice)
    yield from catalogue.add(f"{FOLDER}context.jsonld", jsontext.dump(policy.context()), "application/ld+json")
    context = catalogue.newest
    shapes = (resources.folder("schema") / "shapes.ttl").read_bytes()
    yield from catalogue.add(f"{FOLDER}shapes.ttl", shapes, "text/turtle")
    whole_shapes = catalogue.newest
    published = {}
    for name in SCHEMAS:
        yield from catalogue.add(f"{FOLDER}schema/{name}.schema.json", _schema(notice, name), "application/schema+json")
        published[name] = catalogue.newest
    entries: dict[str, dict[str, Any]] = {}
    for variant in resolved:
        if variant.id not in entries:
            facts = _checked("policy", policy.emit(variant))
            yield from catalogue.add(f"{variant.data_path}policy.jsonld", facts, "application/ld+json")
            entries[variant.id] = _entry(variant, catalogue.newest)
        entry, language = entries[variant.id], variant.language
        words = _checked("text", text.emit(variant))
        yield from catalogue.add(f"{variant.data_path}notice.{language}.json", words, "application/json")
        entry["texts"][language] = catalogue.newest
        whole = text.fragment(variant)
        yield from catalogue.add(f"{variant.data_path}fragment.{language}.html", whole, "text/html")
        entry["fragments"][language] = catalogue.newest
        entry["pages"][language] = notice.address + variant.path
    whole_catalogue = {
        "schemaVersion": policy.SCHEMA_VERSION,
        "noticeVersion": notice.version,
        "status": notice.status,
        **({"effective": notice.effective} if notice.effective else {}),
        "notice": notice.id,
        "title": notice.title,
        "languages": list(notice.languages),
        "context": context,
        "shapes": whole_shapes,
        "schemas": published,
        "variants": list(entries.values()),
    }
    yield Artifact(f"{FOLDER}catalog.json", _checked("catalog", whole_catalogue))
    yield from delivery.files(notice, whole_catalogue)


@dataclass(slots=True)
class _Catalogue:
    """Lists files as they are made; `newest` is the entry of the last one."""

    notice: model.Notice
    newest: dict[str, Any] = field(default_factory=dict)

    def add(self, path: str, made: bytes, media_type: str) -> Iterator[Artifact]:
        digest = jsontext.digest(made)
        lasting = f"{FOLDER}sha256/{digest}.{path.rsplit('.', 1)[1]}"
        self.newest = {
            "path": path,
            "url": self.notice.address + path,
            "mediaType": media_type,
            "bytes": len(made),
            "sha256": digest,
            "immutable": self.notice.address + lasting,
        }
        yield Artifact(path, made)
        yield Artifact(lasting, made)


def _checked(schema: str, value: dict[str, Any]) -> bytes:
    fault = schemas.output_fault(schema, value)
    if fault:
        message = f"a {schema} does not fit its schema at {fault}"
        raise OutputError(message)
    return jsontext.dump(value)


def _schema(notice: model.Notice, name: str) -> bytes:
    """Give a schema the address that it is published under."""
    return jsontext.dump({**schemas.load(name), "$id": f"{notice.address}{FOLDER}schema/{name}.schema.json"})


def _entry(variant: model.Variant, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": variant.id,
        "kind": variant.kind,
        "label": variant.label,
        "modes": list(variant.modes),
        "policy": facts,
        "texts": {},
        "fragments": {},
        "pages": {},
    }
