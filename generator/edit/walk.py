"""A file's value, with something put in the place of what names facts in it: ids, references, and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.published.schemas import Schema

GONE = object()


@dataclass(frozen=True, slots=True)
class Walk:
    """What is put in the place of the id of a fact, where it is declared or referred to, and of a text.

    `GONE` takes it away. Clauses and suppliers have ids of their own, which may be spelt alike: `declares_facts` says
    whether the ids that a file declares are those of facts.
    """

    name: Callable[[str], object]
    text: Callable[[str], object]
    declares_facts: bool

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
        if "refersTo" in schema:
            return value if schema["refersTo"] == ["clauses"] else self.name(value)
        if schema.get("x-part") == "id":
            return self.name(value) if self.declares_facts else value
        return value if "enum" in schema or "dpvTerm" in schema else self.text(value)
