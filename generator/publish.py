"""A staging folder, a manifest, one switch to live: the other module that touches the disk for content.

The finished site is built beside the old one and takes its place at once. A folder that this generator did not make
is never replaced: a manifest that names a catalogue is the proof. (Many folders hold a manifest.json.)
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator import jsontext

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "manifest.json"
CATALOG = "data/v1/catalog.json"


class PublishError(Exception):
    """The site cannot be written where it should go; the sentence says why and names the path."""


class BusyError(Exception):
    """Another build of the same site is running."""


def _refuse(target: Path, source: Path) -> None:
    target, source = target.resolve(), source.resolve()
    if target == source or target in source.parents or (source / "notice") in (target, *target.parents):
        message = f"{target} holds the source; choose another folder for the site"
        raise PublishError(message)
    if target.exists() and not target.is_dir():
        message = f"{target} is a file; choose a folder for the site"
        raise PublishError(message)
    if target.is_dir() and any(target.iterdir()) and CATALOG not in manifest(target):
        message = f"{target} holds files that are not a published notice; choose an empty folder"
        raise PublishError(message)


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the site's lock. The lock file stays: removing it would let two builds hold one each."""
    with (target.parent / f".{target.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"another build of {target} is running"
            raise BusyError(message) from error
        yield


@contextmanager
def staged(target: Path, source: Path) -> Iterator[Path]:
    """Give an empty folder to build and `seal` in; on success it takes the place of `target`, else nothing changes.

    Raises `PublishError`, and `BusyError` while another build holds the site.
    """
    target = target.absolute()  # MkDocs takes relative paths from somewhere else
    _refuse(target, source)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target):
            _sweep(target)
            stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.stage-", dir=target.parent))
            try:
                yield stage
                if not (stage / MANIFEST).is_file():
                    message = "a site without a manifest cannot be published"
                    raise ValueError(message)
                _keep_times(stage, target)
                _switch(stage, target)
            finally:
                shutil.rmtree(stage, ignore_errors=True)
    except OSError as error:
        message = f"{error.filename or target}: {(error.strerror or str(error)).lower()}"
        raise PublishError(message) from error


def _sweep(target: Path) -> None:
    """Remove what a build that was killed left behind; put back the old site if it was moved away."""
    for left in sorted(target.parent.glob(f".{target.name}.old-*")):
        if target.exists():
            shutil.rmtree(left)
        else:
            left.rename(target)
    for left in target.parent.glob(f".{target.name}.stage-*"):
        shutil.rmtree(left)


def seal(stage: Path) -> None:
    """Write the manifest of a finished site: every file with its digest. Nothing is added after it."""
    files = {
        path.relative_to(stage).as_posix(): jsontext.digest(path.read_bytes())
        for path in sorted(stage.rglob("*"))
        if path.is_file()
    }
    (stage / MANIFEST).write_bytes(jsontext.dump({"files": dict(sorted(files.items()))}))
    for path in (stage, *stage.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _keep_times(stage: Path, target: Path) -> None:
    """Give a file that did not change the time it had: web servers make its ETag from that."""
    before, after = manifest(target), manifest(stage)
    for path, digest in after.items():
        if before.get(path) == digest and (target / path).is_file():
            status = (target / path).stat()
            os.utime(stage / path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _switch(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
        return
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    target.rename(old)
    stage.rename(target)
    shutil.rmtree(old)


def manifest(target: Path) -> dict[str, str]:
    """Return the digests of a published site by path; nothing where there is no site, or another's manifest."""
    try:
        files = json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}
