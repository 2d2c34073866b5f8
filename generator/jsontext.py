"""JSON as it is published: UTF-8, two spaces, keys in the order they were made, one line end at the end."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def dump(value: Any) -> bytes:
    """Write a value as published JSON. NaN and infinities are bugs and raise `ValueError`."""
    return (json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def digest(data: bytes) -> str:
    """Give the SHA-256 of published bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
