"""Directories of cases: what is accepted, and what is rejected with which report."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from generator.diagnostics.formats import text
from generator.diagnostics.rules import all_rules
from generator.pipeline import checking
from generator.verify import verifier
from tests.helpers import CASES, ROOT, make, overlay

if TYPE_CHECKING:
    from pathlib import Path

REJECTED = sorted(path.name for path in (CASES / "rejected").iterdir())


@pytest.mark.parametrize("name", REJECTED)
def test_a_rejected_source_gets_the_expected_report(name: str, project: Path, update: bool) -> None:
    """Each mistake is told with its place, the words of the author and what to type instead."""
    case = CASES / "rejected" / name
    overlay(case, project)
    published = case / "published"
    checked = checking.check(project, published.read_text(encoding="utf-8").split() if published.exists() else ())
    report = text.as_text(checked.diagnostics, checked.source.texts)
    if update:
        (case / "expected.txt").write_text(report + "\n", encoding="utf-8")
    assert checked.ok == (not any(each.is_error for each in checked.diagnostics))
    assert checked.diagnostics
    assert report + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [rule.name for rule in all_rules().values()])
def test_every_rule_has_a_rejected_case(name: str) -> None:
    """A rule that no case breaks may be one that nothing can break."""
    assert f"[{name}]" in (CASES / "rejected" / name / "expected.txt").read_text(encoding="utf-8")


def test_every_rule_that_the_code_names_is_in_the_table_and_every_rule_is_named() -> None:
    """The table and the code agree."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "generator").rglob("*.py"))
    named = {rule.name for rule in all_rules().values() if f'"{rule.name}"' in code}
    assert named == {rule.name for rule in all_rules().values()}
    assert set(re.findall(r'rule\("([a-z0-9-]+)"\)', code)) <= named


def test_of_ten_mistakes_of_one_stage_all_ten_are_told(project: Path) -> None:
    """One run tells all; nobody mends ten mistakes in ten runs."""
    overlay(CASES / "rejected/all-at-once", project)
    checked = checking.check(project)
    assert len(checked.diagnostics) >= 10


@pytest.mark.parametrize("name", sorted(path.name for path in (CASES / "accepted").iterdir()))
def test_an_accepted_source_gives_the_expected_text_and_pages(name: str, project: Path, update: bool) -> None:
    """What is accepted is printed as it was typed, on the page and in the data, and nothing in it is carried out."""
    case = CASES / "accepted" / name
    overlay(case, project)
    checked = checking.check(project)
    assert checked.ok, text.as_text(checked.diagnostics, checked.source.texts)
    site = project / "out"
    make(checked, site)
    assert [result.faults for result in verifier.verify_core(site) if result.faults] == []
    made = json.loads((site / f"data/v1/{name.removesuffix('-supplier')}/notice.en.json").read_text(encoding="utf-8"))
    shown = "\n".join(f"## {clause['heading']}\n{clause['text']}\n\n{clause['html']}\n" for clause in made["clauses"])
    if update:
        (case / "expected.txt").write_text(shown, encoding="utf-8")
    assert shown == (case / "expected.txt").read_text(encoding="utf-8")
    for page in site.rglob("*.html"):
        assert b"<script>alert" not in page.read_bytes()
        assert b"javascript:alert" not in page.read_bytes().replace(b"(javascript:alert(1))", b"")
