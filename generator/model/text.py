"""Text with placeholders: rendered once, filled in for each variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.diagnostics.records import Place


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands between `{{` and `}}`: a term as it is written, or the path to a fact, property or clause."""

    kind: PlaceholderKind
    path: tuple[str, ...]
    place: Place

    @property
    def written(self) -> str:
        """The text as the author typed it, without the braces."""
        inside = ".".join(self.path)
        return inside if self.kind in ("term", "value") else f"{self.kind}({inside})"


@dataclass(frozen=True, slots=True)
class Text:
    """Text rendered once: each form holds the character `FIRST_MARK + n` where placeholder n goes."""

    html: str
    plain: str
    markdown: str
    placeholders: tuple[Placeholder, ...]


FIRST_PLACEHOLDER = 0xE000


PlaceholderKind = Literal["term", "value", "list", "contact", "clause"]
