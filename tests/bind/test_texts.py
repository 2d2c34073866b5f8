"""Texts inside facts: what they print is the fact's own value, typed once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.pipeline import checking

if TYPE_CHECKING:
    from pathlib import Path

STORAGE = "notice/facts/storage.yaml"


def described(project: Path, written: str) -> checking.Checked:
    """Check the starter with another description of how long data is kept."""
    file = project / STORAGE
    text = file.read_text(encoding="utf-8")
    before = "We delete everything {{ this.duration }} after your membership ends."
    assert before in text
    file.write_text(text.replace(before, f'"{written}"'), encoding="utf-8")
    return checking.check(project)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Kept {{ this.duration }}.", "Kept 1 year."),
        ("Ask the {{ office }} ({{ office.email }}).", "Ask the library office (privacy@example.org)."),
        ("Of each {{ Loan Record }} of the {{ service.name }}.", "Of each Loan Record of the Example Library."),
        ("In {{ catalogue-host.country }}.", "In Belgium."),
        ("For {{ lending-books.purposes }}.", "For lending books to you."),
        ("As in {{ this.label }}.", "As in 1 year after your membership ends."),
        ("We see your { braces }.", "We see your { braces }."),
    ],
)
def test_a_text_of_a_fact_prints_what_it_names(written: str, shown: str, project: Path) -> None:
    """Its own properties, other facts, terms, and the words of the notice."""
    checked = described(project, written)
    assert [each.message for each in checked.diagnostics] == []
    assert checked.notice is not None
    assert checked.notice.sections["storage"][0].description == shown


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("Kept {{ this.until }}.", '"kept-after-membership" has no "until" yet'),
        ("{{ nobody }}", 'no fact is called "nobody"'),
        ("{{ this.kind }}", '"kind" is for programs and cannot be printed'),
        ("{{ list(office) }}", "list(…) cannot stand in a label"),
        ("{{ this.description }}", "this text prints a text that prints it in turn"),
        ("{{ Loan }}", 'no term is written "Loan"'),
    ],
)
def test_a_text_of_a_fact_that_cannot_print_is_told(written: str, message: str, project: Path) -> None:
    """At the line of the text."""
    found = described(project, written).diagnostics
    assert (found[0].message, found[0].place.file) == (message, STORAGE)


def test_a_changed_value_changes_the_words(project: Path) -> None:
    """The page cannot go on saying one year when the policy says ten."""
    file = project / STORAGE
    file.write_text(file.read_text(encoding="utf-8").replace("P1Y", "P1Y6M"), encoding="utf-8")
    checked = checking.check(project)
    assert checked.notice is not None
    assert checked.notice.sections["storage"][0].label == "1 year and 6 months after your membership ends"
