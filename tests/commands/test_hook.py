"""The hook for pre-commit, run as pre-commit runs it."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

from tests.helpers import COMMAND, ROOT, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def run(project: Path, changed: list[str], args: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str] | None:
    """Run the hook in the root of a repository: its entry, the arguments of the one who uses it, no names of files."""
    hook: dict[str, Any] = HOOK
    if not any(re.search(hook["files"], name) for name in changed):
        return None
    assert hook["pass_filenames"] is False
    program, *rest = shlex.split(hook["entry"])
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    return subprocess.run(
        [*COMMAND, *rest, *args], cwd=project, env=SETTINGS, capture_output=True, text=True, check=False, timeout=60
    )


def test_a_commit_that_touches_the_notice_is_checked(project: Path) -> None:
    """A clean notice may be committed; a mistake stops the commit and is told at its line."""
    clean = run(project, ["notice/facts/parties.yaml"])
    assert clean is not None
    assert (clean.returncode, clean.stdout) == (0, "no problems found\n")
    file = project / "notice/facts/parties.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("privacy@example.org", "privacy@example"), encoding="utf-8"
    )
    refused = run(project, ["notice/facts/parties.yaml"])
    assert refused is not None
    assert refused.returncode == 1
    assert "notice/facts/parties.yaml:15:10: error[wrong-form]" in refused.stdout


def test_a_commit_of_something_else_is_let_through(project: Path) -> None:
    """Files that are no part of the notice do not call it."""
    assert run(project, ["README.md", "site/index.html", "src/notice/x.py"]) is None
    assert run(project, ["mkdocs.yml"]) is not None


def test_a_notice_in_a_folder_of_the_repository_is_named(project: Path) -> None:
    """`args: [-C, FOLDER]` is how the docs say it."""
    made = run(project.parent, ["notice/notice.yaml"], ("-C", project.name))
    assert made is not None
    assert made.returncode == 0
