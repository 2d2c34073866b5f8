"""Many small texts by name, on disk and not in memory: of each, only its place is kept.

The file has no name and goes with the process. Processes that were forked read it at the same time. What the disk does
not take is kept in memory; on Windows that is all, since files have names there and are not read at a place.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Mapping


class DiskStore(Mapping[str, bytes]):
    """A mapping that is only added to, in the order of adding."""

    def __init__(self) -> None:
        """Begin empty."""
        self._names: dict[str, int] = {}
        self._ends = array("Q", [0])
        self._kept: dict[str, bytes] = {}
        self._file = -1
        if not hasattr(os, "pread"):
            return
        try:
            self._file, path = tempfile.mkstemp()
        except OSError:
            return
        os.unlink(path)  # noqa: PTH108 - a name, not a path
        weakref.finalize(self, os.close, self._file)

    def add(self, name: str, text: bytes) -> None:
        """Add a text under a name that is not there yet."""
        self._names[name] = len(self._names)
        try:
            written = os.pwrite(self._file, text, self._ends[-1]) if self._file >= 0 else -1
        except OSError:
            written = -1
        if written != len(text):
            self._kept[name] = text
        self._ends.append(self._ends[-1] + len(text))

    def __getitem__(self, name: str) -> bytes:
        """Read a text. Raises `KeyError`."""
        if name in self._kept:
            return self._kept[name]
        number = self._names[name]
        start = self._ends[number]
        return os.pread(self._file, self._ends[number + 1] - start, start)

    def __iter__(self) -> Iterator[str]:
        """Give the names."""
        return iter(self._names)

    def __len__(self) -> int:
        """Count the texts."""
        return len(self._names)
