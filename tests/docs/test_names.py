"""What the docs name is there: files, commands, options, addresses, make's goals."""

from __future__ import annotations

import itertools
import re
import shlex
import tomllib
from typing import TYPE_CHECKING

import click
import notice_client
import pytest

from generator import cli
from tests.docs.walkthrough import blocks, commands
from tests.helpers import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOP = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
PAGES = [*(ROOT / name for name in (*TOP, "tests/mutants.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# What stands in backquotes and begins with one of these is a path of the repository.
FOLDERS = "generator|schema|site_templates|tests|clients|docs|benchmarks|cms"
ADDRESSES = ROOT / "docs/reference/addresses.md"
LEFT_OUT = re.compile(r"[<…*]|\.\.\.")  # of a path or a command that stands for many


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    """Whoever is sent to a file finds it."""
    text = page.read_text(encoding="utf-8")
    named = re.findall(rf"`((?:{FOLDERS})/[^\s`]*)`", text)
    missing = [path for path in named if not LEFT_OUT.search(path) and not (ROOT / path).exists()]
    missing += [path for path in named if "*" in path and "<" not in path and not list(ROOT.glob(path))]
    assert missing == []


@pytest.mark.parametrize("page", TOP)
def test_every_link_of_a_page_at_the_top_leads_somewhere(page: str) -> None:
    """These are read where the repository is kept; MkDocs looks at the others."""
    targets = re.findall(r"\]\((?!https?:|fact:)([^)#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_where_is_it_answers_twenty_tasks_with_paths() -> None:
    """A maintainer finds the place of each task; that the paths are there, the test above says."""
    page = (ROOT / "docs/how-to/maintain.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \|(.+)\|(.+)\|$", page, re.MULTILINE)
    assert len(rows) >= 20
    assert [task for task, answer in rows if not re.search(rf"`(?:{FOLDERS})/", answer)] == []


def named_commands(page: Path) -> Iterator[list[str]]:
    """Give each call of `notice` that a page shows, in its sentences or in a block."""
    text = page.read_text(encoding="utf-8")
    shown = [command for block in blocks(page) for command, _ in commands(block)]
    shown += re.findall(r"^    (notice .+)$", text, re.MULTILINE)
    shown += [line for block in blocks(page) if block.kind == "sh" for line in block.text.splitlines()]
    shown += [" ".join(found.split()) for found in re.findall(r"`(notice [^`]+)`", text)]
    for command in shown:
        words = shlex.split(command, comments=True)
        if words and words[0] == "notice" and not words[1].isupper() and not LEFT_OUT.search(command):
            yield words[1:]


def fault(words: list[str]) -> str | None:
    """Say what the command line does not know: a command, an option, or a value of one."""
    command: click.Command = cli.main
    context = click.Context(command)
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(context, words[0])
        if found is None:
            return f"there is no command {words[0]}"
        command, words = found, words[1:]
        context = click.Context(command, parent=context)
    known = {name: option for option in command.params for name in option.opts}
    for word, after in itertools.pairwise([*words, ""]):
        if word.startswith("-") and word not in known and word not in ("-h", "--help", "--version"):
            return f"there is no option {word}"
        kind = known[word].type if word in known else None
        if isinstance(kind, click.Choice) and after and after not in kind.choices:
            return f"{word} does not take {after}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    """A command with its options can be typed as it stands on the page."""
    faults = [f"notice {' '.join(words)}: {said}" for words in named_commands(page) if (said := fault(words))]
    assert faults == []


def test_a_command_that_there_is_not_is_told() -> None:
    """The test above can fail."""
    assert fault(["chekc"]) == "there is no command chekc"
    assert fault(["new", "supplier", "--colour"]) == "there is no option --colour"
    assert fault(["check", "--format", "xml"]) == "--format does not take xml"
    assert fault(["check", "--format", "sarif", "-C", "x"]) is None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_goal_of_make_that_a_page_names_is_there(page: Path) -> None:
    """`make` knows what the page says it does."""
    goals = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"(?:`|^    )make ([a-z]+)", text, re.MULTILINE)) <= goals


def test_the_addresses_are_those_of_a_site(small_site: Path) -> None:
    """Every file of a site is in the table, and every address of the table is a file of the site."""
    cells = re.findall(r"^\| (`.+?) \|", ADDRESSES.read_text(encoding="utf-8"), re.MULTILINE)
    addresses = [address for cell in cells for address in re.findall(r"`([^`]+)`", cell)]

    def pattern(address: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"<[a-z]+>", "[^/]+", re.escape(address).replace(r"\*\*", ".+")))

    files = {path.relative_to(small_site).as_posix() for path in small_site.rglob("*") if path.is_file()}
    assert {file for file in files if not any(pattern(each).fullmatch(file) for each in addresses)} == set()
    assert {each for each in addresses if not any(pattern(each).fullmatch(file) for file in files)} == set()


def test_every_folder_is_told_in_contributing() -> None:
    """The table of CONTRIBUTING has the folders in the order in which they import."""
    folders = tomllib.loads((ROOT / "docs/explanation/folders.toml").read_text(encoding="utf-8"))
    table = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("| folder of `generator/` |")[1]
    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == list(folders)


def test_the_calls_of_the_clients_are_there() -> None:
    """Each call that the page lists for a client is one that the client exports."""
    python, _, node = (ROOT / "docs/reference/clients.md").read_text(encoding="utf-8").partition("## TypeScript")
    index = (ROOT / "clients/typescript/src/index.ts").read_text(encoding="utf-8")
    calls = [set(re.findall(r"^\| `(\w+)\(", part, re.MULTILINE)) for part in (python, node)]
    assert calls[0] <= set(notice_client.__all__)
    assert calls[1] <= set(re.findall(r"^export (?:async )?function (\w+)", index, re.MULTILINE))
    assert all(calls)
