"""The schemas in `schema/`, with their common parts put in; and whether an output fits its own."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from generator import resources

if TYPE_CHECKING:
    from generator.formats.yamltext import Route


@cache
def load(name: str) -> Schema:
    """Read one schema, such as `facts/parties` or `policy`, with the common parts put in."""
    folder = resources.folder("schema")
    common = json.loads((folder / "common.schema.json").read_text(encoding="utf-8"))["$defs"]

    def inline(node: Any) -> Any:
        if isinstance(node, list):
            return [inline(each) for each in node]
        if not isinstance(node, dict):
            return node
        target = node.get("$ref", "")
        if isinstance(target, str) and _COMMON in target:
            part = target.rsplit("/", 1)[1]
            own = {key: value for key, value in node.items() if key != "$ref"}
            return inline({**common[part], "x-part": part, **own})
        return {key: inline(value) for key, value in node.items()}

    schema: Schema = inline(json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")))
    return schema


Schema = dict[str, Any]


_MAX_CHARACTERS = 300  # of what is said of a value: it may hold all of the value
_COMMON = "common.schema.json#/$defs/"


def output_fault(name: str, value: Any) -> tuple[Route, str] | None:
    """Check an output against its schema (`policy`, `text`, `catalog`); say where and what is wrong, or nothing.

    An output that fails is a fault of the generator, never of the source.
    """
    for error in _compiled(name).iter_errors(value):
        return tuple(error.instance_path), error.message[:_MAX_CHARACTERS]
    return None


@cache
def _compiled(name: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(load(name), validate_formats=True)
