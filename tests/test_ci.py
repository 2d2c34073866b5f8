"""The ready checks for GitHub and GitLab: their own shell steps, run in a repository with a change, against an API."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest
import yaml

from generator.scaffold.project import CI
from tests.helpers import CASES, COMMAND, ROOT, SETTINGS, notice, overlay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "<!-- privacy-notice -->"


def written(host: str) -> dict[Any, Any]:
    """Read the ready check of a host."""
    made: dict[Any, Any] = yaml.safe_load((ROOT / f"site_templates/ci/{host}.yml").read_text(encoding="utf-8"))
    return made


class Comments:
    """The comments on one change, behind the addresses that both hosts give them; `refuses` writes none."""

    def __init__(self) -> None:
        """Start with what others said."""
        other = {"user": {"type": "User"}, "author": {"id": 1}}
        self.kept: list[dict[str, Any]] = [{"id": 7, "body": f"{MARK} says a person", **other}]
        self.kept += [{"id": 100 + number, "body": "Is that so?", **other} for number in range(150)]
        self.refuses = False
        self.asked: list[tuple[str, str, str]] = []

    @property
    def ours(self) -> list[str]:
        """The comments that the check wrote."""
        return [each["body"] for each in self.kept if each.get("ours")]

    def answer(self, method: str, path: str, query: str, sent: dict[str, str]) -> tuple[int, object]:
        """Answer as the APIs do: pages of at most a hundred, and a comment by its number."""
        if path.endswith("/user"):
            return 200, {"id": 2}
        if method == "GET":
            page = int(parse_qs(query).get("page", ["1"])[0])
            return 200, self.kept[(page - 1) * 100 : page * 100]
        if self.refuses:
            return 403, {"message": "Resource not accessible by integration"}
        if method == "POST":
            own = {"user": {"type": "Bot"}, "author": {"id": 2}, "ours": True}
            self.kept.append({"id": 1000, **own, **sent})
            return 201, self.kept[-1]
        changed = next(each for each in self.kept if path.endswith(f"/{each['id']}"))
        changed.update(sent)
        return 200, changed


@pytest.fixture
def comments() -> Comments:
    """Give the comments on the change of the test."""
    return Comments()


@pytest.fixture
def api(comments: Comments) -> Iterator[str]:
    """Give the address of an API with these comments."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            sent = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)) or b"{}")
            token = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            comments.asked.append((self.command, path, token))
            status, answer = comments.answer(self.command, path, query, sent)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        do_POST = do_PATCH = do_PUT = do_GET  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def git(folder: Path, *arguments: str) -> str:
    """Run git, with an author of its own and no settings of the machine."""
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in
           (("NAME", "A"), ("EMAIL", "a@example.com"))}  # fmt: skip
    clean = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    ran = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *arguments],
        cwd=folder, env=clean, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return ran.stdout.strip()


@pytest.fixture
def repository(project: Path, tmp_path: Path) -> Path:
    """Give the project as a repository with one commit, and `notice` as a command."""
    git(project, "init", "--quiet")
    commit(project)
    command = tmp_path / "bin/notice"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return project


def commit(project: Path) -> None:
    """Commit everything as it is."""
    git(project, "add", "--all", "notice", "mkdocs.yml")
    git(project, "commit", "--quiet", "--message", "change")


