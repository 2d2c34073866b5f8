"""Words that share nothing with the fact they are bound to: bound to the wrong one, most likely."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING

from generator.checks.wording import bound_words
from generator.diagnostics.records import Diagnostic, Note
from generator.diagnostics.rules import rule
from generator.formats.word_stems import stems
from generator.vocabulary import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model
    from generator.diagnostics.records import Place
    from generator.source.records import Source
    from generator.validate.symbols import SymbolTable

_PLACEHOLDER = re.compile(r"\{\{([^{}\n]*)\}\}")
_NO_WORDS = frozenset(("suppliers", "applies_when", "reference"))
_SHOWN = 4


def check(source: Source, names: SymbolTable, notice: model.Notice) -> Iterator[Diagnostic]:
    """Find the bindings of clauses whose words and fact have no word in common."""
    patterns = languages.patterns(notice.languages[0])
    common = patterns.common_words if patterns else frozenset[str]()
    facts = {fact.id: fact for section in notice.sections.values() for fact in section}
    texts = {name: _texts(fact) for name, fact in facts.items()}
    own = {name: stems(text, common).keys() for name, text in texts.items()}
    for clause in bound_words.every(source):
        for start, end, ids in clause.bound:
            typed = source.texts[clause.file][start:end]
            said = stems(_printed(typed, notice, facts), common).keys()
            for name in ids:
                if said and name in own and not said & own[name] and not _prints(typed, texts[name]):
                    yield _diagnostic(clause.place(start, end), typed, name, names)


def _printed(words: str, notice: model.Notice, facts: dict[str, model.Fact]) -> str:
    """Put the words that are printed in the place of placeholders: a term, the name of the service, a fact's label."""

    def put(match: re.Match[str]) -> str:
        head = match[1].strip().partition(".")[0]
        if head == "service":
            return notice.service.name
        return facts[head].label if head in facts else match[1]

    return _PLACEHOLDER.sub(put, words)


def _texts(fact: model.Fact) -> str:
    """Give all that a fact says of itself, what it is called first; its id and its terms are words too."""
    values = (getattr(fact, each.name) for each in fields(fact) if each.name not in _NO_WORDS)
    parts = [fact.label, *(each for value in values for each in (value if isinstance(value, tuple) else (value,)))]
    return " ".join(part if isinstance(part, str) else getattr(part, "plain", "") for part in parts)


def _prints(words: str, own: str) -> bool:
    """Whether words print a term that the fact itself is called by."""
    return any(own.startswith(match[1].strip()) for match in _PLACEHOLDER.finditer(words))


def _diagnostic(place: Place, words: str, name: str, names: SymbolTable) -> Diagnostic:
    declared = names.facts[name]
    own = ", ".join(list(stems(str(declared.fact.get("label", ""))).values())[:_SHOWN])
    message = f'"{" ".join(words.split())}" shares no word with "{name}" ({declared.fact.get("label")})'
    remedy = f"bind the words that speak of it ({own}), or say in its `description` what these words say"
    return Diagnostic(rule("unlike-binding"), place, message, remedy, (Note("the fact stands here", declared.place),))
