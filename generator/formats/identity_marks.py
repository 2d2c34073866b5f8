"""Marks of identity: what tells one organisation from all others, compared as runs of words."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import cache
from hashlib import blake2b
from html import unescape
from typing import TYPE_CHECKING

from publicsuffixlist import PublicSuffixList

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def words(text: str) -> list[str]:
    """Split a text of a page or of JSON into words as they are compared."""
    if "\\u" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return _WORD.findall(unicodedata.normalize("NFKC", unescape(text)).casefold())


def plain_words(html: str) -> list[str]:
    """Split a text into words as if it had no tags: a name with markup inside it is still that name."""
    return words(_TAG.sub(" ", html))


def _key(run: list[str]) -> int:
    return int.from_bytes(blake2b("\0".join(run).encode(), digest_size=8).digest(), "big")


class Index:
    """Finds marks of identity in words. `owners` are numbers that the caller gives."""

    def __init__(self, marks: Iterable[tuple[int, str]]) -> None:
        """Take the marks, each with the number of its owner. What two owners have tells neither apart."""
        self.lengths: dict[str, int] = {}
        found: list[int] = []
        for owner, mark in marks:
            run = words(mark)[:_MAX_WORDS]
            if sum(map(len, run)) >= _MIN_CHARACTERS:
                self.lengths[run[0]] = self.lengths.get(run[0], 0) | 1 << len(run)
                found.append(_key(run) << 32 | owner)
        found.sort()
        self._keys, self._owners = array("Q"), array("L")
        for each in found:
            key, owner = each >> 32, each & _SHARED
            if not self._keys or self._keys[-1] != key:
                self._keys.append(key)
                self._owners.append(owner)
            elif self._owners[-1] != owner:
                self._owners[-1] = _SHARED

    def find(self, text: list[str]) -> Iterator[tuple[int, str]]:
        """Find the marks in a text: the number of the owner, and the words."""
        for start, word in enumerate(text):
            lengths = self.lengths.get(word)
            if not lengths:
                continue
            for length in range(1, lengths.bit_length()):
                if lengths >> length & 1 and start + length <= len(text):
                    run = text[start : start + length]
                    owner = self._owner(_key(run))
                    if owner is not None:
                        yield owner, " ".join(run)

    def forget(self, text: list[str]) -> None:
        """Forget the marks that stand in a text: what the notice itself says tells no supplier apart."""
        for start, word in enumerate(text):
            lengths = self.lengths.get(word, 0)
            for length in range(1, lengths.bit_length()):
                if lengths >> length & 1:
                    key = _key(text[start : start + length])
                    at = bisect_left(self._keys, key)
                    if at < len(self._keys) and self._keys[at] == key:
                        self._owners[at] = _SHARED

    def _owner(self, key: int) -> int | None:
        at = bisect_left(self._keys, key)
        if at == len(self._keys) or self._keys[at] != key or self._owners[at] == _SHARED:
            return None
        return self._owners[at]


def reached(values: Iterable[str | None]) -> Iterator[str]:
    """Give mailboxes, numbers and addresses on the web as they are compared: whole, and by the domain."""
    for value in values:
        if value:
            bare = value.removeprefix("mailto:").removeprefix("tel:")
            host = _HOST.match(bare)
            if host is None or "@" in bare:
                yield bare if host else "".join(_WORD.findall(bare))
            if host:
                yield domain(host[1])


def domain(host: str) -> str:
    """Give the part of a host that somebody has registered: one name below a public one, such as co.uk or github.io.

    Which names are public is told by Mozilla's list (publicsuffix.org), as the package brings it. A host that is
    public itself is given whole.
    """
    return _public_names().privatesuffix(host) or host


@cache
def _public_names() -> PublicSuffixList:
    return PublicSuffixList()


_WORD = re.compile(r"[^\W_]+")


_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


_TAG = re.compile(r"<[^>]*>")


_HOST = re.compile(r"(?:https://|[^\s@]+@)([^/:\s]+)")


_MAX_WORDS = 40  # words; longer runs are compared by their beginning


_MIN_CHARACTERS = 4  # letters and digits; what is shorter stands everywhere by chance


_SHARED = 2**32 - 1  # in place of an owner, of which there are fewer