def shell(script: str, project: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a step as the hosts do."""
    own = {"PATH": f"{project.parent / 'bin'}:{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=project, env={**SETTINGS, **own, **settings}, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def on_github(project: Path, api: str) -> list[subprocess.CompletedProcess[str]]:
    """Run the steps of the workflow; one that failed stops those that do not ask to be run all the same."""
    scratch = project.parent / "runner"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    git(project, "worktree", "prune")
    settings = {
        "RUNNER_TEMP": str(scratch), "GITHUB_API_URL": api, "GITHUB_REPOSITORY": "example/notice", "NUMBER": "3",
        "GITHUB_TOKEN": "secret", "GITHUB_STEP_SUMMARY": str(scratch / "summary.md"), "ARTEFACT": "https://example.com/z",
    }  # fmt: skip
    ran: list[subprocess.CompletedProcess[str]] = []
    for step in written("github")["jobs"]["notice"]["steps"]:
        if "run" not in step or step["run"].startswith("pip install"):
            continue
        if all(each.returncode == 0 for each in ran) or "!cancelled()" in step.get("if", ""):
            ran.append(shell(step["run"], project, **settings))
    return ran


def on_gitlab(project: Path, api: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the script of the job."""
    given = {
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(project, "rev-parse", "HEAD^1"), "CI_API_V4_URL": f"{api}/api/v4",
        "CI_MERGE_REQUEST_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "3", "CI_JOB_URL": "https://example.com/job",
    }  # fmt: skip
    return shell("\n".join(written("gitlab")["notice"]["script"]), project, **given, **settings)


def change(project: Path) -> None:
    """Change a fact and a clause, with words that would be markup and a mention."""
    facts = project / "notice/facts/storage.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("We delete everything", "We delete ```` @everyone and everything"), encoding="utf-8")
    commit(project)


def test_a_pull_request_gets_one_comment_that_follows_it(repository: Path, comments: Comments, api: str) -> None:
    """Diagnostics, the difference fact by fact, and where the pages are; a second push changes the same comment."""
    change(repository)
    ran = on_github(repository, api)
    assert [each.returncode for each in ran] == [0, 0, 0, 0], ran
    assert len(comments.ours) == 1
    said = comments.ours[0]
    assert said.startswith(MARK)
    assert "````text\nno problems found\n````" in said
    assert '`````diff\n@@ changed: storage/kept-after-membership "' in said
    assert "\n+ description: We delete ```` @everyone and everything 1 year" in said
    assert "#### `general, direct`" in said
    assert "https://example.com/z" in said
    assert (repository.parent / "runner/summary.md").read_text(encoding="utf-8") == said
    assert (repository / "review/site/en/direct/notice/index.html").is_file()
    assert {token for _, _, token in comments.asked} == {"Bearer secret"}
    assert comments.asked[-1][:2] == ("POST", "/repos/example/notice/issues/3/comments")

    overlay(CASES / "rejected/loose-reference", repository)
    commit(repository)
    assert [each.returncode for each in on_github(repository, api)] == [0, 0, 0, 0]
    assert len(comments.ours) == 1
    assert "warning[loose-reference]" in comments.ours[0]
    assert comments.asked[-1][:2] == ("PATCH", "/repos/example/notice/issues/comments/1000")
    assert comments.kept[0]["body"] == f"{MARK} says a person"


def test_a_pull_request_with_a_mistake_fails_and_says_why(repository: Path, comments: Comments, api: str) -> None:
    """The line is annotated, the comment has the diagnostic, and no pages are made."""
    overlay(CASES / "rejected/dangling-reference", repository)
    commit(repository)
    check, *others = on_github(repository, api)
    assert check.returncode == 1
    assert "::error file=notice/facts/processes.yaml,line=9,col=16," in check.stdout
    assert [each.returncode for each in others] == [0, 0]
    assert "error[dangling-reference]" in comments.ours[0]
    assert "Nothing to compare" in comments.ours[0]
    assert not (repository / "review/site").exists()


def test_where_no_comment_may_be_written_the_summary_says_it(repository: Path, comments: Comments, api: str) -> None:
    """The token of a pull request from a fork only reads."""
    comments.refuses = True
    change(repository)
    ran = on_github(repository, api)
    assert [each.returncode for each in ran] == [0, 0, 0, 0]
    assert "::notice::No comment was written (HTTP Error 403" in ran[-1].stdout
    assert "@@ changed: storage/" in (repository.parent / "runner/summary.md").read_text(encoding="utf-8")


def test_a_report_that_is_too_long_for_a_comment_is_named_in_it(repository: Path, comments: Comments, api: str) -> None:
    """GitHub takes 65,536 characters."""
    text = "".join(f"[Sentence {number} says what this is about.](fact:none)\n\n" for number in range(400))
    for name in ("protection", "newsletter", "membership", "your-rights"):
        clause = repository / f"notice/clauses/{name}.md"
        clause.write_text(f"{clause.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")
    commit(repository)
    assert [each.returncode for each in on_github(repository, api)] == [0, 0, 0, 0]
    assert len(comments.ours[0]) < 500
    assert "no problems found. The reports are too long for a comment: https://example.com/z" in comments.ours[0]


def test_a_merge_request_gets_one_note_that_follows_it(repository: Path, comments: Comments, api: str) -> None:
    """The same comment, and a report that GitLab shows beside the lines."""
    change(repository)
    for _push in range(2):
        ran = on_gitlab(repository, api, NOTICE_TOKEN="secret")  # noqa: S106 - of the test's own API
        assert ran.returncode == 0, ran.stderr
    assert len(comments.ours) == 1
    assert "@@ changed: storage/kept-after-membership" in comments.ours[0]
    assert "https://example.com/job/artifacts/browse/review/" in comments.ours[0]
    assert {token for _, _, token in comments.asked} == {"secret"}
    assert comments.asked[-1][:2] == ("PUT", "/api/v4/projects/5/merge_requests/3/notes/1000")
    assert (repository / "review/site/en/direct/notice/index.html").is_file()
    assert json.loads((repository / "review/code-quality.json").read_text(encoding="utf-8")) == []


def test_a_merge_request_with_a_mistake_fails_and_says_where(repository: Path, comments: Comments, api: str) -> None:
    """The report has what GitLab asks for: a text, a rule, a fingerprint of its own, a severity, a file and a line."""
    overlay(CASES / "rejected/all-at-once", repository)
    commit(repository)
    assert on_gitlab(repository, api).returncode == 1
    assert comments.asked == []  # without a token nothing is asked
    assert on_gitlab(repository, api, NOTICE_TOKEN="secret").returncode == 1  # noqa: S106 - as above
    report = written("gitlab")["notice"]["artifacts"]["reports"]["codequality"]
    rows = json.loads((repository / report).read_text(encoding="utf-8"))
    assert len(rows) >= 10
    assert {frozenset(row) for row in rows} == {
        frozenset({"description", "check_name", "fingerprint", "severity", "location"})
    }
    assert len({row["fingerprint"] for row in rows}) == len(rows)
    assert {row["severity"] for row in rows} <= {"info", "minor", "major", "critical", "blocker"}
    assert all((repository / row["location"]["path"]).is_file() for row in rows)
    assert all(row["location"]["lines"]["begin"] > 0 for row in rows)
    assert f"{len(rows)} errors found" in comments.ours[0]


def test_a_fingerprint_stays_when_lines_are_added_above(project: Path) -> None:
    """GitLab tells a new fault from an old one by it."""
    overlay(CASES / "rejected/loose-reference", project)
    found = []
    for _ in range(2):
        ran = notice("check", "-C", project, "--format", "gitlab")
        found.append(json.loads(ran.stdout))
        clause = project / "notice/clauses/your-rights.md"
        clause.write_text(clause.read_text(encoding="utf-8").replace("---\n\n", "---\n\n\n\n"), encoding="utf-8")
    assert found[0] != found[1]
    assert [row["fingerprint"] for row in found[0]] == [row["fingerprint"] for row in found[1]]


def test_the_workflow_may_do_no_more_than_it_must() -> None:
    """It reads, it writes one comment, and it runs nobody's actions but GitHub's own, each at a version."""
    made = written("github")
    assert made["permissions"] == {"contents": "read", "pull-requests": "write"}
    assert made[True] == "pull_request"  # `on`, as YAML 1.1 reads it: never pull_request_target
    steps = made["jobs"]["notice"]["steps"]
    assert [
        step["uses"] for step in steps if not re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/x@v1"))
    ] == []
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []  # what others wrote is never code
    assert steps[0]["with"]["persist-credentials"] is False


@pytest.mark.parametrize("host", CI)
def test_the_check_of_a_host_is_written_once(host: str, project: Path) -> None:
    """It goes where the host looks for it, and never over a file that is there."""
    assert notice("new", "ci", host, "-C", project).returncode == 0
    assert yaml.safe_load((project / CI[host]).read_text(encoding="utf-8")) == written(host)
    (project / CI[host]).write_text("mine", encoding="utf-8")
    again = notice("new", "ci", host, "-C", project)
    assert again.returncode == 1
    assert f"{CI[host]} is there already" in again.stderr
    assert (project / CI[host]).read_text(encoding="utf-8") == "mine"
