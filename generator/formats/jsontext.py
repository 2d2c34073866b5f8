"""JSON as it is published: UTF-8, two spaces, keys in the order they were made, one line end at the end."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson


def dump(value: Any) -> bytes:
    """Write a value as published JSON."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def digest(data: bytes) -> str:
    """Give the SHA-256 of published bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def inert(text: str) -> str:
    """Write JSON so that no HTML reader takes a part of it for a tag."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
