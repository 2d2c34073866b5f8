"""Characters that may not stand in a source: they hide text, or split readers over what it says."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

# What each class does to a reader; the ranges are the ones of the Unicode standard.
_KINDS = (
    ("a control character", "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"),
    ("a line break that editors do not show", "\x85\u2028\u2029"),
    ("half of a surrogate pair", "\ud800-\udfff"),
    ("a byte order mark inside the text", "\ufeff"),
    ("a mark that turns the direction of text", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    (
        "an invisible character",
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2064\u206a-\u206f\u3164\ufff9-\ufffb\U000e0000-\U000e007f",
    ),
    ("a character reserved for private use", "\ue000-\uf8ff\U000f0000-\U0010ffff"),
)
_FORBIDDEN = re.compile("|".join(f"(?P<k{n}>[{ranges}])" for n, (_, ranges) in enumerate(_KINDS)))


class Forbidden(NamedTuple):
    """A forbidden character: what it is, with its code point, and its offset in the text."""

    what: str
    offset: int

    def __str__(self) -> str:
        """Say what the character is."""
        return self.what


def _describe(match: re.Match[str]) -> Forbidden:
    kind = _KINDS[int(str(match.lastgroup)[1:])][0]
    return Forbidden(f"{kind} (U+{ord(match.group()):04X})", match.start())


def forbidden(text: str) -> list[Forbidden]:
    """Find every character that may not stand in a source."""
    return [_describe(match) for match in _FORBIDDEN.finditer(text)]


def first_forbidden(text: str) -> Forbidden | None:
    """Find the first character that may not stand in a source."""
    match = _FORBIDDEN.search(text)
    return _describe(match) if match else None


def first_not_composed(text: str) -> int | None:
    """Find the offset of the first line that is not in normal form C: one name, one spelling."""
    if unicodedata.is_normalized("NFC", text):
        return None
    offset = 0
    for line in text.splitlines(keepends=True):
        if not unicodedata.is_normalized("NFC", line):
            return offset + next(
                n for n, c in enumerate(line) if unicodedata.normalize("NFC", line[: n + 1]) != line[: n + 1]
            )
        offset += len(line)
    return 0
