"""What the pages tell their readers to type does what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.docs.walkthrough import Reader, edited, fits
from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    """From an empty folder to a published notice, with the very commands and what they show."""
    folder = tmp_path / "empty"
    folder.mkdir()
    (folder / "privacy-notice-generator").symlink_to(ROOT)
    assert Reader(folder, tmp_path / "state").follow(ROOT / "docs/tutorial.md") >= 15


def test_what_a_page_says_is_compared_line_by_line() -> None:
    """A page whose output is out of date is told."""
    assert fits("a\nbuilt in 1.3 s\n", "a\nbuilt in 0.9 s\n")
    assert fits("a\nb\nc\n", "a\n…\nc\n")
    assert fits("a and more\nb\n", "a …\nb\n")
    assert not fits("a\nb\n", "a\n")
    assert not fits("a and more\nb\n", "a …\n")
    assert not fits("a.b\n", "axb\n")


def test_an_edit_must_find_its_lines() -> None:
    """A page that edits what is no longer there is told."""
    assert edited("a\nb\n", " a\n-b\n+c\n") == "a\nc\n"
    with pytest.raises(AssertionError, match="stand 0 times"):
        edited("a\n", "-b\n+c\n")


@pytest.mark.parametrize("name", ["counsel", "operators", "review", "developers"])
def test_a_how_to_page_does_what_it_says(name: str, project: Path, programs: Path, tmp_path: Path) -> None:
    """Each command is typed in a project that checks clean, in the order of the page."""
    assert Reader(project, tmp_path / "state", str(programs)).follow(ROOT / f"docs/how-to/{name}.md") >= 2


def test_the_how_to_pages_of_suppliers_do_what_they_say(with_supplier: Path, programs: Path, tmp_path: Path) -> None:
    """One page adds the supplier that the other is written for."""
    reader = Reader(with_supplier, tmp_path / "state", str(programs))
    assert reader.follow(ROOT / "docs/how-to/govern-suppliers.md") >= 3
    assert reader.follow(ROOT / "docs/how-to/suppliers.md") >= 3
