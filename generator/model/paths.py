"""Paths such as `dpo.email`: one step from a record to what one of its properties holds."""

from __future__ import annotations

from typing import Any

# Properties that records keep as ids, since they may refer to facts of their own kind.
BY_ID = ("data_protection_officer", "member_of", "part_of", "facts")


def follow(value: Any, step: str, facts: dict[str, Any]) -> Any:
    """Find what a property of a record holds; ids become facts, and those that do not hold here are left out."""
    found = getattr(value, "from_" if step == "from" else step)
    if step not in BY_ID:
        return found
    if isinstance(found, tuple):
        return tuple(facts[name] for name in found if name in facts)
    return facts.get(found, found)
