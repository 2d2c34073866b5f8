"""What the compiler says about a source: places and diagnostics, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diagnostics.rules import Rule


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line of a source file; lines and columns count from 1, in characters.

    `end_column` is the first column after the stretch; it equals `column` where only a point is known.
    """

    file: str
    line: int
    column: int
    end_column: int = 0

    def __str__(self) -> str:
        """Write the place as editors do: file, line, column."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """A sentence about another place that explains the diagnostic, or about no place at all."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault: the rule it breaks, where, what was found (`message`) and what to type instead (`help`)."""

    rule: Rule
    place: Place
    message: str
    help: str
    notes: tuple[Note, ...] = field(default=())

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Diagnostics are told in the order of their places."""
        return (self.place, self.rule.code, self.message)

    @property
    def is_error(self) -> bool:
        """Whether the diagnostic stops the stage after its own."""
        return self.rule.severity == "error"


def in_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sort diagnostics by place and drop repetitions."""
    unique = {d.sort_key: d for d in diagnostics}
    return [unique[key] for key in sorted(unique)]
