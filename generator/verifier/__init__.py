"""Everything that a reader of the published files can check, offline, in the order in which trust is built.

A finding is a sentence that names the file. The generator is not trusted here: the files are read as anyone would
read them, and compared with the schemas, the context and the vocabulary that this software carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import gate
from generator.verifier import files, marks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Result:
    """What one check found. `left_out` says why a check could not be made; `warnings` do not refuse the site."""

    name: str
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: str = ""


def quick(folder: Path) -> Iterator[Result]:
    """Make the checks that need nothing but this software. A fault ends it: what follows would rest on it."""
    site = files.Site(folder)
    checks: list[tuple[str, Callable[[], Iterator[str]]]] = [
        ("manifest", lambda: files.manifest_faults(site)),
        ("json", lambda: files.json_faults(site)),
        ("schema", lambda: files.schema_faults(site)),
        ("context", lambda: files.context_faults(site)),
        ("vocabulary", lambda: files.vocabulary_faults(site)),
        ("marks", lambda: marks.faults(site)),
        ("pages", lambda: gate.faults(folder)),
    ]
    for name, check in checks:
        result = Result(name, tuple(check()), tuple(files.sunset(site)) if name == "vocabulary" else ())
        yield result
        if result.faults:
            return


def whole(folder: Path, earlier: Path | None = None) -> Iterator[Result]:
    """Make every check: the quick ones, then those of linked data, and of ids against an earlier site."""
    sound = True
    for result in quick(folder):
        yield result
        sound = sound and not result.faults
    if not sound:
        return
    site = files.Site(folder)
    try:
        from generator.verifier import linked  # noqa: PLC0415 - its libraries are an extra
    except ImportError as error:
        yield Result("linked data", left_out=f"{error.name} is missing: pip install 'privacy-notice-generator[verify]'")
    else:
        for name, check in linked.CHECKS.items():
            yield Result(name, tuple(check(site)))
    if earlier is not None:
        yield Result("ids", tuple(files.lost_ids(site, files.Site(earlier))))
