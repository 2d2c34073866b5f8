"""Manifest, strict JSON, schema, context and vocabulary of a published site."""

from __future__ import annotations

import json
import re
import stat
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import orjson

from generator import characters, dpv, jsontext, policy, schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.jws"
CATALOG = "data/v1/catalog.json"

_TERM = re.compile(r"[a-z-]+:[A-Za-z0-9][A-Za-z0-9.-]*")
_PROTOTYPE = ("__proto__", "constructor", "prototype")
_MAX_BYTES = 64 * 1024 * 1024


class Site:
    """A published site as files. What is read once is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def present(self) -> dict[str, Path]:
        """Every entry below the folder that is not a folder itself, by path; links are not followed."""
        found = (path for path in sorted(self.folder.rglob("*")) if path.is_symlink() or not path.is_dir())
        return {path.relative_to(self.folder).as_posix(): path for path in found}

    def bytes(self, path: str) -> bytes:
        """Read one file."""
        return (self.folder / path).read_bytes()

    def json(self, path: str) -> Any:
        """Read one file of JSON that `json_faults` let through."""
        return orjson.loads(self.bytes(path))

    @cached_property
    def catalog(self) -> dict[str, Any]:
        """The catalogue."""
        value: dict[str, Any] = self.json(CATALOG)
        return value

    @cached_property
    def policies(self) -> dict[str, dict[str, Any]]:
        """The policies by path."""
        return {each["policy"]["path"]: self.json(each["policy"]["path"]) for each in self.catalog["variants"]}

    @cached_property
    def terms(self) -> dict[str, set[str]]:
        """The DPV terms that each policy uses."""
        return {path: used_terms(value) for path, value in self.policies.items()}


def manifest_faults(site: Site) -> Iterator[str]:
    """Compare the manifest with the files: the same paths, the same digests, nothing outside."""
    try:
        raw = strict(site.bytes(MANIFEST))
        files = raw["files"]
        listed = {str(path): str(digest) for path, digest in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"{MANIFEST} cannot be read: {_reason(error)}"
        return
    if set(raw) != {"files"}:
        yield f"{MANIFEST} holds more than its files"
    for path in sorted(listed):
        plain = PurePosixPath(path)
        if plain.is_absolute() or ".." in plain.parts or "\\" in path or plain.as_posix() != path:
            yield f"{MANIFEST} names {path!r}, which leads out of the site"
        elif path not in site.present:
            yield f"{path} is in the manifest and not in the site"
    for path, file in site.present.items():
        if path in (MANIFEST, SIGNATURE):
            continue
        if path not in listed:
            yield f"{path} is in the site and not in the manifest"
        elif not stat.S_ISREG(file.lstat().st_mode):
            yield f"{path} is no plain file"
        elif file.stat().st_size > _MAX_BYTES:
            yield f"{path} is larger than any file of a notice"
        elif jsontext.digest(file.read_bytes()) != listed[path]:
            yield f"{path} is not what the manifest says: its digest differs"


def _reason(error: Exception) -> str:
    return f"{error.strerror}".lower() if isinstance(error, OSError) else str(error) or type(error).__name__


def strict(raw: bytes) -> Any:
    """Read JSON that has one meaning: no repeated keys, no NaN, no half characters, no keys of prototypes.

    Raises `ValueError` with the reason.
    """

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            twice = next(key for key, _ in items if sum(key == other for other, _ in items) > 1)
            message = f'the key "{twice}" stands twice'
            raise ValueError(message)
        if bad := next((key for key in made if key in _PROTOTYPE), None):
            message = f'the key "{bad}" has a meaning of its own to programs'
            raise ValueError(message)
        return made

    def constant(name: str) -> None:
        message = f"{name} is no JSON"
        raise ValueError(message)

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "it is not UTF-8"
        raise ValueError(message) from error
    value = json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
    if "\\u" in text and any(
        "surrogate" in each.what for each in characters.forbidden(json.dumps(value, ensure_ascii=False))
    ):
        message = "it holds half of a surrogate pair"
        raise ValueError(message)
    return value


def json_faults(site: Site) -> Iterator[str]:
    """Read every file of JSON strictly. What is written just as this software writes it has one meaning already."""
    for path in site.present:
        if not path.endswith((".json", ".jsonld")) or path.startswith("assets/"):
            continue
        raw = site.bytes(path)
        if _is_canonical(raw):
            continue
        try:
            strict(raw)
        except (ValueError, RecursionError) as error:
            yield f"{path} is no strict JSON: {error}"


def _is_canonical(raw: bytes) -> bool:
    try:
        return jsontext.dump(orjson.loads(raw)) == raw and not any(f'"{key}"'.encode() in raw for key in _PROTOTYPE)
    except ValueError:
        return False


def schema_faults(site: Site) -> Iterator[str]:
    """Check catalogue, policies and texts by the schemas, and that the published schemas are these."""
    if fault := schemas.output_fault("catalog", site.catalog):
        yield f"{CATALOG} does not fit its schema at {fault}"
        return
    address = site.catalog["context"]["url"].removesuffix(site.catalog["context"]["path"])
    for entry in _listed(site.catalog):
        path = entry["path"]
        if path not in site.present:
            yield f"{CATALOG} lists {path}, which is not there"
        elif jsontext.digest(site.bytes(path)) != entry["sha256"] or len(site.bytes(path)) != entry["bytes"]:
            yield f"{CATALOG} gives another digest or size for {path}"
        elif entry["url"] != address + path:
            yield f"{CATALOG} gives another address for {path}"
        elif site.bytes(entry["immutable"].removeprefix(address)) != site.bytes(path):
            yield f"{path} is not what stands at its lasting address"
    for name, entry in site.catalog["schemas"].items():
        own = {**schemas.load(name), "$id": entry["url"]}
        if site.json(entry["path"]) != own:
            yield f"{entry['path']} is not the schema that this version checks by"
    for variant in site.catalog["variants"]:
        for kind, entries in (("policy", {"": variant["policy"]}), ("text", variant["texts"])):
            for entry in entries.values():
                value = site.json(entry["path"])
                if fault := schemas.output_fault(kind, value):
                    yield f"{entry['path']} does not fit its schema at {fault}"
                elif kind == "policy" and (value["@id"] != entry["url"] or value["variant"]["id"] != variant["id"]):
                    yield f"{entry['path']} is the policy of something else: {value['@id']}"


def _listed(catalog: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield catalog["context"]
    yield catalog["shapes"]
    yield from catalog["schemas"].values()
    for variant in catalog["variants"]:
        yield variant["policy"]
        yield from variant["texts"].values()
        yield from variant["fragments"].values()


def context_faults(site: Site) -> Iterator[str]:
    """Compare the context of each policy with the one this software carries, and look for terms it does not know."""
    own = policy.context()
    path = site.catalog["context"]["path"]
    if site.bytes(path) != jsontext.dump(own):
        yield f"{path} is not the context of this version"
    for name, value in site.policies.items():
        if jsontext.dump(value["@context"]) != jsontext.dump(own["@context"]):
            yield f"{name} has another context"
        for term in unknown_terms(value):
            yield f'{name} uses the term "{term}", which its context does not define: readers would drop it in silence'


def unknown_terms(value: dict[str, Any]) -> list[str]:
    """Name the keys of a policy that its context does not define."""
    context = policy.context()["@context"]
    found: dict[str, None] = {}

    def walk(node: Any, kind: str) -> None:
        if isinstance(node, list):
            for each in node:
                walk(each, "")
        elif isinstance(node, dict):
            for key, each in node.items():
                if kind in ("@index", "@language"):
                    walk(each, "")
                elif key.startswith("@"):
                    continue
                elif key not in context:
                    found[key] = None
                else:
                    term = context[key]
                    walk(each, term.get("@container", "") if isinstance(term, dict) else "")

    walk(value, "")
    return list(found)


def used_terms(value: Any) -> set[str]:
    """Name the DPV terms that a policy uses, as they are written in it."""
    prefixes = dpv.vocabulary().namespaces
    if isinstance(value, dict):
        return {term for key, each in value.items() if key != "@context" for term in used_terms(each)}
    if isinstance(value, list):
        return {term for each in value for term in used_terms(each)}
    is_term = isinstance(value, str) and value.partition(":")[0] in prefixes and _TERM.fullmatch(value)
    return {value} if is_term else set()


def vocabulary_faults(site: Site) -> Iterator[str]:
    """Find terms that DPV does not have."""
    vocabulary = dpv.vocabulary()
    for name, used in site.terms.items():
        for term in sorted(used - vocabulary.terms.keys()):
            yield f"{name} uses {term}, which is not in DPV {vocabulary.version}"


def sunset(site: Site) -> Iterator[str]:
    """Find terms that DPV is about to remove."""
    for name, used in site.terms.items():
        for term in sorted(used & dpv.vocabulary().sunset):
            yield f"{name} uses {term}, which is about to leave DPV"


def lost_ids(site: Site, earlier: Site) -> Iterator[str]:
    """Find the ids of an earlier site that are gone: whoever kept their address would find nothing."""
    for path, old in earlier.policies.items():
        new = site.policies.get(path)
        if new is None:
            yield f"{path} was published and is gone"
            continue
        for section, entries in old.items():
            if isinstance(entries, dict) and section not in (
                "@context",
                "variant",
                "service",
                "roles",
                "title",
                "summary",
            ):
                for name in entries:
                    if name not in new.get(section, {}):
                        yield f"{path}#{name} was published and is gone"
    for variant in earlier.catalog["variants"]:
        for entry in variant["texts"].values():
            if entry["path"] in site.present:
                now = {clause["id"] for clause in site.json(entry["path"])["clauses"]}
                for clause in earlier.json(entry["path"])["clauses"]:
                    if clause["id"] not in now:
                        yield f"{entry['path']}: the clause {clause['id']} was published and is gone"
