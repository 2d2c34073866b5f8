"""A change tried in a copy of the notice, before it is made: what is wrong with the changed file itself.

Only what the file must be in any order of work: readable, of the right shape, with names that are there. A fact that no
clause states yet is told at the next step, by the preview, as at every other save.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics.records import in_order
from generator.source import reader
from generator.validate import placeholders, schemas, symbols

if TYPE_CHECKING:
    from generator.diagnostics.records import Diagnostic


def problems(root: Path, file: str, content: bytes) -> list[Diagnostic]:
    """Say what would be wrong with a file if it held this. Other suppliers say nothing about it, and are left out."""
    with tempfile.TemporaryDirectory(prefix="notice-trial-") as scratch:
        copy = Path(scratch)
        shutil.copytree(root / "notice", copy / "notice", ignore=_passed_over)
        (copy / file).parent.mkdir(exist_ok=True)
        (copy / file).write_bytes(content)
        read, found = reader.read(copy)
        if not any(each.is_error and each.place.file == file for each in found):
            faulty = {each.place.file for each in found}
            declared = symbols.collect(read, faulty)
            shape = schemas.check(read, declared, faulty)
            found += shape
            if not any(each.is_error for each in shape):
                found += placeholders.check(read, declared)
    return in_order([each for each in found if each.is_error and each.place.file == file])


def _passed_over(folder: str, names: list[str]) -> set[str]:
    """Leave out suppliers, and links, which may lead anywhere or nowhere: no file of a notice is one."""
    return {name for name in names if name == "suppliers" or (Path(folder) / name).is_symlink()}
