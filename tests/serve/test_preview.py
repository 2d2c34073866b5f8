"""The preview in a real browser: saving shows, a mistake shows as its diagnostic, mending brings the page back."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from generator.diagnostics import explain
from generator.diagnostics.rules import all_rules
from generator.pipeline import checking
from tests.helpers import CASES, make, notice, overlay, preview

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@contextmanager
def running(project: Path) -> Iterator[str]:
    """Show the direct variant of a project, and give the address."""
    with preview(project, "--variant", "direct") as said:
        yield re.search(r"http://\S+", said).group()  # type: ignore[union-attr]


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Give the address of a running preview of the project."""
    with running(project) as where:
        yield where


def test_saving_a_file_shows_in_the_browser_and_a_mistake_shows_as_its_diagnostic(
    address: str, project: Path, page: Page
) -> None:
    """What a lawyer does all day: type, look, mistype, mend. The page stays, with the diagnostic beside its clause."""
    clause = project / "notice/clauses/how-long.md"
    whole = clause.read_text(encoding="utf-8")
    page.goto(f"{address}en/direct/notice/")
    expect(page.get_by_text("We delete everything")).to_be_visible()
    expect(page.locator(".preview-above")).to_have_count(0)

    clause.write_text(whole + "\n[This sentence is new.](fact:none)\n", encoding="utf-8")
    expect(page.get_by_text("This sentence is new.")).to_be_visible()

    clause.write_text(whole + "\nWrite to {{ office.mail }}.\n", encoding="utf-8")
    expect(page.locator(".preview-above")).to_contain_text(
        "1 error found (beside how-long). This is the page as it was before"
    )
    expect(page.get_by_text("This sentence is new.")).to_be_visible()
    remark = page.locator("#how-long + aside")
    expect(remark).to_contain_text('did you mean "email"?')
    link = remark.get_by_role("link", name="notice/clauses/how-long.md:9:10")
    expect(link).to_have_attribute("href", f"vscode://file{quote(str(clause.resolve()))}:9:10")
    expect(page.locator(".preview-above aside")).to_have_count(0)

    remark.get_by_role("link", name="unknown-placeholder").click()
    expect(page.get_by_role("heading", name="T303 unknown-placeholder (error)")).to_be_in_viewport()
    page.go_back()

    clause.write_text(whole + "\n[This sentence is mended.](fact:none)\n", encoding="utf-8")
    expect(page.get_by_text("This sentence is mended.")).to_be_visible()
    expect(page.locator(".preview-above")).to_have_count(0)


def test_a_warning_stands_beside_the_clauses_of_its_fact_and_never_on_a_published_page(
    address: str, project: Path, page: Page
) -> None:
    """A fact is told where it is stated; what is about no clause of a page stands above it, with the way to all."""
    page.goto(f"{address}en/direct/notice/")
    expect(page.get_by_text("We delete everything")).to_be_visible()
    definitions = project / "notice/facts/definitions.yaml"
    with definitions.open("a", encoding="utf-8") as file:
        file.write("- id: reading-room\n  label: Reading Room\n  text: The room with the long tables.\n")
    clause = project / "notice/clauses/how-long.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[See above.](fact:none)\n", encoding="utf-8")
    expect(page.locator(".preview-above")).to_contain_text("2 warnings found")
    expect(page.locator(".preview-above")).not_to_contain_text("as it was before")
    expect(page.locator("#definitions + aside")).to_contain_text('"Reading Room" is defined, and no clause uses it')
    expect(page.locator("#how-long + aside")).to_contain_text("leads to no certain place")
    page.goto(f"{address}en/direct/data/")
    expect(page.locator(".preview-above aside")).to_have_count(2)
    page.get_by_role("link", name="The whole list").click()
    expect(page.get_by_role("heading", name="2 warnings found")).to_be_visible()

    make(checking.check(project), project / "published")
    published = {file: file.read_bytes() for file in (project / "published").rglob("*.html")}
    assert published
    assert [file for file, html in published.items() if b"preview" in html or b"vscode" in html] == []


def test_a_notice_that_was_never_good_shows_its_diagnostics_alone(project: Path, page: Page) -> None:
    """There is no page to put them on yet."""
    overlay(CASES / "rejected/dangling-reference", project)
    with running(project) as address:
        page.goto(f"{address}en/direct/notice/")
        expect(page.get_by_role("heading", name="found")).to_be_visible()
        expect(page.get_by_text("notice/facts/processes.yaml:9:16")).to_be_visible()


def test_the_page_of_rules_has_the_text_of_explain(address: str, page: Page) -> None:
    """One text: the terminal's, and the one that the preview links to."""
    page.goto(f"{address}__preview/rules")
    shown = {each.get_attribute("id"): each.inner_text() for each in page.locator("section").all()}
    assert {code: text.split() for code, text in shown.items()} == {
        code: explain.explain(rule).split() for code, rule in all_rules().items()
    }


def test_nothing_outside_the_preview_can_be_fetched(address: str, page: Page) -> None:
    """The preview serves its own folder and nothing else."""
    for path in ("%2e%2e/%2e%2e/etc/passwd", "__preview/..%2f..%2f..%2fpyproject.toml"):
        assert page.request.get(f"{address}{path}").status == 404


def test_a_variant_that_is_not_there_is_a_wrong_call(project: Path) -> None:
    """The variants that are there are named."""
    ran = notice("serve", "-C", project, "--variant", "nobody")
    assert ran.returncode == 2
    assert "general, direct" in ran.stderr
