"""A finished file with slots for values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ByteTemplate:
    """A file with slots: `parts` are its bytes, and empty where the slots go, by turns."""

    parts: tuple[bytes, ...]
    slots: tuple[int, ...]

    def fill(self, values: list[bytes]) -> bytes:
        """Write the file with the values of the slots."""
        parts = list(self.parts)
        parts[1::2] = [values[slot] for slot in self.slots]
        return b"".join(parts)
