"""The command as a user runs it: exit codes, where things go, and nothing lost."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import venv
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.helpers import CASES, ROOT, notice, overlay, tree

# Mistakes that stop a build; a case with a file `published` speaks of a site that is there already.
MISTAKES = sorted(
    path.name
    for path in (CASES / "rejected").iterdir()
    if "error[" in (path / "expected.txt").read_text(encoding="utf-8") and not (path / "published").exists()
)


def test_init_writes_a_notice_that_checks_clean_and_builds(tmp_path: Path) -> None:
    """The starter is complete, and tells what to do next."""
    made = notice("init", tmp_path / "mine")
    assert made.returncode == 0
    assert "notice check" in made.stdout
    checked = notice("check", "-C", tmp_path / "mine")
    assert (checked.returncode, checked.stdout) == (0, "no problems found\n")
    built = notice("build", "-C", tmp_path / "mine")
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "mine/site/en/direct/notice/index.html").is_file()


def test_init_overwrites_nothing(project: Path) -> None:
    """A notice that is there stays as it is."""
    before = tree(project)
    made = notice("init", project)
    assert made.returncode == 1
    assert "is there already" in made.stderr
    assert tree(project) == before


def test_a_source_with_a_mistake_leaves_the_earlier_site_untouched(project: Path) -> None:
    """Exit 1, the diagnostic on stdout, nothing written, nothing lost."""
    assert notice("build", "-C", project).returncode == 0
    before = tree(project / "site")
    overlay(CASES / "rejected/dangling-reference", project)
    built = notice("build", "-C", project)
    assert built.returncode == 1
    assert "notice/facts/processes.yaml:9:16: error[dangling-reference]" in built.stdout
    assert "nothing was written" in built.stderr
    assert tree(project / "site") == before
    assert not [path for path in project.iterdir() if path.name.startswith(".site.stage")]


@pytest.mark.parametrize("name", MISTAKES)
def test_every_error_ends_with_exit_1_and_none_with_a_traceback(name: str, project: Path) -> None:
    """Nothing that a user can type breaks the command; a warning stops nothing."""
    overlay(CASES / "rejected" / name, project)
    built = notice("build", "-C", project)
    expected = (CASES / "rejected" / name / "expected.txt").read_text(encoding="utf-8")
    stops = "error[" in expected
    assert built.returncode == int(stops)
    assert "Traceback" not in built.stdout + built.stderr
    assert built.stdout == expected
    assert (project / "site").exists() != stops


def test_a_file_without_permission_is_a_diagnostic(project: Path) -> None:
    """A file that cannot be read is named; as the superuser can read any file, a folder stands in for it there."""
    file = project / "notice/facts/rights.yaml"
    if os.geteuid() == 0:
        file.unlink()
        file.mkdir()
    else:
        file.chmod(0)
    checked = notice("check", "-C", project)
    assert checked.returncode == 1
    assert "notice/facts/rights.yaml:1:1: error[unreadable-file]" in checked.stdout


def test_a_folder_without_a_notice_is_a_wrong_call(tmp_path: Path) -> None:
    """Exit 2, and the way out."""
    checked = notice("check", "-C", tmp_path)
    assert checked.returncode == 2
    assert "notice init" in checked.stderr
    assert notice("check", "-C", tmp_path / "nowhere").returncode == 2


def test_a_folder_that_holds_something_else_is_never_replaced(project: Path) -> None:
    """The output folder must be empty or a site that this tool made."""
    (project / "site").mkdir()
    (project / "site/letter.txt").write_text("mine", encoding="utf-8")
    built = notice("build", "-C", project)
    assert built.returncode == 1
    assert "not a published notice" in built.stderr
    assert tree(project / "site") == {"letter.txt": b"mine"}
    for other in ('{"name": "An app"}', '{"files": {"index.html": "0"}}', "[1]", "no JSON"):
        (project / "site/manifest.json").write_text(other, encoding="utf-8")
        assert notice("build", "-C", project).returncode == 1
    assert set(tree(project / "site")) == {"letter.txt", "manifest.json"}
    assert notice("build", "-C", project, "-o", project).returncode == 1
    assert notice("build", "-C", project, "-o", project / "notice/site").returncode == 1


def test_a_second_build_at_the_same_time_gives_way(project: Path) -> None:
    """Exit 75 at once, and the site is left to the first."""
    holder = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holder, str(project / ".site.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        built = notice("build", "-C", project)
        first.communicate("")
    assert built.returncode == 75
    assert "another build" in built.stderr
    assert not (project / "site").exists()


def test_what_is_no_longer_made_is_gone_after_the_next_build(project: Path) -> None:
    """The site is exactly its manifest."""
    assert notice("build", "-C", project).returncode == 0
    (project / "site/en/old").mkdir()
    (project / "site/en/old/index.html").write_text("old", encoding="utf-8")
    assert notice("build", "-C", project).returncode == 0
    site = project / "site"
    manifests = [site / "manifest.json", *site.glob("data/v1/*/manifest.json")]
    listed = {path for file in manifests for path in json.loads(file.read_text(encoding="utf-8"))["files"]}
    assert set(tree(site)) == {*listed, "manifest.json"}


def test_a_file_that_did_not_change_keeps_its_time(project: Path) -> None:
    """Web servers make the ETag from it, so that a reader who has the file is told so."""
    assert notice("build", "-C", project).returncode == 0
    old = {path: path.stat().st_mtime_ns for path in (project / "site").rglob("*") if path.is_file()}
    clause = project / "notice/clauses/protection.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\n[As of today.](fact:none)\n", encoding="utf-8")
    assert notice("build", "-C", project).returncode == 0
    changed = {
        str(path.relative_to(project))
        for path, time in old.items()
        if path.exists() and path.stat().st_mtime_ns != time
    }
    assert "site/en/direct/notice/index.html" in changed
    assert "site/data/v1/context.jsonld" not in changed
    assert "site/en/direct/profile/index.html" not in changed
    assert not [path for path in changed if path.startswith("site/assets")]


def test_reports_come_in_four_formats(project: Path) -> None:
    """For people, programs, workflow annotations and code scanning."""
    overlay(CASES / "rejected/dangling-reference", project)
    rows = json.loads(notice("check", "-C", project, "--format", "json").stdout)
    assert (rows[0]["code"], rows[0]["line"], rows[0]["column"]) == ("L204", 9, 16)
    github = notice("check", "-C", project, "--format", "github").stdout.splitlines()
    assert github[0].startswith(
        "::error file=notice/facts/processes.yaml,line=9,col=16,title=dangling-reference::no recipient"
    )
    sarif = json.loads(notice("check", "-C", project, "--format", "sarif").stdout)
    assert sarif["version"] == "2.1.0"
    assert sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] == 9


def test_explain_and_rules_tell_the_same_rules() -> None:
    """Every rule in the list can be explained, by code and by name."""
    listed = notice("rules").stdout.splitlines()
    assert len(listed) > 25
    by_code, by_name = notice("explain", "l204"), notice("explain", "dangling-reference")
    assert by_code.stdout == by_name.stdout
    assert "Wrong:" in by_code.stdout
    unknown = notice("explain", "X999")
    assert unknown.returncode == 2
    assert "notice rules" in unknown.stderr


def test_colour_is_for_terminals_alone(project: Path) -> None:
    """A report that goes to a file holds no control codes."""
    overlay(CASES / "rejected/dangling-reference", project)
    assert "\x1b" not in notice("check", "-C", project).stdout


def test_the_tool_works_from_an_installed_wheel_outside_the_checkout(tmp_path: Path) -> None:
    """The wheel holds the schemas and templates; nothing else of the checkout is needed, nor any program beside it."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    wheel = next(tmp_path.glob("*.whl"))
    venv.create(tmp_path / "venv", with_pip=True, symlinks=True)
    python = tmp_path / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)], check=True)
    installed = subprocess.run(
        [python, "-c", "import site; print(site.getsitepackages()[0])"], check=True, capture_output=True, text=True
    ).stdout.strip()
    ours = next(path for path in sys.path if (Path(path) / "mkdocs").is_dir())
    (Path(installed) / "dependencies.pth").write_text(f"{ours}\n", encoding="utf-8")
    command = tmp_path / "venv/bin/notice"
    clean = {"PATH": str(command.parent), "PYTHONUNBUFFERED": "1"}
    for arguments in (["init", "mine"], ["check", "-C", "mine"], ["build", "-C", "mine"]):
        ran = subprocess.run(
            [command, *arguments], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    made = b"".join(tree(tmp_path / "mine/site").values())
    assert b"Example Library" in made
    assert b"ainbow" not in made
    with subprocess.Popen(
        [command, "serve", "-C", "mine", "--port", "0"], cwd=tmp_path, env=clean, stderr=subprocess.PIPE, text=True
    ) as serving:
        assert serving.stderr is not None
        address = next(found[0] for line in serving.stderr if (found := re.search("http://[^ ]*", line)))
        with urlopen(address) as answer:  # noqa: S310 - the preview's own address
            assert b"Example Library" in answer.read()
        serving.terminate()
    where = subprocess.run(
        [python, "-c", "import generator; print(generator.__file__)"],
        cwd=tmp_path,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert str(tmp_path) in where.stdout
