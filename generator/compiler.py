"""The order of the stages: the one place where it stands.

Each stage reports everything it finds; an error stops the stage after it. Then values become values, without fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import binding, jsontext, links, names, policy, schemas, site, source, text, variants
from generator.artifact import Artifact
from generator.checks import statements
from generator.diagnostics import Diagnostic, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator import model
    from generator.source import Source


class OutputError(Exception):
    """An output does not fit its schema: a bug of the generator. Nothing is published."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A source with everything that the checks said of it; `notice` is missing where an error stands in its way."""

    source: Source
    diagnostics: list[Diagnostic]
    notice: model.Notice | None

    @property
    def ok(self) -> bool:
        """Whether the notice can be built."""
        return self.notice is not None and not any(each.is_error for each in self.diagnostics)


def check(root: Path) -> Checked:
    """Read a source and check it, stage by stage."""
    read, found = source.read(root)
    if _stops(found):
        return Checked(read, in_order(found), None)
    declared = names.collect(read)
    found += schemas.check(read, declared)
    found += site.check(read.documents[source.PAINT])
    if _stops(found):
        return Checked(read, in_order(found), None)
    found += links.check(read, declared)
    if _stops(found):
        return Checked(read, in_order(found), None)
    notice = binding.bind(read)
    places = {name: each.place for name, each in declared.facts.items()}
    places |= {supplier.id: read.place(f"notice/suppliers/{supplier.id}.yaml") for supplier in notice.suppliers}
    found += statements.check(list(variants.resolve_all(notice)), places)
    return Checked(read, in_order(found), notice)


def _stops(found: list[Diagnostic]) -> bool:
    return any(each.is_error for each in found)


def data_files(notice: model.Notice, resolved: list[model.Variant]) -> Iterator[Artifact]:
    """Make the files that programs read, each checked against its schema. Raises `OutputError`."""
    context = Artifact("data/v1/context.jsonld", jsontext.dump(policy.context()))
    published = {
        name: Artifact(f"data/v1/schema/{name}.schema.json", _schema(notice, name))
        for name in ("policy", "text", "catalog")
    }
    yield context
    yield from published.values()
    entries: dict[str, dict[str, Any]] = {}
    for variant in resolved:
        if variant.id not in entries:
            facts = _artifact(f"{variant.data_path}policy.jsonld", "policy", policy.emit(variant))
            yield facts
            entries[variant.id] = _catalog_entry(variant, _file(notice, facts, "application/ld+json"))
        words = _artifact(f"{variant.data_path}notice.{variant.language}.json", "text", text.emit(variant))
        yield words
        entries[variant.id]["texts"][variant.language] = _file(notice, words, "application/json")
        entries[variant.id]["pages"][variant.language] = notice.address + variant.path
    catalog = {
        "schemaVersion": policy.SCHEMA_VERSION,
        "noticeVersion": notice.version,
        "status": notice.status,
        **({"effective": notice.effective} if notice.effective else {}),
        "notice": notice.id,
        "title": notice.title,
        "languages": list(notice.languages),
        "context": _file(notice, context, "application/ld+json"),
        "schemas": {name: _file(notice, artifact, "application/schema+json") for name, artifact in published.items()},
        "variants": list(entries.values()),
    }
    yield _artifact("data/v1/catalog.json", "catalog", catalog)


def _artifact(path: str, schema: str, value: dict[str, Any]) -> Artifact:
    fault = schemas.output_fault(schema, value)
    if fault:
        message = f"{path} does not fit its schema at {fault}"
        raise OutputError(message)
    return Artifact(path, jsontext.dump(value))


def _schema(notice: model.Notice, name: str) -> bytes:
    """Give a schema the address that it is published under."""
    return jsontext.dump({**schemas.load(name), "$id": f"{notice.address}data/v1/schema/{name}.schema.json"})


def _file(notice: model.Notice, artifact: Artifact, media_type: str) -> dict[str, Any]:
    return {
        "path": artifact.path,
        "url": notice.address + artifact.path,
        "mediaType": media_type,
        "bytes": len(artifact.data),
        "sha256": jsontext.digest(artifact.data),
    }


def _catalog_entry(variant: model.Variant, facts: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": variant.id,
        "kind": variant.kind,
        "label": variant.label,
        "modes": list(variant.modes),
        "policy": facts,
        "texts": {},
        "pages": {},
    }


def steps(checked: Checked, only: str | None = None) -> int:
    """Count the steps that `build` takes."""
    if checked.notice is None:
        return 0
    names_built = [only] if only else variants.names(checked.notice)
    return len(names_built) + 1 + len(checked.notice.languages)


def build(checked: Checked, folder: Path, only: str | None = None) -> Iterator[str]:
    """Build every variant of a checked notice into an empty folder, or only one of them.

    Yields a few words on each step when it is done. Raises `OutputError` and `site.PaintError`.
    """
    notice = checked.notice
    if notice is None:
        message = "a notice with errors cannot be built"
        raise ValueError(message)
    resolved = [variant for variant in variants.resolve_all(notice) if only in (None, variant.id)]
    for artifact in data_files(notice, resolved):
        path = folder / artifact.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(artifact.data)
        if artifact.path.endswith(("policy.jsonld", "catalog.json")):
            yield f"{artifact.path} ({len(artifact.data):,} bytes)"
    settings: dict[str, Any] = checked.source.documents[source.PAINT].value  # type: ignore[assignment]
    for language in notice.languages:
        spoken = [variant for variant in resolved if variant.language == language]
        scratch = folder / f".paint-{language}"
        site.paint(settings, spoken, scratch, folder)
        scratch.rmdir()
        yield f"pages in {language}"
