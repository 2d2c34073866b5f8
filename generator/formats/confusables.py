"""Names that look alike, reduced to what the eye sees (Unicode's confusables, UTS 39)."""

from __future__ import annotations

import unicodedata
from functools import cache

from confusable_homoglyphs import confusables


@cache
def _prototype(letter: str) -> str:
    """Give the one letter, or the few, that stand for all that look like this one; itself where none does."""
    others = _alike(letter)
    if len(others) != 1 or not letter.isalnum():
        return letter
    (other,) = others
    return other if len(_alike(other)) > 1 or len(other) > 1 else min(letter, other)


def _alike(letter: str) -> list[str]:
    found = confusables.is_confusable(letter, greedy=True)
    return [each["c"].strip("\u200e") for each in found[0]["homoglyphs"]] if found else []


def skeletons(name: str) -> set[str]:
    """Reduce a name to what the eye sees: case first and letters then, and the other way round."""
    whole = unicodedata.normalize("NFKC", name)
    return {_bare(_seen(whole.casefold())), _bare(_seen(whole).casefold())}


def _seen(text: str) -> str:
    return "".join(map(_prototype, text))


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
