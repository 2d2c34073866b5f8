"""What the tests of the docs share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import checking
from generator.scaffold import project as starter
from tests.helpers import CASES, ROOT, make, overlay

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def with_supplier(project: Path) -> Path:
    """Give a small project that has a mode for people who come through a supplier, and no supplier yet."""
    overlay(CASES / "accepted/awkward-supplier", project)
    (project / "notice/suppliers/awkward.yaml").unlink()
    return project


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """Give a folder with the command `notice` in it, as installing it would."""
    folder = tmp_path / "bin"
    folder.mkdir()
    lines = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom generator.cli import main\nmain(prog_name='notice')\n"
    (folder / "notice").write_text(f"#!{sys.executable}\n{lines}", encoding="utf-8")
    (folder / "notice").chmod(0o755)
    return folder


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the site of the small project."""
    folder = tmp_path_factory.mktemp("small")
    starter.write(folder / "project")
    make(checking.check(folder / "project"), folder / "site")
    return folder / "site"
