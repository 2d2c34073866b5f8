"""`notice check --watch` as a user runs it, and the problems that an editor reads from it."""

from __future__ import annotations

import json
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest

from generator.diagnostics.formats import text
from generator.diagnostics.rules import all_rules
from generator.pipeline import checking
from tests.helpers import CASES, COMMAND, ROOT, SETTINGS, notice, overlay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TASKS = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))["tasks"]
ONCE: dict[str, Any] = next(task["problemMatcher"] for task in TASKS if not task.get("isBackground"))
MATCHER: dict[str, Any] = next(task["problemMatcher"] for task in TASKS if task.get("isBackground"))
END = re.compile(MATCHER["background"]["endsPattern"])
WATCH = [*COMMAND, "check", "--watch", "-C"]


class Watch:
    """A running watch, read a round at a time as an editor does: from its first line to its last."""

    def __init__(self, project: Path) -> None:
        """Start it."""
        self.process = subprocess.Popen([*WATCH, str(project)], env=SETTINGS, stdout=subprocess.PIPE, text=True)
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def round(self) -> str:
        """Wait for the next round to end, and give it."""
        lines = [self.lines.get(timeout=30)]
        assert re.match(MATCHER["background"]["beginsPattern"], lines[0])
        while not END.match(lines[-1]):
            lines.append(self.lines.get(timeout=30))
        return "\n".join(lines[1:])

    def until(self, found: str) -> str:
        """Wait for a round that says something; one change may be seen in two rounds."""
        while found not in (said := self.round()):
            pass
        return said


@pytest.fixture
def watch(project: Path) -> Iterator[Watch]:
    """Watch the project of the test."""
    running = Watch(project)
    yield running
    running.process.kill()
    running.process.communicate()


def test_each_save_is_checked_and_ctrl_c_ends_it_well(watch: Watch, project: Path) -> None:
    """A mistake shows at once and goes when it is mended; whatever happens to the files, the watch goes on."""
    clause, settings = project / "notice/clauses/about.md", project / "mkdocs.yml"
    whole = clause.read_text(encoding="utf-8")
    assert watch.round() == "no problems found"

    clause.write_text(f"{whole}\nWrite to {{{{ office.mail }}}}.\n", encoding="utf-8")
    assert "notice/clauses/about.md:13:10: error[unknown-placeholder]" in watch.until("1 error found")
    saved = clause.with_suffix(".new")  # as editors do that never leave half a file
    saved.write_text(whole, encoding="utf-8")
    saved.replace(clause)
    watch.until("no problems found")

    old = settings.read_text(encoding="utf-8")
    settings.write_text("theme: [\n", encoding="utf-8")
    watch.until("error[yaml-syntax]")
    settings.write_text(old, encoding="utf-8")
    watch.until("no problems found")

    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=30) == 0


def test_a_folder_that_is_replaced_is_still_watched(watch: Watch, project: Path) -> None:
    """A version control system takes a folder away and puts another in its place."""
    assert watch.round() == "no problems found"
    clauses, aside = project / "notice/clauses", project.parent / "aside"
    clauses.rename(aside)
    watch.until("error[")
    shutil.copytree(aside, clauses)
    watch.until("no problems found")
    with (clauses / "about.md").open("a", encoding="utf-8") as clause:
        clause.write("\n{{ nothing }}\n")
    watch.until("error[unknown-placeholder]")

    project.rename(project.parent / "gone")
    watch.until("error[missing-file]")
    shutil.copytree(project.parent / "gone", project)
    (project / "notice/facts/rights.yaml").write_text("- id: [\n", encoding="utf-8")
    watch.until("notice/facts/rights.yaml:")
    watch.process.send_signal(signal.SIGINT)
    assert watch.process.wait(timeout=30) == 0


def test_what_is_no_source_starts_no_check(watch: Watch, project: Path) -> None:
    """What a build writes, and what an editor keeps beside a file, is passed over."""
    assert watch.round() == "no problems found"
    (project / "site").mkdir()
    (project / "notice/clauses/.about.md.swp").write_text("", encoding="utf-8")
    (project / "notes.txt").write_text("", encoding="utf-8")
    with pytest.raises(queue.Empty):
        watch.lines.get(timeout=1.5)


def test_a_terminal_is_cleared_before_each_report(project: Path) -> None:
    """What is read there is always the newest report alone; elsewhere the output holds no control codes."""
    ours, theirs = os.openpty()
    settings = {**SETTINGS, "NO_COLOR": "1", "TERM": "xterm"}
    with subprocess.Popen([*WATCH, str(project)], env=settings, stdout=theirs, stdin=theirs) as running:
        said = b""
        while b"no problems found" not in said:
            said += os.read(ours, 1000)
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
    os.close(ours)
    os.close(theirs)
    assert re.match(rb"\x1b\[2J\x1b\[1;1Hchecking notice/", said)


LOST = """
import pathlib, signal, sys
from generator.serve import watch
class Dying:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
ended = watch.until_interrupted()
Dying()
for _ in watch.changes(pathlib.Path(sys.argv[1]), ended):
    pass
"""


def test_ctrl_c_ends_it_even_where_python_drops_the_exception(project: Path) -> None:
    """An exception in a finalizer goes no further, wherever the user presses the keys."""
    ran = subprocess.run(
        [sys.executable, "-c", LOST, str(project)],
        env=SETTINGS,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ran.returncode, "Exception ignored" in ran.stderr) == (0, True)


def test_only_text_is_watched(project: Path) -> None:
    """A report for programs is of one check; the sentence says what to leave out."""
    ran = notice("check", "--watch", "-C", project, "--format", "json")
    assert ran.returncode == 2
    assert "leave --format out" in ran.stderr


def test_an_editor_reads_every_kind_of_diagnostic(project: Path, tmp_path: Path) -> None:
    """File, line, column, severity, rule and message come back as they are, and nothing else is taken for a problem."""
    pattern = MATCHER["pattern"]
    assert pattern == ONCE["pattern"]
    groups = [pattern[name] for name in ("file", "line", "column", "severity", "code", "message")]
    kinds = set()
    for case in sorted((CASES / "rejected").iterdir()):
        folder = tmp_path / case.name
        shutil.copytree(project, folder)
        overlay(case, folder)
        published = case / "published"
        checked = checking.check(folder, published.read_text(encoding="utf-8").split() if published.exists() else ())
        printed = text.as_text(checked.diagnostics, checked.source.texts).split("\n")
        read = [[match[group] for group in groups] for line in printed if (match := re.match(pattern["regexp"], line))]
        assert read == [
            [d.place.file, str(d.place.line), str(d.place.column), d.rule.severity, d.rule.name, d.message]
            for d in checked.diagnostics
        ]
        assert [line for line in printed if END.match(line)] == [printed[-1]]
        kinds |= {each[4] for each in read}
    assert len(kinds) == len(all_rules())
