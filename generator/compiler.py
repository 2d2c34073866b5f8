"""The order of the stages: the one place where it stands.

Each stage reports everything it finds; an error stops the stage after it. Then values become values, without fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator import binding, data, links, names, outline, schemas, site, source, variants
from generator.checks import modes, statements
from generator.diagnostics import Diagnostic, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator import model
    from generator.source import Source


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
    found += outline.check(read, declared)
    if _stops(found):
        return Checked(read, in_order(found), None)
    notice = binding.bind(read)
    places = {name: each.place for name, each in declared.facts.items()}
    places |= {supplier.id: read.place(f"notice/suppliers/{supplier.id}.yaml") for supplier in notice.suppliers}
    resolved = list(variants.resolve_all(notice))
    found += modes.check(resolved, places, read.documents[source.NOTICE])
    if not _stops(found):
        found += statements.check(resolved, places)
    return Checked(read, in_order(found), notice)


def _stops(found: list[Diagnostic]) -> bool:
    return any(each.is_error for each in found)


def steps(checked: Checked, only: str | None = None) -> int:
    """Count the steps that `build` takes."""
    if checked.notice is None:
        return 0
    names_built = [only] if only else variants.names(checked.notice)
    return len(names_built) + 1 + len(checked.notice.languages)


def build(checked: Checked, folder: Path, only: str | None = None) -> Iterator[str]:
    """Build every variant of a checked notice into an empty folder, or only one of them.

    Yields a few words on each step when it is done. Raises `data.OutputError` and `site.PaintError`.
    """
    notice = checked.notice
    if notice is None:
        message = "a notice with errors cannot be built"
        raise ValueError(message)
    resolved = [variant for variant in variants.resolve_all(notice) if only in (None, variant.id)]
    for artifact in data.files(notice, resolved):
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
