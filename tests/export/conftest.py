"""What is printed: the Rainbow notice, whose clauses hold tables and what can be folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def site(rainbow_site: Path) -> Path:
    """Give the published Rainbow notice."""
    return rainbow_site
