"""The documentation as a site: it builds without a warning, and its reference says all that there is."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from typing import TYPE_CHECKING

import click
import pytest

from generator import cli
from generator.checks.gdpr_items import ITEMS
from generator.diagnostics.rules import all_rules
from generator.published.schemas import load
from generator.source.files import FACT_KINDS
from tests.helpers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the documentation as `make docs` does."""
    target = tmp_path_factory.mktemp("docs")
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", ROOT / "docs/make/mkdocs.yml", "-d", target],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    return target


def words(docs: Path, page: str) -> str:
    """Read a page as text, without its tags."""
    html = (docs / page / "index.html").read_text(encoding="utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def test_every_rule_is_explained_with_what_is_shown(docs: Path) -> None:
    """Each rule has its reason, its examples and a report of a case."""
    page = words(docs, "reference/rules")
    for rule in all_rules().values():
        assert f"{rule.code} {rule.name}" in page
        assert f"[{rule.name}]:" in page
        for said in (rule.summary, rule.why, rule.wrong, rule.right):
            assert " ".join(said.split()) in page


def all_commands(command: click.Command, name: str = "notice") -> Iterator[tuple[str, click.Command]]:
    """Give every command with its whole name."""
    yield name, command
    if isinstance(command, click.Group):
        for each in command.list_commands(click.Context(command)):
            inner = command.get_command(click.Context(command), each)
            assert inner is not None
            yield from all_commands(inner, f"{name} {each}")


def test_every_command_and_option_is_listed(docs: Path) -> None:
    """The page says what `--help` says."""
    page = words(docs, "reference/commands")
    for name, command in all_commands(cli.main):
        assert name in page
        assert command.help
        assert " ".join(command.help.replace("`", "").split()) in page
        for option in (each for each in command.params if isinstance(each, click.Option)):
            assert all(spelling in page for spelling in option.opts)
            assert (option.help or "") in page


def test_every_kind_and_property_of_facts_is_described(docs: Path) -> None:
    """The page says of each property what the help of its diagnostic says."""
    page = words(docs, "reference/facts")
    for kind in FACT_KINDS:
        schema = load(f"facts/{kind}")
        assert f"{schema['title']}" in page
        for name, said in schema["items"]["properties"].items():
            assert f"{name} " in page
            assert " ".join(said["description"].replace("`", "").split()) in page


def test_every_item_of_the_law_is_listed(docs: Path) -> None:
    """The page has a row for each item that the checks know."""
    page = words(docs, "reference/law-items")
    assert [item.asks for item in ITEMS if item.asks not in page] == []


def test_the_drawing_is_the_one_of_today() -> None:
    """`python docs/make/drawing.py` draws it anew."""
    drawing = ROOT / "docs/make/drawing.py"
    made = subprocess.run(
        [sys.executable, "-c", f"import runpy; print(runpy.run_path({str(drawing)!r})['draw'](), end='')"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert made.stdout == (ROOT / "docs/explanation/architecture.svg").read_text(encoding="utf-8")


def test_no_page_asks_another_machine(docs: Path) -> None:
    """Who reads the docs is told to nobody."""
    for page in docs.rglob("*.html"):
        loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="(https?:[^"]+)"', page.read_text(encoding="utf-8"))
        assert [each for each in loaded if "canonical" not in each] == [], page
