"""The real notice as text, one file a variant: what a lawyer reads in review, and what a change is seen in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = ROOT / "tests/golden"


def readable(text: Path) -> str:
    """Write the clauses of a published text as a page of plain text."""
    made = json.loads(text.read_text(encoding="utf-8"))
    parts = [f"{made['title']}\nVersion {made['noticeVersion']}, {made['status']}\n"]
    for clause in made["clauses"]:
        heading = f"{clause.get('number', '')} {clause['heading']}".strip()
        parts.append(f"{heading}\n{'=' * len(heading)}\n\n{clause['text']}\n")
    return "\n".join(parts)


def test_the_text_of_each_variant_is_the_one_that_was_reviewed(rainbow_site: Path, update: bool) -> None:
    """Run with --update after a change of the text, and read the difference."""
    made = {path.parent.name: readable(path) for path in sorted(rainbow_site.glob("data/v1/*/notice.en.json"))}
    if update:
        for old in GOLDEN.glob("*.txt"):
            old.unlink()
        for variant, text in made.items():
            (GOLDEN / f"{variant}.txt").write_text(text, encoding="utf-8")
    assert made == {path.stem: path.read_text(encoding="utf-8") for path in GOLDEN.glob("*.txt")}


def test_there_are_six_variants_each_with_pages_and_data(rainbow_site: Path) -> None:
    """General, direct, the publisher as supplier, and three resellers."""
    variants = sorted(path.parent.name for path in rainbow_site.glob("data/v1/*/policy.jsonld"))
    assert variants == sorted(path.parent.name for path in rainbow_site.glob("en/*/notice"))
    assert len(variants) == 6
