"""The manifests of a published site, compared with its files: the same paths, the same digests, nothing outside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from generator.formats import portable_names, strict_json
from generator.published import layout
from generator.published.layout import MANIFEST, SIGNATURE, is_variant_manifest
from generator.published.site import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.published.site import PublishedVariant, Site


def faults(site: Site) -> Iterator[str]:
    """Compare the manifest of the site, and those of its variants, with every file below the folder."""
    try:
        listed = _read(site, MANIFEST)
    except ValueError as error:
        yield str(error)
        return
    wrong = dict(_listed_faults(site, listed, MANIFEST, site))
    yield from wrong.values()
    known = set(listed)
    for path in listed:
        if is_variant_manifest(path) and site.has(path):
            for each, fault in of_variant(site, path.split("/")[2], site):
                known.add(each)
                if fault:
                    yield fault
    for path in _present(site):
        if path == SIGNATURE:
            yield from _form_fault(site, path)
        elif path not in known and path != MANIFEST:
            yield f"{path} is in the site and not in the manifest"


def _form_fault(site: Site, path: str) -> Iterator[str]:
    try:
        site.file(path)
    except OSError as error:
        yield f"{path} {reason(error)}"


def of_variant(site: Site, name: str, reader: Site | PublishedVariant) -> Iterator[tuple[str, str]]:
    """Compare the manifest of one variant with its files: each path that it lists, and what is wrong with it."""
    path = layout.manifest(name)
    try:
        listed = _read(site, path)
    except ValueError as error:
        yield path, str(error)
        return
    wrong = dict(_listed_faults(site, listed, path, reader))
    for each in listed:
        yield each, wrong.get(each, "")


def _read(site: Site, path: str) -> dict[str, str]:
    """Read a manifest. Raises `ValueError` with a sentence on what is wrong."""
    try:
        raw = strict_json.read(site.bytes(path))
        listed = {str(name): str(digest) for name, digest in raw["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, OSError):
            message = f"{path} {reason(error)}"
        elif isinstance(error, ValueError):
            message = f"{path}:{error} (in strict JSON)"
        else:
            message = f"{path}:1:1: it does not list its files"
        raise ValueError(message) from error
    if set(raw) != {"files"}:
        message = f"{path}:1:1: it holds more than its files"
        raise ValueError(message)
    return listed


def _listed_faults(
    site: Site, listed: dict[str, str], manifest: str, reader: Site | PublishedVariant
) -> Iterator[tuple[str, str]]:
    digests: dict[int, str] = {}  # two names may be one file
    for path, digest in listed.items():
        if not portable_names.is_plain(path):
            yield path, f"{manifest} names {path!r}, which is no plain path below the site"
            continue
        try:
            number = site.file(path).lstat().st_ino
            if number not in digests:
                digests[number] = reader.digest(path)
        except (FileNotFoundError, NotADirectoryError, ValueError):
            yield path, f"{path} is in the manifest and not in the site"
        except OSError as error:
            yield path, f"{path} {reason(error)}"
        else:
            if digests[number] != digest:
                yield path, f"{path} is not what the manifest says: its digest differs"


def _present(site: Site) -> Iterator[str]:
    """Name every entry below the folder that is not a folder itself; links are not followed."""
    for here, folders, files in os.walk(site.folder):
        inside = os.path.relpath(here, site.folder)
        at = "" if inside == "." else f"{inside.replace(os.sep, '/')}/"
        links = [name for name in folders if os.path.islink(os.path.join(here, name))]  # noqa: PTH114, PTH118 - many
        yield from (f"{at}{name}" for name in (*files, *links))
