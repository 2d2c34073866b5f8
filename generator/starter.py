"""A small complete notice of a made-up organisation, to start from."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator import resources


def write(target: Path) -> list[str]:
    """Write the starter into a folder, with the schemas that an editor completes by. Returns what was written.

    Raises `FileExistsError` when the folder holds a notice already; nothing is written then.
    """
    starter = Path(__file__).parent / "starter"
    for name in ("notice", "mkdocs.yml", "schema"):
        if (target / name).exists():
            message = str(target / name)
            raise FileExistsError(message)
    shutil.copytree(starter, target, dirs_exist_ok=True)
    shutil.copytree(resources.folder("schema"), target / "schema")
    return sorted(path.relative_to(target).as_posix() for path in (target / "notice").rglob("*") if path.is_file())
