"""`mkdocs build` and `mkdocs serve`, in a project of a notice and in a team's own site."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.error import URLError

import pytest

from generator.pipeline import checking
from generator.scaffold import project as starter
from generator.verify.page import read
from tests.helpers import ROOT, make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MKDOCS = (sys.executable, "-m", "mkdocs")
HERE = "https://developers.example.org/privacy/"
CLAUSE = "notice/clauses/about.md"


def mkdocs(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs in a folder, as its user does."""
    return subprocess.run((*MKDOCS, *options), cwd=folder, capture_output=True, text=True, check=False)


def files(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def replace(file: Path, old: str, new: str) -> None:
    """Change a text in a file."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def team(tmp_path: Path) -> Path:
    """Give the example of a team's own site, with a notice in it as the example says."""
    folder = tmp_path / "team"
    shutil.copytree(ROOT / "docs/examples/mkdocs-site", folder)
    starter.write(folder / "legal")
    replace(folder / "legal/notice/notice.yaml", "https://privacy.example.org/", HERE)
    return folder


def test_mkdocs_builds_the_very_site_of_the_generator(project: Path, tmp_path: Path) -> None:
    """In a project that `notice init` wrote, every file is the same, and there is no other."""
    done = mkdocs(project, "build", "--strict")
    assert done.returncode == 0, done.stderr
    make(checking.check(project), tmp_path / "site")
    assert files(project / "site") == files(tmp_path / "site")


def test_a_notice_with_errors_is_not_built(project: Path) -> None:
    """The diagnostics are printed as `notice check` prints them, and what stood there before still stands."""
    (project / "site").mkdir()
    (project / "site/index.html").write_text("before", encoding="utf-8")
    replace(project / CLAUSE, "heading:", "headng:")
    done = mkdocs(project, "build")
    assert done.returncode == 1
    assert f"{CLAUSE}:4:1: error[" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    assert files(project / "site") == {"index.html": b"before"}


def test_a_notice_stands_in_a_site_of_others(team: Path) -> None:
    """Its pages are pages of that site, in its theme, and all that they link to is there."""
    done = mkdocs(team, "build", "--strict")
    assert done.returncode == 0, done.stderr
    site = team / "site"
    for name in ("index.html", *(f"en/general/{page}index.html" for page in ("", "notice/", "data/"))):
        html = (site / "privacy" / name).read_text(encoding="utf-8")
        page = read(html)
        assert page.headings == 1, name
        assert page.canonical == HERE + name.removesuffix("index.html")
        assert "Example Library for developers" in page.title
        for link in {*page.links, *page.sources}:
            if not re.match("[a-z]+:", link):
                path, _, anchor = link.partition("#")
                target = (site / "privacy" / name).parent / path if path else site / "privacy" / name
                target = target / "index.html" if target.is_dir() else target
                assert target.is_file(), link
                assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8"), link
    policy = json.loads((site / "privacy/data/v1/general/policy.jsonld").read_bytes())
    assert policy["@id"] == f"{HERE}data/v1/general/policy.jsonld"


def test_the_data_in_a_site_of_others_is_that_of_the_generator(team: Path, tmp_path: Path) -> None:
    """The same bytes, but for the manifests of variants, which list pages."""
    mkdocs(team, "build")
    make(checking.check(team / "legal"), tmp_path / "site")
    own = {path: made for path, made in files(tmp_path / "site/data").items() if not path.endswith("/manifest.json")}
    assert files(team / "site/privacy/data") == own


def test_menu_and_search_of_another_site_lead_to_the_notice_for_everybody(team: Path) -> None:
    """No menu names a variant; the search of the site finds none but the general one."""
    mkdocs(team, "build")
    docs = json.loads((team / "site/search/search_index.json").read_bytes())["docs"]
    found = {entry["location"].partition("#")[0] for entry in docs}
    assert found == {"", "privacy/", "privacy/en/general/notice/"}
    start = (team / "site/index.html").read_text(encoding="utf-8")
    assert "privacy/en/direct/" not in start


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_a_notice_stands_in_any_theme(team: Path, theme: str) -> None:
    """Its anchors and its words are there, without an extension that the team must name."""
    replace(team / "mkdocs.yml", "  name: material\n  font: false\n", f"  name: {theme}\n")
    done = mkdocs(team, "build", "--strict")
    assert done.returncode == 0, done.stderr
    html = (team / "site/privacy/en/general/notice/index.html").read_text(encoding="utf-8")
    assert 'id="your-rights"' in html
    assert '<div class="clause">' in html


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "https://developers.example.org/",
            "https://other.example.org/",
            f"the notice is at {HERE}, and mkdocs.yml puts",
        ),
        ("theme:", "use_directory_urls: false\ntheme:", "remove `use_directory_urls: false`"),
        ("source: legal", "source: nowhere", "isn't an existing directory"),
        ("source: legal", "source: docs", "notice/notice.yaml:1:1: error[missing-file]"),
    ],
    ids=["address", "addresses of files", "no folder", "no notice"],
)
def test_a_site_that_cannot_hold_the_notice_is_told_why(team: Path, old: str, new: str, said: str) -> None:
    """In a sentence, with what to write."""
    replace(team / "mkdocs.yml", old, new)
    done = mkdocs(team, "build")
    assert done.returncode == 1
    assert said in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Run `mkdocs serve` in a folder while needed. Gives the address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    log = folder.parent / "served.log"
    with (
        log.open("w") as written,
        subprocess.Popen((*MKDOCS, "serve", "-a", address), cwd=folder, stdout=written, stderr=written) as process,
    ):
        yield f"http://{address}/"
        process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert "Traceback" not in log.read_text(encoding="utf-8")


def wait_for(address: str, words: str) -> str:
    """Ask for a page until it holds some words. Gives the page."""
    said = ""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                said = answer.read().decode()
        except URLError:
            said = ""
        if words in said:
            return said
        time.sleep(0.1)
    pytest.fail(f"{address} never held {words!r}; it held {said[-2000:]!r}")


def wait_for_log(log: Path, words: str) -> None:
    """Wait until MkDocs has said some words: until it could build again, it answers nobody."""
    for _ in range(600):
        if words in log.read_text(encoding="utf-8"):
            return
        time.sleep(0.1)
    pytest.fail(f"{words!r} was never said")


@pytest.mark.parametrize("kind", ["whole", "guest"])
def test_a_change_shows_while_mkdocs_serves(project: Path, team: Path, kind: str) -> None:
    """A mistake is told, and mending it brings the new page. The script that reloads pages may run."""
    folder, notice, home = (project, project, "") if kind == "whole" else (team, team / "legal", "privacy/")
    with served(folder) as address:
        page = wait_for(f"{address}{home}en/general/notice/", "About this notice")
        assert "livereload(" in page
        assert "Content-Security-Policy" not in page
        replace(notice / CLAUSE, "heading: About this notice", "headng: Of this notice")
        wait_for_log(folder.parent / "served.log", "error[")
        replace(notice / CLAUSE, "headng:", "heading:")
        wait_for(f"{address}{home}en/general/notice/", "Of this notice")


def test_nothing_is_left_behind(project: Path, tmp_path: Path) -> None:
    """What was made on the way is gone when MkDocs ends, also after errors."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for broken in (False, True):
        if broken:
            replace(project / CLAUSE, "heading:", "headng:")
        subprocess.run(
            (*MKDOCS, "build", "-q"),
            cwd=project,
            env={**os.environ, "TMPDIR": str(scratch)},
            check=False,
            capture_output=True,
        )
        assert list(scratch.iterdir()) == []
