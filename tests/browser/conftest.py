"""What is looked at in a browser: the Rainbow notice as readers get it, with its long clauses and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import plain_renderer
from tests.helpers import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from generator import model
    from generator.pipeline import checking


@pytest.fixture(scope="session")
def notice(rainbow: checking.Checked) -> model.Notice:
    """Bind the Rainbow notice."""
    assert rainbow.notice is not None, rainbow.diagnostics
    return rainbow.notice


@pytest.fixture(scope="session")
def site(rainbow_site: Path) -> Path:
    """Give the published Rainbow notice."""
    return rainbow_site


@pytest.fixture(scope="session")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the Rainbow notice with the plain renderer."""
    return plain_renderer.site_of(ROOT, tmp_path_factory.mktemp("plain"))
