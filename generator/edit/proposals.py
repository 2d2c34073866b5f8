"""Facts that an open sentence may be about, by the words and values that both hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from generator.edit import mentions
from generator.formats import yamltext
from generator.formats.word_stems import stems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.validate.symbols import SymbolTable

MOST = 5
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_WEIGHTS = {"label": 3, "aliases": 3, "forms": 3}
_LEAST = 3
_HALF = 0.5  # what a fact is worth whose label shares no word


@dataclass(frozen=True, slots=True)
class Proposal:
    """A fact that a sentence may be about, with the words that speak for it."""

    fact: str
    label: str
    because: tuple[str, ...]


def open_sentences(body: str, language: str) -> Iterator[mentions.Sentence]:
    """Find the sentences of a clause's text that nothing stands behind yet."""
    for sentence in mentions.sentences(body, language):
        words = body[sentence.start : sentence.end]
        if not sentence.facts and "](fact:" not in words and "{{" not in words and _WORD.search(words):
            yield sentence


def of_sentence(words: str, declared: SymbolTable) -> list[Proposal]:
    """Propose facts for a sentence, the likeliest first; rare words weigh more than those of many facts."""
    said = stems(words)
    weights = {name: dict(_weighted(each.fact)) for name, each in declared.facts.items() if each.kind != "gaps"}
    common = {stem: sum(stem in each for each in weights.values()) for stem in said}
    found = []
    for name, own in weights.items():
        shared = {stem: own[stem] / common[stem] for stem in said.keys() & own.keys()}
        if sum(own[stem] for stem in shared) >= _LEAST:
            label = str(declared.facts[name].fact.get("label", ""))
            because = tuple(dict.fromkeys(said[stem] for stem in sorted(shared, key=lambda s: (-shared[s], s))))
            named = stems(label)
            covered = len(named.keys() & shared.keys()) / max(len(named), 1)
            found.append((-sum(shared.values()) * (_HALF + covered), Proposal(name, label, because)))
    return [proposal for _, proposal in sorted(found, key=lambda each: (each[0], each[1].fact))[:MOST]]


def _weighted(fact: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Give the words of a fact, the weightier last, so that they stand."""
    for key in sorted(fact, key=lambda each: _WEIGHTS.get(each, 1)):
        for _, text in yamltext.texts(fact[key]):
            yield from ((stem, _WEIGHTS.get(key, 1)) for stem in stems(text))
