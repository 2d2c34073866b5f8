"""One published file, before it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file of the site: its path below the site's address, and its bytes."""

    path: str
    data: bytes
