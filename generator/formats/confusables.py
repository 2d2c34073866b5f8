"""Names that look alike, reduced to what the eye sees (Unicode's confusables, UTS 39)."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _prototypes() -> dict[str, str]:
    """Read which letters look alike (Unicode's confusables): each with the one that stands for all of them."""
    table = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text(encoding="utf-8"))
    alike = {letter: [each["c"].strip("\u200e") for each in others] for letter, others in table.items()}
    made = {}
    for letter, others in alike.items():
        if len(others) == 1 and letter.isalnum():
            other = others[0]
            made[letter] = other if len(alike.get(other, ())) > 1 or len(other) > 1 else min(letter, other)
    return made


def skeletons(name: str) -> set[str]:
    """Reduce a name to what the eye sees: case first and letters then, and the other way round."""
    whole = unicodedata.normalize("NFKC", name)
    return {_bare(_seen(whole.casefold())), _bare(_seen(whole).casefold())}


def _seen(text: str) -> str:
    prototypes = _prototypes()
    return "".join(prototypes.get(character, character) for character in text)


def _bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
