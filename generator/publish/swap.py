"""One switch to live: where a site may go, its lock, a stage beside it, and the exchange of the two.

The finished site is built beside the old one, brought to the disk, and takes its place at once; then the old one is
removed. A folder that this generator did not make is never replaced: a manifest that names a catalogue is the proof.
(Many folders hold a manifest.json.)
"""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator.exit_codes import reason
from generator.publish import syscalls
from generator.publish.staging import MANIFEST, Stage, manifest
from generator.published.layout import CATALOG

if TYPE_CHECKING:
    from collections.abc import Iterator


# A link of the lock's name must not lead away, and a pipe must not hold us up; Windows has no such files.
_PLAIN_FILE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class PublishError(Exception):
    """The site cannot be written where it should go; the sentence says why and names the path."""


class BusyError(Exception):
    """Another build of the same site is running."""


def _refuse(target: Path, source: Path | None) -> None:
    source = source and source.resolve()
    if source is None and CATALOG not in manifest(target):
        message = f"{target} is not a published notice"
        raise PublishError(message)
    if source and (
        any(_is_same(target, each) for each in (source, *source.parents))
        or any(_is_same(source / "notice", each) for each in (target, *target.parents))
    ):
        message = f"{target} holds the source; choose another folder for the site"
        raise PublishError(message)
    if target.exists() and not target.is_dir():
        message = f"{target} is a file; choose a folder for the site"
        raise PublishError(message)
    if target.is_dir() and any(target.iterdir()) and CATALOG not in manifest(target):
        message = f"{target} holds files that are not a published notice; choose an empty folder"
        raise PublishError(message)
    if target.is_dir() and not os.access(target, os.W_OK | os.X_OK):
        message = f"{target} is read-only; give yourself the right to write there, or choose another folder"
        raise PublishError(message)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one folder. Where capitals count for nothing, the letters do not tell."""
    return one == other or (one.exists() and other.exists() and one.samefile(other))


def _real(target: Path) -> Path:
    """Follow links to the folder itself: a link stays where it is, and leads to the new site."""
    try:
        return target.resolve()
    except RuntimeError as error:
        message = f"{target} is a link that leads in a circle"
        raise PublishError(message) from error


def _beside(target: Path, what: str) -> Path:
    """Name what stands beside a site while it is made. Nobody else uses these names: the lock is held."""
    return target.parent / f".{target.name}.{what}"


@contextmanager
def _lock(target: Path) -> Iterator[None]:
    """Hold the site's lock. The lock file stays: removing it would let two builds hold one each."""
    opened = os.open(_beside(target, "lock"), os.O_RDWR | os.O_CREAT | _PLAIN_FILE, 0o644)
    try:
        try:
            syscalls.lock(opened)
        except BlockingIOError as error:
            message = f"another build of {target} is running"
            raise BusyError(message) from error
        yield
    finally:
        os.close(opened)


def refuse_busy(target: Path) -> None:
    """Raise `BusyError` if a build holds the site now: one that comes too late need not read the source first."""
    try:
        target = _real(target)
        if _beside(target, "lock").is_file():
            with _lock(target):
                pass
    except (OSError, PublishError):
        return  # `staged` says it in time


@contextmanager
def staged(target: Path, source: Path | None = None) -> Iterator[Stage]:
    """Give an empty stage to build and `seal` in; on success it takes the place of `target`, else nothing changes.

    `source` is the project that may not be overwritten; without one, there must be a site of ours already. Raises
    `PublishError`, and `BusyError` while another build holds the site.
    """
    umask = os.umask(0o022)  # what is published can be read by whoever serves it
    try:
        target = _real(target)
        _refuse(target, source)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target):
            _sweep(target)
            folder = _beside(target, "stage")
            folder.mkdir()
            try:
                yield Stage(folder, target)
                if not (folder / MANIFEST).is_file():
                    message = "a site without a manifest cannot be published"
                    raise ValueError(message)
                _switch(folder, target)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        at = error.filename2 or error.filename
        where = f" ({at})" if at and Path(os.fsdecode(at)) != target else ""
        message = f"{target} cannot be written: {reason(error)}{where}"
        raise PublishError(message) from error
    finally:
        os.umask(umask)


def _sweep(target: Path) -> None:
    """Remove what a build that was killed left behind; put back the old site if it was moved away."""
    old = _beside(target, "old")
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (old, _beside(target, "stage")):
        if left.exists():
            shutil.rmtree(left)


def _switch(stage: Path, target: Path) -> None:
    """Put a finished site in the place of the old one, which is then where the stage was, or gone."""
    syscalls.flush(stage)
    if not target.exists():
        stage.rename(target)
    elif not syscalls.exchange(stage, target):
        old = _beside(target, "old")
        target.rename(old)
        try:
            stage.rename(target)
        except OSError:
            old.rename(target)
            raise
        old.rename(stage)
    syscalls.flush_names(target.parent)  # before the old one is removed
