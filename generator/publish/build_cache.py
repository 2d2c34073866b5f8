"""What each variant was made from, remembered beside the site: what would come out the same is not made again.

The record is no part of the site. Where it is missing, or is not about the site as it stands, everything is made anew.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from re import match
from typing import TYPE_CHECKING

from generator import resources
from generator.formats import jsontext
from generator.publish.staging import MANIFEST

if TYPE_CHECKING:
    from generator.source.records import Source

_PACKAGE = "privacy-notice-generator"


@dataclass(slots=True)
class Record:
    """What the variants of a site were made from: `base` is all they share, `variants` what is a supplier's own."""

    base: str
    variants: dict[str, str] = field(default_factory=dict)


def base(source: Source) -> str:
    """Give the digest of all that every variant is made from: the notice without its suppliers, and this software."""
    made = blake2b(digest_size=16)
    for file in sorted(source.texts):
        if file not in source.packed:
            made.update(f"{file}\0{source.texts[file]}\0".encode())
    package = Path(__file__).parents[1]
    for folder in (package, resources.folder("schema"), resources.folder("site_templates")):
        for path in sorted(each for each in folder.rglob("*") if each.is_file() and "__pycache__" not in each.parts):
            made.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    made.update("\0".join(_versions()).encode())
    return made.hexdigest()


def _versions() -> list[str]:
    """Name the versions of the packages that have a say in what comes out."""
    try:
        needed = requires(_PACKAGE) or []
    except PackageNotFoundError:
        return []
    names = [found[0] for each in needed if "extra ==" not in each and (found := match(r"[A-Za-z0-9._-]+", each))]
    return [f"{name} {version(name)}" for name in names]


def own(packed: bytes) -> str:
    """Give the digest of what is a supplier's own."""
    return blake2b(packed, digest_size=12).hexdigest()


def load(site: Path) -> Record:
    """Read the record of a site; an empty one where there is none, or it is about an earlier site."""
    try:
        raw = json.loads(_file(site).read_text(encoding="utf-8"))
        if raw["site"] == jsontext.digest((site / MANIFEST).read_bytes()):
            return Record(str(raw["base"]), dict(raw["variants"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Record("")


def save(site: Path, stage: Path, record: Record) -> None:
    """Write the record of the site that is about to be published from a stage.

    Should it not be published after all, the record is about no site that is there, and is passed over. It is only a
    help, so a full disk is no fault.
    """
    whole = {
        "site": jsontext.digest((stage / MANIFEST).read_bytes()),
        "base": record.base,
        "variants": record.variants,
    }
    new = _file(site).with_suffix(".new")
    try:
        new.write_bytes(json.dumps(whole).encode())
        os.replace(new, _file(site))  # noqa: PTH105 - one step
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _file(site: Path) -> Path:
    site = site.resolve()
    return site.with_name(f".{site.name}.made")
