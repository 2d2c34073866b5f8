"""Characters that may not stand in a source, or not together: they hide text, or split readers over what it says."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# What each class does to a reader. Of the Unicode Character Database (unicode.org/Public/UCD/latest/ucd): the general
# categories Cc, Cs and Co, the property Bidi_Control, and those of Default_Ignorable_Code_Point that no language needs.
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
    ("a sign that stands for what could not be read", "\ufffd"),
    ("a character reserved for private use", "\ue000-\uf8ff\U000f0000-\U0010ffff"),
)
# Scripts that are written together in one word; Unicode calls it "highly restrictive" (unicode.org/reports/tr39, 5.2).
_TOGETHER = ({"CJK", "HIRAGANA", "KATAKANA", "LATIN"}, {"CJK", "HANGUL", "LATIN"}, {"CJK", "BOPOMOFO", "LATIN"})
# Kinds of decomposition (UnicodeData.txt, field 5) whose letters pass for ordinary ones, and signs that do not.
_ODD_FORMS = ("<wide>", "<narrow>", "<font>", "<circle>", "<square>", "<super>", "<sub>")
_HARMLESS = frozenset("™℠²³¹ªº№")
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


def forbidden(text: str, most: int | None = None) -> list[Forbidden]:
    """Find the characters that may not stand in a source: all, or so many at most."""
    return [_describe(match) for match in islice(_FORBIDDEN.finditer(text), most)]


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


def mixed(text: str) -> Iterator[tuple[str, str]]:
    """Find words of two alphabets, and letters in a special form. Gives what was found, and what to type instead."""
    if text.isascii():
        return
    for word in text.split():
        scripts = {script for character in word if (script := _script(character))}
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            which = " and ".join(sorted(name.capitalize() for name in scripts))
            yield f'the word "{word}" mixes letters of {which}', "type the word anew in one alphabet"
    odd = next((c for c in text if unicodedata.decomposition(c).startswith(_ODD_FORMS) and c not in _HARMLESS), "")
    if odd:
        plain = unicodedata.normalize("NFKC", odd)
        yield f'"{odd}" is a special form of "{plain}"', f'write "{unicodedata.normalize("NFKC", text)}"'


def _script(character: str) -> str:
    """Name the script of a letter; nothing for digits, signs and what all scripts share."""
    if not character.isalpha() or character in "ªº":
        return ""
    name = unicodedata.name(character, "").split(" ")[0]
    return "" if name in ("MODIFIER", "COMBINING", "MICRO", "FULLWIDTH", "HALFWIDTH") else name
