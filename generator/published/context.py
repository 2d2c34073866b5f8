"""The JSON-LD context of every policy, and the version of the format."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from generator import resources


@cache
def context() -> dict[str, Any]:
    """Return the JSON-LD context that stands in every policy, and is published beside the schemas."""
    raw: dict[str, Any] = json.loads((resources.folder("schema") / "context.jsonld").read_text(encoding="utf-8"))
    return raw


SCHEMA_VERSION = "1.0"
