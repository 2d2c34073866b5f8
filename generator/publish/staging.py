"""A site in the making: files written or taken over from the live site, then sealed by manifests.

A file that did not change is not written again: it is the live one under a second name.

There are two kinds of manifest. Each variant has its own, `data/v1/<variant>/manifest.json`, with the digest of every
file that is its own; the site's lists all other files, those manifests among them. So one digest stands for all.
"""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from generator.formats import jsontext
from generator.publish import syscalls
from generator.published import layout
from generator.published.layout import DATA_FOLDER, Listed, digest_path, is_listed
from generator.published.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST = "manifest.json"


class Stage:
    """A folder in which a site is made. `live` is the site that it will replace, if there is one."""

    def __init__(self, folder: Path, live: Path | None = None) -> None:
        """Take a folder that is there already."""
        self.folder = folder
        self.live = live if live is not None and live.is_dir() else None
        self._before = manifest(self.live) if self.live else {}

    def write(self, path: str, made: bytes) -> Listed:
        """Write a file, or take over the live one if it holds the same bytes. Returns its digest and size."""
        file = self.folder / path
        old = self.live / path if self.live else None
        same = old is not None and _size(old) == len(made) and self._old(path) == made
        try:
            _put(file, old if same else None, made)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            _put(file, old if same else None, made)
        return Listed(jsontext.digest(made), len(made))

    def publish(self, path: str, made: bytes) -> Listed:
        """Write a file that the catalogue lists, and the same file under its digest."""
        listed = self.write(path, made)
        self._link_by_digest(path, listed.sha256)
        return listed

    def _link_by_digest(self, path: str, sha256: str) -> None:
        file = self.folder / digest_path(path, sha256)
        try:
            syscalls.link(self.folder / path, file)
        except FileNotFoundError:
            file.parent.mkdir(parents=True, exist_ok=True)
            syscalls.link(self.folder / path, file)
        except FileExistsError:
            pass  # another file has the same bytes

    def _old(self, path: str) -> bytes | None:
        """Read a file of the live site; nothing where there is none, or none that a build can have made."""
        try:
            return Site(self.live).bytes(path) if self.live else None
        except (OSError, ValueError):
            return None

    def reuse_variant(self, name: str) -> dict[str, Listed] | None:
        """Take over every file of a variant from the live site, if each still is what the manifests say."""
        whole = layout.manifest(name)
        if self.live is None or whole not in self._before:
            return None
        taken: dict[str, Listed] = {}
        for path, sha256 in {whole: self._before[whole], **variant_manifest(self.live, name)}.items():
            made = self._old(path)
            if made is None or jsontext.digest(made) != sha256:
                return None
            taken[path] = Listed(sha256, len(made))
        for path in taken:
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not file.exists():  # two variants may share what stands under its digest
                syscalls.link(self.live / path, file)
        del taken[whole]
        return taken

    def copy_live_site(self) -> None:
        """Take over every file of the live site as it is."""
        if self.live is not None:
            shutil.copytree(self.live, self.folder, copy_function=syscalls.link, dirs_exist_ok=True)

    def change(self, name: str, made: Mapping[str, bytes]) -> None:
        """Write some of the files of a variant that was kept anew, with its manifest. `seal` must follow."""
        whole = layout.manifest(name)
        digests = variant_manifest(self.folder, name)
        for path in (*made, whole):
            (self.folder / path).unlink(missing_ok=True)  # another name of the live file, which stays as it is
        digests |= {path: self.write(path, each).sha256 for path, each in made.items()}
        self.write(whole, _manifest(digests))

    def seal_variant(self, name: str, made: Mapping[str, Listed]) -> str:
        """Write the manifest of a variant. Returns the digest of the manifest."""
        digests = {path: each.sha256 for path, each in made.items()}
        digests |= {digest_path(path, each.sha256): each.sha256 for path, each in made.items() if is_listed(path)}
        return self.write(layout.manifest(name), _manifest(digests)).sha256

    def seal(self) -> None:
        """Write the manifest of the finished site: every file but those in the variants' own. Nothing comes after it.

        What is the same in the live site is taken over from there.
        """
        paths = sorted(_shared(self.folder))
        (self.folder / MANIFEST).unlink(missing_ok=True)
        with (self.folder / MANIFEST).open("xb") as file:
            opened = b'{\n  "files": {\n'
            for path in paths:
                if self.live and _alike(self.live / path, self.folder / path):
                    (self.folder / path).unlink()
                    syscalls.link(self.live / path, self.folder / path)
                file.write(opened + f'    "{path}": "{_digest(self.folder / path)}"'.encode())
                opened = b",\n"
            file.write(b"\n  }\n}\n")


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return -1


def _put(file: Path, old: Path | None, made: bytes) -> None:
    if old is not None:
        syscalls.link(old, file)
        return
    with file.open("xb") as opened:
        opened.write(made)


def _manifest(digests: Mapping[str, str]) -> bytes:
    return jsontext.dump({"files": dict(sorted(digests.items()))})


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
    data = folder / DATA_FOLDER
    names = os.listdir(data) if data.is_dir() else []  # noqa: PTH208 - names, not paths
    variants = {name for name in names if (data / name / MANIFEST).is_file()}
    yield from (layout.manifest(name) for name in variants)
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
                last = digest_path(path, _digest(at / name))
                yield from [last] if (folder / last).is_file() else []


def manifest(target: Path) -> dict[str, str]:
    """Return the digests in the manifest of a site; nothing where there is no site, or another's manifest."""
    return _read(target, MANIFEST)


def variant_manifest(target: Path, name: str) -> dict[str, str]:
    """Return the digests of the files of one variant of a site."""
    return _read(target, layout.manifest(name))


def _read(target: Path, path: str) -> dict[str, str]:
    try:
        files = json.loads(Site(target).bytes(path))["files"]
        return {str(name): str(digest) for name, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
