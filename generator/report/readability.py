"""How hard a text is to read: the length of its sentences, the share of passives, and LIX.

LIX (Björnsson, 1968) adds the words in a sentence and the percentage of words over six letters, so it is measured
alike in every language that puts blanks between words. Below 40 reads like fiction, 40 to 50 like a newspaper, 50 to
60 like an official text; above 60 is hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.vocabulary import languages

_LONG = 6  # letters; a word with more counts as long
_WORD = re.compile(r"[^\W\d_]+(?:[-'\u2019][^\W\d_]+)*")
_END = re.compile(r"(?<=[.!?])[\s”\")]+(?=[\"“(]?[A-ZÀ-Þ])|\n+|(?<=:)\s+(?=-)")
_ABBREVIATED = re.compile(r"\b(?:(?:e\.g|i\.e|cf)\.\s+|(?:Art|No|Nr)\.\s+(?=\d))")


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
    known = languages.patterns(language)
    passives = sum(bool(known.passive.search(each)) for each in sentences) if known else 0
    share = passives / len(sentences) if known and sentences else None
    lix = len(words) / len(sentences) + 100 * sum(len(w) > _LONG for w in words) / len(words) if words else 0.0
    return Readability(len(sentences), len(words), max(lengths, default=0), share, lix)
