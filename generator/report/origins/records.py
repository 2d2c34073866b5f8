"""What is said of one value's origin, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.diagnostics.records import Place

How = Literal["as written", "added", "replaced", "left out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One value of a property. `fact` is the id of the fact that the value is, where it is one.

    `place` is missing where nobody wrote the value: it is then the same for every supplier.
    """

    property: str
    value: str
    place: Place | None
    fact: str = ""
    how: How = "as written"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known of where a fact, a clause or a part of the notice comes from; `notes` are sentences."""

    title: str
    notes: tuple[str, ...]
    origins: tuple[Origin, ...]

    def only(self, name: str) -> Answer | None:
        """Keep one property; nothing where there is none of that name."""
        kept = tuple(each for each in self.origins if each.property == name)
        return replace(self, origins=kept) if kept else None
