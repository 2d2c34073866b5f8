"""Text with placeholders and bindings: rendered once, filled in for each variant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from generator.diagnostics.records import Place

PlaceholderKind = Literal["term", "value", "list", "contact", "clause"]

# What a binding names for a sentence that says no fact.
NO_FACT = "none"

# The properties of facts, of whatever kind, that are text: placeholders print in them.
WRITTEN = frozenset(
    (
        "label",
        "description",
        "until",
        "limit",
        "justification",
        "withdrawal",
        "missing",
        "said",
        "why",
        "reached_through",
    )
)
# Those of them that are whole sentences.
SENTENCES = frozenset(("description", "justification", "withdrawal", "missing", "said", "why"))


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands between `{{` and `}}`: a term as it is written, or the path to a fact, property or clause."""

    kind: PlaceholderKind
    path: tuple[str, ...]
    place: Place

    @property
    def written(self) -> str:
        """The text as the author typed it, without the braces."""
        inside = ".".join(self.path)
        return inside if self.kind in ("term", "value") else f"{self.kind}({inside})"


@dataclass(frozen=True, slots=True)
class Binding:
    """The ids behind `[words](fact:…)`, and where they stand. The one id `none` says that there is no fact."""

    facts: tuple[str, ...]
    place: Place

    @property
    def is_plain(self) -> bool:
        """Whether the words are marked as saying no fact."""
        return self.facts == (NO_FACT,)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, a title inside a text, or a list that stands alone.

    `words` is plain text with the characters of placeholders; `bindings` are the numbers of those in it. `is_plain`:
    all of it is marked as saying no fact.
    """

    words: str
    bindings: tuple[int, ...]
    is_title: bool
    is_plain: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Text:
    """Text rendered once, with characters for private use where placeholders, bound words and statements go."""

    html: str
    plain: str
    markdown: str
    placeholders: tuple[Placeholder, ...]
    bindings: tuple[Binding, ...] = ()
    sentences: tuple[Sentence, ...] = ()
