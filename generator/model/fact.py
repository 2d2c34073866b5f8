"""What every fact has, and how a fact holds others."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

Mode = Literal["controller", "processor"]


def of_one(kind: str) -> Any:
    """Declare a field that holds one fact of a kind, or none."""
    return field(default=None, metadata={"one": kind})


def of_many(kind: str) -> Any:
    """Declare a field that holds facts of a kind."""
    return field(default=(), metadata={"many": kind})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. `applies_when` is the one mode it holds in; `own` marks a supplier's own addition.

    `suppliers` says what a supplier may do to it: nothing (`locked`), promise more (`open`), must promise something
    (`required`), or take it away for a reason (`removable`).
    """

    kind_of_fact: ClassVar[str]

    id: str
    label: str
    description: str = ""
    dpv: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    applies_when: Mode | None = None
    reference: tuple[str, ...] = ()
    suppliers: str = "locked"
    own: bool = False

    @property
    def in_policy(self) -> bool:
        """Whether the fact has a machine form: a statement stands in the text alone, a note for counsel nowhere."""
        return getattr(self, "kind", "") != "statement" and getattr(self, "public", True)
