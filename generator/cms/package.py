"""Sveltia CMS itself: the npm package, as npm installs it. Nothing of it is fetched while the form runs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = "@sveltia/cms"
VERSION = "0.221.1"

_PLACES = ("cms/node_modules", "node_modules")


class MissingError(Exception):
    """The package is not there; the message says what to run."""


def find(root: Path) -> Path:
    """Find the folder of the package, below a project."""
    for place in _PLACES:
        package = root / place / PACKAGE
        if (package / "package.json").is_file():
            version = json.loads((package / "package.json").read_text(encoding="utf-8")).get("version")
            if version == VERSION:
                return package
            message = f"{package} is version {version}; the form is made for {VERSION}; {_install(root)}"
            raise MissingError(message)
    message = f"the form is drawn by {PACKAGE}, which is not installed here; {_install(root)}"
    raise MissingError(message)


def _install(root: Path) -> str:
    return f"run: npm install --prefix {root} {PACKAGE}@{VERSION}"
