"""Bound words and sentences: what a text says where, and which facts it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.diagnostics.records import Place
from generator.source import clauses

if TYPE_CHECKING:
    from generator.model.text import Text

HEAD = "---\nid: x\nheading: X\n---\n"


def body(text: str, language: str = "en") -> Text:
    """Read the body of a clause that has no faults."""
    clause, found = clauses.parse(f"{HEAD}{text}\n", "c.md", language)
    assert found == []
    assert clause is not None
    return clause.body


def faults(text: str) -> list[tuple[str, int, int, str]]:
    """Read a clause, and tell what is wrong with it."""
    return [
        (each.rule.name, each.place.line, each.place.column, each.message)
        for each in clauses.parse(f"{HEAD}{text}\n", "c.md")[1]
    ]


@pytest.mark.parametrize(
    ("written", "facts"),
    [
        ("fact:a", ("a",)),
        ("fact:a-b,c", ("a-b", "c")),
        ("fact: a-b c", ("a-b", "c")),
        (" fact:a, b ,a", ("a", "b")),
        ("fact:none", ("none",)),
    ],
)
def test_words_are_bound_to_facts_by_their_ids(written: str, facts: tuple[str, ...]) -> None:
    """Blanks and commas part ids, and the words stand in each form of the text as they would alone."""
    text = body(f"We [keep it]({written}) so.")
    assert [each.facts for each in text.bindings] == [facts]
    assert (text.plain, text.markdown) == ("We keep it so.", "We keep it so.")
    assert text.bindings[0].place.column == len("We [keep it](") + 1 + written.index("fact")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("See Art. 13, e.g. this.\nAnd that.", ["See Art. 13, e.g. this.", "And that."]),
        ("**Run in.** We do.", ["Run in.", "We do."]),
        ("[One.](fact:a) [Two](fact:b).", ["One.", "Two."]),
        ("A **bold. Stretch** of it.", ["A bold. Stretch of it."]),
        ("We do:\n\n- this,\n- that.", ["We do:", "this,", "that."]),
        ("| A | B |\n|---|---|\n| c | d. E. |", ["A", "B", "c", "d. E."]),
        ("{{ x.description }} We do.", ["\ue000", "We do."]),
        ("{{ x }} We do.", ["\ue000 We do."]),
    ],
)
def test_sentences_end_where_the_language_ends_them(text: str, sentences: list[str]) -> None:
    """In each block by itself, and inside no bold words."""
    assert [each.words for each in body(text).sentences] == sentences


def test_a_language_has_its_own_abbreviations() -> None:
    """What ends a sentence in one language ends none in another."""
    text = "Das gilt bzw. Jedes gilt."
    assert len(body(text, "de").sentences) == 1


def test_a_sentence_knows_its_place_whatever_stands_before_it_in_the_line() -> None:
    """Placeholders and bindings are wider than what stands for them."""
    text = body("[Not](fact:aa,bb) {{ this.one }}. But\nthis. And {{ c }} [there](fact:d).")
    assert [each.place for each in text.sentences] == [
        Place("c.md", 5, 2, 33), Place("c.md", 5, 35, 38), Place("c.md", 6, 7, 25),
    ]  # fmt: skip
    assert [each.bindings for each in text.sentences] == [(0,), (), (1,)]


@pytest.mark.parametrize(
    ("text", "titles", "plain"),
    [
        ("## One\n\nTwo.", [True, False], [False, False]),
        ("**One.** Two.", [True, False], [False, False]),
        ("**One.**", [False], [False]),
        ("| A |\n|---|\n| b |", [True, False], [False, False]),
        ("[One.](fact:none) Two.", [False, False], [True, False]),
        ("[One](fact:none) two.", [False], [False]),
        ("[One](fact:none), [two](fact:none).", [False], [True]),
        ("[One](fact:none) [two](fact:a).", [False], [False]),
    ],
)
def test_titles_and_plain_sentences_are_told(text: str, titles: list[bool], plain: list[bool]) -> None:
    """A sentence is plain only as a whole; a bold one that stands alone is no title."""
    sentences = body(text).sentences
    assert [each.is_title for each in sentences] == titles
    assert [each.is_plain for each in sentences] == plain


NOTHING = "this binding has no words, or stands in other bound words or in code"


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("[a](fact:)", 5, 5, "no fact stands behind these words"),
        ("[a](fact:A)", 5, 5, '"A" is no id: ids have small letters, digits and hyphens'),
        ("[a](fact:none,b)", 5, 5, "words that say no fact cannot be bound to one as well"),
        ("[It is. We do.](fact:a)", 5, 17, "the bound words hold more than one sentence"),
        ("x\n\n[a [b](fact:b)](fact:a)", 7, 17, NOTHING),
        ("[](fact:a)", 5, 4, NOTHING),
        ("`[a](fact:a)`", 5, 6, NOTHING),
        ("[a\n\nb](fact:a)", 7, 4, NOTHING),
    ],
)
def test_a_binding_that_cannot_be_read_is_told(text: str, line: int, column: int, message: str) -> None:
    """At the ids behind the words."""
    assert faults(text) == [("binding", line, column, message)]


def test_words_of_a_fact_are_no_markdown() -> None:
    """Placeholders print in them; `this` is the fact itself."""
    text, found = clauses.parse_words("a *b* {{ this.duration }}\n{{ User }}", Place("f.yaml", 3, 5, 9), "kept")
    assert found == []
    assert text.plain == "a *b* \ue000\n\ue001"
    assert [each.path for each in text.placeholders] == [("kept", "duration"), ("User",)]
    _, found = clauses.parse_words("{{ list(x) }} [a](fact:b", Place("f.yaml", 3, 5, 9))
    assert [each.message for each in found] == ["list(…) cannot stand in a label"]
