"""Words that tell something, by what the forms of one word share: whether two texts may speak of one thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")  # between the words of a term of DPV
_SHORT = 3  # letters of the longest word that tells nothing apart
_STEM = 5  # letters by which the forms of one word are compared


def stems(text: str, common: Collection[str] = ()) -> dict[str, str]:
    """Give the words of a text by their stems, without `common` ones and short ones; numbers are never short."""
    words = _WORD.findall(_HUMP.sub(" ", text))
    return {
        word.lower()[:_STEM]: word
        for word in words
        if (len(word) > _SHORT or word.isdigit()) and word.lower() not in common
    }
