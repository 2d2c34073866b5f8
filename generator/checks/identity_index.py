"""What tells one supplier from all others, and where it stands: names, addresses, mailboxes, domains, numbers.

A mark of identity is compared as a run of words, whatever the case, the punctuation or the markup between them. For
tens of thousands of suppliers the index holds a few bytes a mark: it finds that a text holds one, and whose it is.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from hashlib import blake2b
from html import unescape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")
_TAG = re.compile(r"<[^>]*>")
_HOST = re.compile(r"(?:https://|[^\s@]+@)([^/:\s]+)")
_LONGEST = 40  # words; longer runs are compared by their beginning
_SHORTEST = 4  # letters and digits; what is shorter stands everywhere by chance
_SHARED = 0xFFFFFFFF
_TAIL = {"co", "com", "gov", "ac", "or", "ne"}


def of_source(raw: dict[str, Any]) -> Iterator[str]:
    """Give the marks of identity in a supplier's file. One that the notice names already has none of its own."""
    if "party" not in raw:
        yield from (raw[key] for key in ("name", "address", "registration_number") if key in raw)
    yield from raw.get("colours", {}).values()
    yield from [raw["logo"]["path"]] if "logo" in raw else []
    contacts = raw.get("contacts", {})
    reach = [raw, *contacts.values(), raw.get("data_protection_officer", {}), raw.get("terms", {})]
    yield from _reached(each.get(key) for each in reach for key in ("website", "url", "email", "phone"))


def of_all(suppliers: Iterable[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Give the marks of identity of all suppliers, each with the number of its owner, in their order."""
    for number, raw in enumerate(suppliers):
        for mark in of_source(raw):
            yield number, mark


def of_policy(policy: dict[str, Any]) -> Iterator[str]:
    """Give the marks of identity in a supplier's published policy."""
    parties = policy.get("parties", {})
    own = [entry for name, entry in parties.items() if "statedBy" in entry and name != "supplier-authority"]
    for entry in own:
        if entry["@id"].endswith("#supplier"):
            yield from (entry[key] for key in ("name", "address", "registrationNumber") if key in entry)
        yield from _reached([entry.get("website"), *entry.get("contact", [])])
    documents = policy.get("documents", {})
    yield from _reached(entry.get("url") for entry in documents.values() if "statedBy" in entry)


def _reached(values: Iterable[str | None]) -> Iterator[str]:
    """Give mailboxes, numbers and addresses on the web as they are compared: whole, and by the domain."""
    for value in values:
        if value:
            bare = value.removeprefix("mailto:").removeprefix("tel:")
            host = _HOST.match(bare)
            if host is None or "@" in bare:
                yield bare if host else "".join(_WORD.findall(bare))
            if host:
                yield _domain(host[1])


def _domain(host: str) -> str:
    """Give the part of a host that is registered: its last two names, or three below a public one such as co.uk."""
    names = host.split(".")
    return ".".join(names[-3:] if len(names) > 2 and names[-2] in _TAIL else names[-2:])  # noqa: PLR2004 - as said


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
            run = words(mark)[:_LONGEST]
            if sum(map(len, run)) >= _SHORTEST:
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
