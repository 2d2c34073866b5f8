"""The preview in a real browser: saving shows, a mistake shows as its diagnostic, mending brings the page back."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


def command(project: Path, *options: str) -> list[str]:
    """Write the command that shows a project."""
    program = "from generator.cli import main; main(prog_name='notice')"
    return [sys.executable, "-c", program, "serve", "-C", str(project), *options]


@pytest.fixture
def address(project: Path) -> Iterator[str]:
    """Give the address of a running preview of the direct variant."""
    settings = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command(project, "--variant", "direct", "--port", "0"), env=settings, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = ""
        while "http://" not in said:
            line = process.stderr.readline()
            assert line, f"the preview ended: {said}"
            said += line
        yield re.search(r"http://\S+", said).group()  # type: ignore[union-attr]
        process.terminate()


def test_saving_a_file_shows_in_the_browser_and_a_mistake_shows_as_its_diagnostic(
    address: str, project: Path, page: Page
) -> None:
    """What a lawyer does all day: type, look, mistype, mend."""
    clause = project / "notice/clauses/how-long.md"
    whole = clause.read_text(encoding="utf-8")
    page.goto(f"{address}en/direct/notice/")
    expect(page.get_by_text("We delete everything")).to_be_visible()

    clause.write_text(whole + "\nThis sentence is new.\n", encoding="utf-8")
    expect(page.get_by_text("This sentence is new.")).to_be_visible()

    clause.write_text(whole + "\nWrite to {{ office.mail }}.\n", encoding="utf-8")
    expect(page.get_by_role("heading", name="1 error found")).to_be_visible()
    expect(page.get_by_text("notice/clauses/how-long.md:10:10")).to_be_visible()
    expect(page.get_by_text('did you mean "email"?')).to_be_visible()

    clause.write_text(whole + "\nThis sentence is mended.\n", encoding="utf-8")
    expect(page.get_by_text("This sentence is mended.")).to_be_visible()


def test_nothing_outside_the_preview_can_be_fetched(address: str, page: Page) -> None:
    """The preview serves its own folder and nothing else."""
    for path in ("%2e%2e/%2e%2e/etc/passwd", "__preview/..%2f..%2f..%2fpyproject.toml"):
        assert page.request.get(f"{address}{path}").status == 404


def test_a_variant_that_is_not_there_is_a_wrong_call(project: Path) -> None:
    """The variants that are there are named."""
    ran = subprocess.run(
        command(project, "--variant", "nobody"),
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 2
    assert "general, direct" in ran.stderr
