"""The sentences of a rendered text, found by sentencex where a language ends one, and marked in its tokens.

A statement is a sentence, a title inside the text, or a list that stands alone. Marks stand at the top of a block, so
that what they enclose is whole: where two sentences share one bold stretch, they are one statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it.token import Token
from sentencex import get_sentence_boundaries

from generator.formats import private_use

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

_WORD = re.compile(r"\w")
_TITLES = ("heading_open", "th_open", "dt_open")
# What stands for a placeholder where sentences are looked for: a name, as most of them print, or whole sentences.
_NAME, _WHOLE = "Value", "Value."


@dataclass(slots=True)
class Words:
    """A statement as it was found; `line` is the first line of its block, counted from 0."""

    plain: str
    bindings: list[int]
    is_title: bool
    is_plain: bool
    line: int


@dataclass(slots=True)
class Sentences:
    """The statements of one text, and the bindings whose words hold more than one sentence.

    `plain_bindings` are those that name no fact, `whole` the characters of placeholders that print whole sentences.
    """

    language: str
    plain_bindings: frozenset[int] = frozenset()
    whole: frozenset[str] = frozenset()
    found: list[Words] = field(default_factory=list)
    spanning: list[int] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def mark(self, tokens: list[Token], blocks: AbstractSet[str]) -> None:
        """Mark the statements and the bound words in the tokens of a text. `blocks` print more than a sentence."""
        for index, token in enumerate(tokens):
            if token.type == "inline":
                before = tokens[index - 1] if index else token
                children, line = token.children or [], token.map[0] if token.map else 0
                made = self._block(children, line, title=before.type in _TITLES)
                token.children = [made[0], made[-1], *made[1:-1]] if token.content in blocks else made

    def _block(self, children: list[Token], line: int, *, title: bool) -> list[Token]:
        pieces = list(_pieces(children))
        text = "".join(piece.token.content for piece in pieces if piece.is_text)
        if not text.strip():
            return children
        cuts = self._cuts(text, pieces)
        made: list[Token] = []
        for first, last in pairwise([0, *cuts, len(text)]):
            made += self._statement(list(_between(pieces, first, last)), line, title=title)
        return made

    def _cuts(self, text: str, pieces: list[_Piece]) -> list[int]:
        """Find the offsets at which sentences end inside a block; none inside bold words, a link or bound words."""
        cuts = []
        for end in self._ends(text):
            inside = next((piece for piece in pieces if piece.is_text and piece.start <= end < piece.end), None)
            around = [] if inside is None or inside.start == end else inside.around
            if inside is not None and inside.start == end:
                before = next(piece for piece in reversed(pieces) if piece.is_text and piece.end == end)
                around = [each for each in inside.around if each in before.around]
            self.spanning += [int(each) for each in around if each.isdigit()]
            if not around:
                cuts.append(end)
        return cuts

    def _ends(self, text: str) -> Iterator[int]:
        """Find where each sentence of a block ends but the last, with the blanks after it."""
        shown, at = [], []
        for number, character in enumerate(text):
            written = character
            if private_use.PLACEHOLDER.fullmatch(character):
                written = _WHOLE if character in self.whole else _NAME
            shown.append(written)
            at += [number] * len(written)
        for boundary in get_sentence_boundaries(self.language.partition("-")[0], "".join(shown))[:-1]:
            yield at[boundary["end_index"]]

    def _statement(self, pieces: list[_Piece], line: int, *, title: bool) -> list[Token]:
        texts = [piece for piece in pieces if piece.is_text]
        words = "".join(piece.token.content for piece in texts)
        if not words.strip():
            return [piece.token for piece in pieces]
        bindings = list(dict.fromkeys(int(each) for piece in texts for each in piece.around if each.isdigit()))
        self.seen.update(bindings)
        spoken = [piece for piece in texts if _WORD.search(piece.token.content) or _holds_placeholder(piece)]
        plain = {str(number) for number in self.plain_bindings}
        is_plain = bool(spoken) and all(plain.intersection(piece.around) for piece in spoken)
        run_in = spoken and texts[0].start == 0 and all("strong" in piece.around for piece in spoken)
        is_title = title or bool(run_in and words[-1:].isspace())
        self.found.append(Words(" ".join(words.split()), bindings, is_title, is_plain, line))
        start = _raw(chr(private_use.FIRST_STATEMENT + len(self.found) - 1))
        return [start, *(piece.token for piece in pieces), _raw(private_use.STATEMENT_END)]


@dataclass(slots=True)
class _Piece:
    """A token of a block, and where its text lies in the block's. `around`: what it stands in; numbers are bindings."""

    token: Token
    start: int
    end: int
    around: list[str]
    is_text: bool


def _pieces(children: list[Token]) -> Iterator[_Piece]:
    around: list[str] = []
    at = 0
    for child in children:
        token, is_text = child, child.type in ("text", "code_inline", "softbreak", "hardbreak")
        if child.type.endswith("_open"):
            number = binding_of(child)
            around.append(str(number) if number is not None else child.type.removesuffix("_open"))
            token = child if number is None else _raw(chr(private_use.FIRST_BINDING + number))
        elif child.type.endswith("_close"):
            token = _raw(private_use.BINDING_END) if around.pop().isdigit() else child
        if child.type.endswith("break"):
            token.content = " "
        size = len(token.content) if is_text else 0
        if size or not is_text:
            yield _Piece(token, at, at + size, [*around], is_text)
        at += size


def binding_of(token: Token) -> int | None:
    """Give the number of the binding that a link is, or nothing."""
    number = str(token.attrs.get("href", "")).removeprefix("fact:")
    return int(number) if token.type == "link_open" and number.isdigit() else None


def _raw(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)


def _holds_placeholder(piece: _Piece) -> bool:
    return bool(private_use.PLACEHOLDER.search(piece.token.content))


def _between(pieces: list[_Piece], first: int, last: int) -> Iterator[_Piece]:
    """Give the pieces of a stretch of a block, with texts cut at its ends; what has no text goes with what it opens."""
    for piece in pieces:
        if piece.is_text and piece.start < last and piece.end > first:
            if piece.start >= first and piece.end <= last:
                yield piece
                continue
            start, end = max(piece.start, first), min(piece.end, last)
            content = piece.token.content[start - piece.start : end - piece.start]
            yield _Piece(Token("text", "", 0, content=content), start, end, piece.around, is_text=True)
        elif not piece.is_text:
            closes = piece.token.nesting < 0 or piece.token.content == private_use.BINDING_END
            if (first < piece.start <= last) if closes else (first <= piece.start < last):
                yield piece
