"""A file's value, with something put in the place of the names in it: ids of facts, and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.published.schemas import Schema

GONE = object()


@dataclass(frozen=True, slots=True)
class Walk:
    """What is put in the place of an id, where it is declared or referred to, and of a text. `GONE` takes it away."""

    name: Callable[[str], object]
    text: Callable[[str], object]

    def through(self, schema: Schema, value: Any) -> Any:
        """Go through a value by its schema. A list that is emptied goes as a whole; an entry goes with its id."""
        return self._part(schema, schema, value)

    def _part(self, whole: Schema, schema: Schema, value: Any) -> Any:
        if "$ref" in schema:
            schema = whole["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        if isinstance(value, dict):
            known = schema.get("properties", {})
            made = {key: self._part(whole, known.get(key, {}), each) for key, each in value.items()}
            if made.get("id") is GONE:
                return GONE
            return {key: each for key, each in made.items() if each is not GONE}
        if isinstance(value, list):
            entries = [self._part(whole, schema.get("items", {}), each) for each in value]
            kept = [each for each in entries if each is not GONE]
            return kept if kept or not value else GONE
        if not isinstance(value, str):
            return value
        is_name = "refersTo" in schema or schema.get("x-part") == "id"
        return self.name(value) if is_name else self.text(value)
