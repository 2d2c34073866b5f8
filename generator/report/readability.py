"""How hard a text is to read: the length of its sentences, the share of passives, and LIX.

LIX (Björnsson, 1968) adds the words in a sentence and the percentage of words over six letters, so it is measured
alike in every language that puts blanks between words. Below 40 reads like fiction, 40 to 50 like a newspaper, 50 to
60 like an official text; above 60 is hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LONG = 6  # letters; a word with more counts as long
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?])[\s”\")]+(?=[\"“(]?[A-ZÀ-Þ])|\n+|(?<=:)\s+(?=-)")
_ABBREVIATED = re.compile(r"\b(?:(?:e\.g|i\.e|cf)\.\s+|(?:Art|No|Nr)\.\s+(?=\d))")
_PASSIVE = {
    "en": re.compile(
        r"\b(?:am|is|are|was|were|be|been|being)\s+(?:(?:not|never|only|also|always|often|\w+ly)\s+){0,2}"
        r"(?:\w{2,}ed|born|bound|bought|brought|built|chosen|done|drawn|found|given|gone|held|hidden|kept|known|laid|led|"
        r"left|lost|made|meant|met|paid|put|read|said|seen|sent|set|shown|sold|spoken|stolen|taken|taught|told|"
        r"understood|used|written)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Readability:
    """What was measured of a text. `passive` is a share of the sentences, or nothing where it cannot be told."""

    sentences: int
    words: int
    longest: int
    passive: float | None
    lix: float

    @property
    def average(self) -> float:
        """How many words a sentence has."""
        return self.words / self.sentences if self.sentences else 0.0


def measure(text: str, language: str) -> Readability:
    """Measure a plain text. An entry of a list counts as a sentence."""
    joined = _ABBREVIATED.sub(lambda match: match.group().rstrip(), text)
    sentences = [each for each in _END.split(joined) if each and _WORD.search(each)]
    lengths = [len(_WORD.findall(sentence)) for sentence in sentences]
    words = _WORD.findall(joined)
    passive = _PASSIVE.get(language.partition("-")[0])
    share = sum(bool(passive.search(each)) for each in sentences) / len(sentences) if passive and sentences else None
    lix = len(words) / len(sentences) + 100 * sum(len(w) > _LONG for w in words) / len(words) if words else 0.0
    return Readability(len(sentences), len(words), max(lengths, default=0), share, lix)
