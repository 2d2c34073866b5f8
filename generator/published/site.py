"""A published site as files: read strictly, and a variant at a time."""

from __future__ import annotations

import hashlib
import re
import stat
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson
from selectolax.lexbor import LexborHTMLParser

from generator.formats import jsontext, portable_names
from generator.formats.strict_json import PROTOTYPE
from generator.published.layout import CATALOG, SUPPLIER_CSS
from generator.published.markup import LOGO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLOUR = re.compile("#[0-9a-f]{6}")
_MAX_BYTES = 16 * 1024 * 1024  # of a file of one variant
_MAX_BYTES_OF_ALL = 512 * 1024 * 1024  # of a file that speaks of every supplier
_OF_ALL = (CATALOG, "manifest.json")


class Site:
    """A published site as files."""

    def __init__(self, folder: Path, catalog: dict[str, Any] | None = None) -> None:
        """Take the folder of the site; nothing is read yet. A catalogue that is given is not read at all."""
        self.folder = folder
        if catalog is not None:
            self.catalog = catalog

    def file(self, path: str) -> Path:
        """Find one file: a plain one below the folder, of a size that such files have. Raises `OSError`."""
        if not portable_names.is_plain(path):
            raise OSError(0, "is no plain path below the site", path)
        file = self.folder / path
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "is no plain file", path)
        if status.st_size > (_MAX_BYTES_OF_ALL if path in _OF_ALL else _MAX_BYTES):
            raise OSError(0, "is larger than any such file of a notice", path)
        return file

    def bytes(self, path: str) -> bytes:
        """Read one file. Raises `OSError`."""
        return self.file(path).read_bytes()

    def json(self, path: str) -> Any:
        """Read one file of JSON whose form was found to be strict."""
        return orjson.loads(self.bytes(path))

    def digest(self, path: str) -> str:
        """Give the digest of one file, which may be long."""
        with self.file(path).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        try:
            return self.file(path) is not None
        except (OSError, ValueError):  # what holds a NUL is no path at all
            return False

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """The catalogue."""
        value: dict[str, Any] = self.json(CATALOG)
        return value

    @cached_property
    def address(self) -> str:
        """The address of the site, as the catalogue gives it."""
        context = self.catalog["context"]
        return str(context["url"]).removesuffix(context["path"])

    def variants(self) -> Iterator[PublishedVariant]:
        """Give every variant that the catalogue lists."""
        for entry in self.catalog["variants"]:
            yield PublishedVariant(self, entry, self.address)


class PublishedVariant:
    """One variant of a published site, by its entry in the catalogue. What is read once is kept."""

    def __init__(self, site: Site, entry: dict[str, Any], address: str) -> None:
        """Take the entry; nothing is read yet."""
        self.site = site
        self.entry = entry
        self.address = address
        self._read: dict[str, bytes] = {}
        self._values: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        self._trees: dict[str, LexborHTMLParser] = {}

    def again(self) -> PublishedVariant:
        """Give the same variant with nothing read."""
        return PublishedVariant(self.site, self.entry, self.address)

    @property
    def id(self) -> str:
        """The variant's id."""
        return str(self.entry["id"])

    @property
    def homes(self) -> dict[str, str]:
        """The folder of the variant's pages, by language."""
        return {language: str(page).removeprefix(self.address) for language, page in self.entry["pages"].items()}

    def bytes(self, path: str) -> bytes:
        """Read one file."""
        if path not in self._read:
            self._read[path] = self.site.bytes(path)
        return self._read[path]

    def json(self, path: str) -> Any:
        """Read one file of JSON. Raises `ValueError`."""
        if path not in self._values:
            self._values[path] = orjson.loads(self.bytes(path))
        return self._values[path]

    @property
    def policy(self) -> dict[str, Any]:
        """The policy."""
        value: dict[str, Any] = self.json(self.entry["policy"]["path"])
        return value

    @property
    def texts(self) -> dict[str, dict[str, Any]]:
        """The texts by language."""
        return {language: self.json(each["path"]) for language, each in self.entry["texts"].items()}

    @cached_property
    def facts(self) -> dict[str, tuple[dict[str, Any], int]]:
        """The entries of the policy by id, each with a number that is the same for what another variant says alike.

        The number leaves out the variant's own folder, which stands in every address.
        """
        raw = self.bytes(self.entry["policy"]["path"])
        alike = orjson.loads(raw.replace(f"/{self.id}/".encode(), b"/-/"))  # which is no id
        return {
            name: (entry, hash(orjson.dumps(alike[key][name])))
            for key, section in self.policy.items()
            if isinstance(section, dict) and key != "@context"
            for name, entry in section.items()
            if isinstance(entry, dict) and "@id" in entry
        }

    def digest(self, path: str) -> str:
        """Give the digest of one file."""
        if path not in self._digests:
            self._digests[path] = jsontext.digest(self.bytes(path))
        return self._digests[path]

    def tree(self, path: str) -> LexborHTMLParser:
        """Parse one page."""
        if path not in self._trees:
            self._trees[path] = LexborHTMLParser(self.bytes(path))
        return self._trees[path]

    @property
    def colours(self) -> list[str]:
        """The colours that its style sheet sets, if it has one."""
        path = f"{self._home}{SUPPLIER_CSS}"
        return _COLOUR.findall(self.bytes(path).decode(errors="replace")) if self.site.has(path) else []

    @property
    def logo(self) -> list[str]:
        """The lines and the box of the logo on its pages, if it has one."""
        found = LOGO.search(self.bytes(f"{self._home}index.html"))
        return [found[name].decode(errors="replace") for name in ("path", "box")] if found else []

    @property
    def _home(self) -> str:
        return next(iter(self.homes.values()))

    def listed(self) -> Iterator[dict[str, Any]]:
        """Give the entries of the files of this variant."""
        yield self.entry["policy"]
        yield from self.entry["texts"].values()
        yield from self.entry["fragments"].values()


def reason(error: OSError) -> str:
    """Say why a file cannot be read, after its name."""
    said = error.strerror or str(error)
    return f"cannot be read: {said.lower()}" if error.errno else said


def is_plain(raw: bytes, value: Any, written: bytes) -> bool:
    """Whether JSON is written just as this software writes its value: then it has one meaning already."""
    if written != raw or value is None:
        return False
    may_be = b"proto" in raw or b"constructor" in raw
    return not (may_be and any(f'"{key}"'.encode() in raw for key in PROTOTYPE))
