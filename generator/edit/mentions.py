"""Where a text names a fact or a term: in what it prints, and in what its words are bound to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sentencex import get_sentence_boundaries

from generator.model.text import NO_FACT, SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRINTED = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}")
_BOUND = re.compile(r"\]\((?P<inside>[ \t]*fact:[^()\n]*)\)")
_HEAD = re.compile(r"(?<![\w.-])[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?![\w(-])")
_IDS = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BLOCK = re.compile(r"(?:^|\n)(?P<block>[^\n]+(?:\n(?![ \t]*\n|[ \t]*(?:[-*+]|\d+\.)[ \t])[^\n]+)*)")
_CLOSING = re.compile(r"(?:\*\*|__)\s+")
_TITLE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?\*\*[^*\n]+\*\*[ \t]*")
_NO_FACTS = frozenset(("notice", "service", "supplier"))
_MARKER = re.compile(r"[ \t]*(?:[-*+]|\d+\.|#+)[ \t]+")


def renamed(text: str, names: dict[str, str]) -> str:
    """Put new names in the place of old ones, of facts and of terms, where a text prints them or is bound to them."""

    def printed(match: re.Match[str]) -> str:
        inside = match["inside"]
        if inside.strip() in names:
            return match.group().replace(inside.strip(), names[inside.strip()])
        if "clause(" in inside:
            return match.group()
        return "{{" + _HEAD.sub(lambda m: names.get(m.group(), m.group()), inside, count=1) + "}}"

    def bound(match: re.Match[str]) -> str:
        kind, ids = match["inside"].split(":", 1)
        return f"]({kind}:{_IDS.sub(lambda m: names.get(m.group(), m.group()), ids)})"

    return _BOUND.sub(bound, _PRINTED.sub(printed, text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in a text of Markdown: from where to where it stands, and which facts it prints or is bound to."""

    start: int
    end: int
    facts: frozenset[str]


def sentences(text: str, language: str) -> Iterator[Sentence]:
    """Find the sentences of a text as it is typed."""
    for block in _BLOCK.finditer(text):
        raw, at = block["block"], block.start("block")
        marker = _MARKER.match(raw)
        begin = marker.end() if marker else 0
        masked = _PRINTED.sub(_word, _BOUND.sub(_close, raw))[begin:]
        for boundary in get_sentence_boundaries(language.partition("-")[0], masked):
            start, end = at + begin + boundary["start_index"], at + begin + boundary["end_index"]
            closing = _CLOSING.match(text, start)  # the end of what was bold belongs to the sentence before it
            start = closing.end() if closing and boundary["start_index"] else start
            yield Sentence(start, end, frozenset(_named(text[start:end])))


def _word(match: re.Match[str]) -> str:
    """Put a name in the place of what is printed, or a sentence where a whole one is."""
    end = "." if match["inside"].strip().rpartition(".")[2] in SENTENCES else "x"
    return "X" + "x" * (len(match.group()) - 2) + end


def _close(match: re.Match[str]) -> str:
    """Put closing brackets in the place of what words are bound to: they belong to the sentence before them."""
    return ")" * len(match.group())


def _named(text: str) -> Iterator[str]:
    for match in _PRINTED.finditer(text):
        if "clause(" not in match["inside"] and (head := _HEAD.search(match["inside"])):
            yield from {head.group()} - _NO_FACTS
    for match in _BOUND.finditer(text):
        yield from (name for name in _IDS.findall(match["inside"].split(":", 1)[1]) if name != NO_FACT)


def without(text: str, gone: frozenset[str], language: str) -> str:
    """Take away the sentences that state nothing but facts that are gone, and lists and paragraphs with no other."""
    had = set(text.split("\n"))
    doomed = [each for each in sentences(text, language) if each.facts and each.facts <= gone]
    for sentence in reversed(doomed):
        text = text[: sentence.start] + text[sentence.end :]
    lines = [line for line in text.split("\n") if line in had or not _is_left(line)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")


def _is_left(line: str) -> bool:
    """Whether what is left of a line is the sign of a list, or a title with nothing below it."""
    return bool(_MARKER.fullmatch(f"{line.rstrip()} ") or _TITLE.fullmatch(line))
