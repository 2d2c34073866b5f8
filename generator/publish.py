"""A staging folder, manifests, one switch to live: the other module that touches the disk for content.

The finished site is built beside the old one and takes its place at once. A file that did not change is not written
again: it is the old one under a second name. A folder that this generator did not make is never replaced: a manifest
that names a catalogue is the proof. (Many folders hold a manifest.json.)

There are two kinds of manifest. Each variant has its own, `data/v1/<variant>/manifest.json`, with the digest of every
file that is its own; the site's lists all other files, those manifests among them. So one digest stands for all.
"""

from __future__ import annotations

import fcntl
import filecmp
import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from generator import jsontext
from generator.data import CATALOG, FOLDER, Listed, is_listed, lasting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MANIFEST = "manifest.json"


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
def staged(target: Path, source: Path) -> Iterator[Stage]:
    """Give an empty stage to build and `seal` in; on success it takes the place of `target`, else nothing changes.

    Raises `PublishError`, and `BusyError` while another build holds the site.
    """
    target = target.absolute()  # MkDocs takes relative paths from somewhere else
    _refuse(target, source)
    umask = os.umask(0o022)  # what is published can be read by whoever serves it
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _lock(target):
            _sweep(target)
            folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.stage-", dir=target.parent))
            try:
                yield Stage(folder, target)
                if not (folder / MANIFEST).is_file():
                    message = "a site without a manifest cannot be published"
                    raise ValueError(message)
                folder.chmod(0o755)
                _switch(folder, target)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        message = f"{error.filename or target}: {(error.strerror or str(error)).lower()}"
        raise PublishError(message) from error
    finally:
        os.umask(umask)


def _sweep(target: Path) -> None:
    """Remove what a build that was killed left behind; put back the old site if it was moved away."""
    for left in sorted(target.parent.glob(f".{target.name}.old-*")):
        if target.exists():
            shutil.rmtree(left)
        else:
            left.rename(target)
    for left in target.parent.glob(f".{target.name}.stage-*"):
        shutil.rmtree(left)


class Stage:
    """A folder in which a site is made. `live` is the site that it will replace, if there is one."""

    def __init__(self, folder: Path, live: Path | None = None) -> None:
        """Take a folder that is there already."""
        self.folder = folder
        self.live = live if live is not None and live.is_dir() else None

    def write(self, path: str, made: bytes) -> Listed:
        """Write a file, or take over the live one if it holds the same bytes. Returns its digest and size."""
        file = self.folder / path
        old = self.live / path if self.live else None
        same = old is not None and _same(old, made)
        try:
            _put(file, old if same else None, made)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            _put(file, old if same else None, made)
        return Listed(jsontext.digest(made), len(made))

    def publish(self, path: str, made: bytes) -> Listed:
        """Write a file that the catalogue lists, and the same file under its digest."""
        listed = self.write(path, made)
        self._last(path, listed.sha256)
        return listed

    def _last(self, path: str, sha256: str) -> None:
        file = self.folder / lasting(path, sha256)
        try:
            os.link(self.folder / path, file)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            os.link(self.folder / path, file)
        except FileExistsError:
            pass  # another file has the same bytes

    def take_over(self, name: str) -> dict[str, Listed] | None:
        """Take over every file of a variant from the live site, if each still is what its manifest says."""
        if self.live is None:
            return None
        taken = {}
        for path, sha256 in variant_manifest(self.live, name).items():
            old = self.live / path
            if not old.is_file() or jsontext.digest(made := old.read_bytes()) != sha256:
                return None
            taken[path] = Listed(sha256, len(made))
        for path in (*taken, f"{FOLDER}{name}/{MANIFEST}") if taken else ():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():  # two variants may share what stands under its digest
                os.link(self.live / path, file)
        return taken or None

    def seal_variant(self, name: str, made: Mapping[str, Listed]) -> str:
        """Write the manifest of a variant. Returns the digest of the manifest."""
        digests = {path: each.sha256 for path, each in made.items()}
        digests |= {lasting(path, each.sha256): each.sha256 for path, each in made.items() if is_listed(path)}
        return self.write(f"{FOLDER}{name}/{MANIFEST}", _manifest(digests)).sha256


def _same(old: Path, made: bytes) -> bool:
    try:
        return old.stat().st_size == len(made) and not old.is_symlink() and old.read_bytes() == made
    except OSError:
        return False


def _put(file: Path, old: Path | None, made: bytes) -> None:
    if old is not None:
        os.link(old, file)
        return
    with file.open("xb") as opened:
        opened.write(made)


def _manifest(digests: Mapping[str, str]) -> bytes:
    return jsontext.dump({"files": dict(sorted(digests.items()))})


def seal(folder: Path, live: Path | None = None) -> None:
    """Write the manifest of a finished site: every file but those in the variants' own. Nothing is added after it.

    What is the same in the live site is taken over from there.
    """
    paths = sorted(_shared(folder))
    with (folder / MANIFEST).open("wb") as file:
        opened = b'{\n  "files": {\n'
        for path in paths:
            if live and _alike(live / path, folder / path):
                (folder / path).unlink()
                os.link(live / path, folder / path)
            file.write(opened + f'    "{path}": "{_digest(folder / path)}"'.encode())
            opened = b",\n"
        file.write(b"\n  }\n}\n")


def _digest(file: Path) -> str:
    """Give the digest of a file that may be long."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _alike(one: Path, other: Path) -> bool:
    try:
        return not one.is_symlink() and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _shared(folder: Path) -> Iterator[str]:
    """Name the files that are no variant's own, the variants' manifests among them."""
    data = folder / FOLDER
    names = os.listdir(data) if data.is_dir() else []  # noqa: PTH208 - names, not paths
    variants = {name for name in names if (data / name / MANIFEST).is_file()}
    yield from (f"{FOLDER}{name}/{MANIFEST}" for name in variants)
    for here, folders, files in os.walk(folder):
        at = Path(here)
        if at == data:
            folders[:] = [name for name in folders if name not in variants and name != "sha256"]
        elif at.parent == folder and (at / "general").is_dir():  # a language
            folders[:] = [name for name in folders if name not in variants]
        for name in files:
            path = (at / name).relative_to(folder).as_posix()
            if path != MANIFEST:
                yield path
            if is_listed(path):
                last = lasting(path, _digest(at / name))
                yield from [last] if (folder / last).is_file() else []


def _switch(stage: Path, target: Path) -> None:
    if not target.exists():
        stage.rename(target)
        return
    old = target.with_name(f".{target.name}.old-{os.getpid()}")
    target.rename(old)
    stage.rename(target)
    shutil.rmtree(old)


def manifest(target: Path) -> dict[str, str]:
    """Return the digests in the manifest of a site; nothing where there is no site, or another's manifest."""
    return _read(target / MANIFEST)


def variant_manifest(target: Path, name: str) -> dict[str, str]:
    """Return the digests of the files of one variant of a site."""
    return _read(target / FOLDER / name / MANIFEST)


def _read(file: Path) -> dict[str, str]:
    try:
        files = json.loads(file.read_text(encoding="utf-8"))["files"]
        return {str(path): str(digest) for path, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def count(target: Path, variants: Iterable[str]) -> int:
    """Count the files of a published site."""
    return len(manifest(target)) + 1 + sum(len(variant_manifest(target, name)) for name in variants)
