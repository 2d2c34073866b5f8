"""The same source gives the same bytes, whatever surrounds the build. `--update` rewrites the table in the docs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.helpers import COMMAND, ROOT, tree

if TYPE_CHECKING:
    from collections.abc import Callable

TABLE = ROOT / "docs/explanation/determinism.md"
EPOCH = "1700000000"
NEWER = [f"python3.{minor}" for minor in range(20, 11, -1)]
# Python reads this module by itself as it starts: every folder is listed the other way round.
REVERSED = """
import os
listed, scanned = os.listdir, os.scandir
class Scanned:
    def __init__(self, entries): self.entries = iter(entries)
    def __iter__(self): return self
    def __next__(self): return next(self.entries)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.listdir = lambda *where: sorted(listed(*where), reverse=True)
os.scandir = lambda *where: Scanned(sorted(scanned(*where), key=lambda entry: entry.name, reverse=True))
"""


@dataclass(frozen=True)
class Surroundings:
    """What is other than usual about a build."""

    name: str
    settings: dict[str, str] = field(default_factory=dict)
    folder: str = "project"
    before: tuple[str, ...] = ()  # a command that runs the command
    arguments: tuple[str, ...] = ()
    umask: int = 0o022
    start: str = ""  # what Python runs first
    newest: bool = False
    prepare: Callable[[Path], object] = lambda _: None


def carriage_returns(project: Path) -> None:
    """Write the lines of every file as a checkout on Windows does."""
    for file in (project / "mkdocs.yml", *(path for path in (project / "notice").rglob("*") if path.is_file())):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def link(project: Path) -> None:
    """Move the project away, and leave a link to it."""
    project.rename(project.with_name("moved"))
    project.symlink_to("moved")


def old(project: Path) -> None:
    """Give every file an early time, and to its owner alone."""
    for path in (project / "notice").rglob("*"):
        os.utime(path, (0, 0))
        path.chmod(0o700 if path.is_dir() else 0o600)


def built_before(project: Path) -> None:
    """Publish another notice first, so that the build takes over what is the same."""
    clause = next((project / "notice/clauses").glob("*.md"))
    said = clause.read_bytes()
    clause.write_bytes(said + b"\n[One more sentence.](fact:none)\n")
    assert build(project).returncode == 0
    clause.write_bytes(said)


ENVIRONMENTS = (
    Surroundings("hash seed 1", {"PYTHONHASHSEED": "1"}),
    Surroundings("hash seed 4294967295", {"PYTHONHASHSEED": "4294967295"}),
    Surroundings("hash seed of chance", {"PYTHONHASHSEED": "random"}),
    Surroundings("time zone Pacific/Kiritimati (UTC+14)", {"TZ": "Pacific/Kiritimati"}),
    Surroundings("time zone America/St_Johns (UTC-3:30)", {"TZ": "America/St_Johns"}),
    Surroundings("locale C, without UTF-8 mode", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Surroundings("locale tr_TR.UTF-8", {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "LANG": "tr_TR.UTF-8"}),
    Surroundings("umask 077", umask=0o077),
    Surroundings("umask 000", umask=0),
    Surroundings("a folder with spaces and other letters", folder="un dossier/überall, “всюду” & 到处"),
    Surroundings("a folder deep below others", folder="/".join("abcdefghijklmnop")),
    Surroundings("a folder behind a link", prepare=link),
    Surroundings("folders listed the other way round", start=REVERSED),
    Surroundings("the clock 5 years ahead", before=("faketime", "-f", "+5y")),
    Surroundings("the clock in 1999, 23:59", before=("faketime", "1999-12-31 23:59:58"), settings={"TZ": "UTC"}),
    Surroundings("lines that end as on Windows", prepare=carriage_returns),
    Surroundings("files of 1970, readable by their owner alone", prepare=old),
    Surroundings("one process", arguments=("--jobs", "1")),
    Surroundings("four processes", arguments=("--jobs", "4")),
    Surroundings("over an earlier site", prepare=built_before),
    Surroundings("a narrow terminal without colours", {"COLUMNS": "20", "NO_COLOR": "1", "TERM": "dumb"}),
    Surroundings("assertions off, docstrings dropped", {"PYTHONOPTIMIZE": "2"}),
    Surroundings("the newest Python on this machine", newest=True),
)


def build(
    project: Path, surroundings: Surroundings | None = None, python: Path = Path(sys.executable), *path: Path
) -> subprocess.CompletedProcess[str]:
    """Build a project in a process of its own."""
    around = surroundings or Surroundings("as usual")
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "LANG"))}
    settings |= {"PYTHONPATH": os.pathsep.join(map(str, (*path, ROOT))), "SOURCE_DATE_EPOCH": EPOCH, **around.settings}
    return subprocess.run(
        [*around.before, str(python), *COMMAND[1:], "build", "-C", str(project), *around.arguments],
        env=settings, umask=around.umask, capture_output=True, text=True, errors="replace", check=False, timeout=300,
    )  # fmt: skip


def copy(folder: Path) -> Path:
    """Copy the real notice, with more suppliers than are stamped by one process."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "notice", folder / "notice")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    for number in range(12):
        text = f"id: reseller-{number}\nname: Réseau & Söhne {number} (fictitious)\ncountry: loc:FR\n"
        text += f"address: {number + 100} Sample Lane\ncontacts:\n  support:\n    email: help@r{number}.example\n"
        text += f"  breach:\n    email: security@r{number}.example\n"
        (folder / f"notice/suppliers/reseller-{number}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Build where nothing is special."""
    project = copy(tmp_path_factory.mktemp("usual") / "project")
    built = build(project)
    assert built.returncode == 0, built.stdout + built.stderr
    return tree(project / "site")


@pytest.fixture(scope="module")
def newest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the locked packages for the newest Python on this machine that has them all."""
    for name in (*NEWER, "python3.11"):
        found = shutil.which(name)
        folder = tmp_path_factory.mktemp(name)
        if found is None or subprocess.run([found, "-m", "venv", folder], capture_output=True, check=False).returncode:
            continue
        install = [str(folder / "bin/python"), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        install += ["--require-hashes", "-r", str(ROOT / "requirements.lock")]
        if subprocess.run(install, capture_output=True, check=False).returncode == 0:
            return folder / "bin/python"
    pytest.fail("no Python of this machine can install requirements.lock")


@pytest.mark.parametrize("surroundings", ENVIRONMENTS, ids=[each.name for each in ENVIRONMENTS])
def test_the_same_source_gives_the_same_bytes(
    surroundings: Surroundings, usual: dict[str, bytes], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Every file, the manifests among them, is the same to the last byte."""
    project = copy(tmp_path / surroundings.folder)
    surroundings.prepare(project)
    (tmp_path / "start").mkdir()
    (tmp_path / "start/sitecustomize.py").write_text(surroundings.start, encoding="utf-8")
    python = request.getfixturevalue("newest") if surroundings.newest else Path(sys.executable)
    built = build(project, surroundings, python, tmp_path / "start")
    assert built.returncode == 0, built.stdout + built.stderr
    site = tree(project / "site")
    assert site.keys() == usual.keys()
    assert [name for name, made in site.items() if made != usual[name]] == []


def test_the_docs_list_the_surroundings(update: bool, figure: Callable[[str, object, object], None]) -> None:
    """The table names what is tried, so that nobody has to believe it."""
    rows = "\n".join(f"| {number} | {each.name} |" for number, each in enumerate(ENVIRONMENTS, start=1))
    page = f"""# The same source, the same bytes

Whoever builds a notice again gets the site again, to the last byte: policy, pages, search index, manifests. So anybody
can find out whether a site was made from a source, and a digest in a contract stays true.

Each row is one build of the real notice with twelve more suppliers, compared file by file with a build where nothing is
special (`pytest tests/test_determinism.py`; every one of them runs in `make test`).

| | what is other than usual |
|---|---|
{rows}

What does change the bytes: the source, this software, and the versions of MkDocs, Material for MkDocs and the other
packages in `requirements.lock`.
"""
    if update:
        TABLE.write_text(page, encoding="utf-8")
    assert TABLE.read_text(encoding="utf-8") == page
    figure("surroundings in which a build is compared byte by byte", len(ENVIRONMENTS), "at least 16")
