"""What the tests share: the `--update` flag, projects to work on, and the real notice built once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import compiler, publish, starter

if TYPE_CHECKING:
    from generator import model

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/cases"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag that rewrites expected outputs."""
    parser.addoption("--update", action="store_true", help="rewrite the expected outputs; read the difference before committing")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether expected outputs are rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that checks clean, to break."""
    folder = tmp_path / "project"
    starter.write(folder)
    return folder


@pytest.fixture(scope="session")
def rainbow() -> compiler.Checked:
    """The real notice, checked."""
    return compiler.check(ROOT)


@pytest.fixture(scope="session")
def notice(rainbow: compiler.Checked) -> model.Notice:
    """The real notice, bound."""
    assert rainbow.notice is not None, rainbow.diagnostics
    return rainbow.notice


@pytest.fixture(scope="session")
def site(rainbow: compiler.Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real notice, built and published into a folder of its own."""
    target = tmp_path_factory.mktemp("published") / "site"
    with publish.staged(target, ROOT) as stage:
        for _step in compiler.build(rainbow, stage):
            pass
    return target


def overlay(case: Path, project: Path) -> None:
    """Lay the files of a case over a project; a file `deleted` lists the ones to take away."""
    for path in sorted(case.rglob("*")):
        inside = path.relative_to(case)
        if path.is_symlink():
            (project / inside).unlink(missing_ok=True)
            (project / inside).symlink_to(path.readlink())
        elif path.is_file() and inside.parts[0] in ("notice", "mkdocs.yml"):
            (project / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, project / inside)
    if (case / "deleted").is_file():
        for name in (case / "deleted").read_text(encoding="utf-8").split():
            (project / name).unlink()
