"""JSON, schema, context and vocabulary of a published site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator import dpv, jsontext, policy, schemas
from generator.data import CATALOG, FOLDER
from generator.verifier.reading import is_plain, strict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.verifier.reading import Site, Variant

_TERM = re.compile(r"[a-z-]+:[A-Za-z0-9][A-Za-z0-9.-]*")


def json_faults(variant: Variant) -> Iterator[str]:
    """Read the JSON of a variant strictly, its search indexes included."""
    paths = [entry["path"] for entry in variant.listed() if entry["path"].endswith(("json", "jsonld"))]
    for path in (*paths, *(f"{home}search/search_index.json" for home in variant.homes.values())):
        if variant.site.has(path):
            yield from _strict_faults(path, variant)
        else:
            yield f"{path} is missing"


def shared_json_faults(site: Site) -> Iterator[str]:
    """Read the JSON that all variants share strictly."""
    shared = [f"{FOLDER}context.jsonld", "openapi.json", "search/search_index.json"]
    shared += [file.relative_to(site.folder).as_posix() for file in sorted((site.folder / FOLDER).glob("schema/*"))]
    for path in shared:
        if site.has(path):
            yield from _strict_faults(path, site)
        else:
            yield f"{path} is missing"


def catalog_faults(site: Site) -> Iterator[str]:
    """Read the catalogue strictly. It may be long, and a build that wrote it piece by piece does not read it again."""
    if site.has(CATALOG):
        yield from _strict_faults(CATALOG, site)
    else:
        yield f"{CATALOG} is missing"


def _strict_faults(path: str, reader: Site | Variant) -> Iterator[str]:
    raw = reader.bytes(path)
    try:
        value = reader.json(path)
        if is_plain(raw, value, jsontext.dump(value)):
            return
    except ValueError:
        pass
    try:
        strict(raw)
    except (ValueError, RecursionError) as error:
        yield f"{path} is no strict JSON: {error}"


def schema_faults(variant: Variant) -> Iterator[str]:
    """Check a variant's policy and texts by the schemas, and its files by the catalogue."""
    for entry in variant.listed():
        yield from _entry_faults(variant.site, entry, variant.address, variant)
    path, value = variant.entry["policy"]["path"], variant.policy
    if fault := schemas.output_fault("policy", value):
        yield f"{path} does not fit its schema at {fault}"
    elif value["@id"] != variant.entry["policy"]["url"] or value["variant"]["id"] != variant.id:
        yield f"{path} is the policy of something else: {value['@id']}"
    for language, text in variant.texts.items():
        path = variant.entry["texts"][language]["path"]
        if fault := schemas.output_fault("text", text):
            yield f"{path} does not fit its schema at {fault}"
        elif text["variant"] != variant.id or text["language"] != language:
            yield f"{path} is the text of something else: {text['variant']} in {text['language']}"


def shared_schema_faults(site: Site) -> Iterator[str]:
    """Check the catalogue and the tombstones by their schemas, and that the published schemas are these."""
    if fault := schemas.output_fault("catalog", site.catalog):
        yield f"{CATALOG} does not fit its schema at {fault}"
        return
    catalog = site.catalog
    for entry in (catalog["context"], catalog["shapes"], *catalog["schemas"].values()):
        yield from _entry_faults(site, entry, site.address, site)
    for name, entry in catalog["schemas"].items():
        if site.json(entry["path"]) != {**schemas.load(name), "$id": entry["url"]}:
            yield f"{entry['path']} is not the schema that this version checks by"
    for tombstone in catalog.get("tombstones", ()):
        path = tombstone["url"].removeprefix(site.address)
        fault = schemas.output_fault("tombstone", site.json(path)) if site.has(path) else "it is missing"
        if fault:
            yield f"{path} does not fit its schema at {fault}"


def _entry_faults(site: Site, entry: dict[str, Any], address: str, reader: Site | Variant) -> Iterator[str]:
    path = entry["path"]
    if not site.has(path):
        yield f"{CATALOG} lists {path}, which is not there"
        return
    made = reader.bytes(path)
    last = site.folder / entry["immutable"].removeprefix(address)
    if reader.digest(path) != entry["sha256"] or len(made) != entry["bytes"]:
        yield f"{CATALOG} gives another digest or size for {path}"
    elif entry["url"] != address + path:
        yield f"{CATALOG} gives another address for {path}"
    elif not last.is_file() or (not last.samefile(site.folder / path) and last.read_bytes() != made):
        yield f"{path} is not what stands at its lasting address"


class Terms:
    """Looks at the keys and the DPV terms of one policy after another.

    What one entry uses is the same for every variant that says it alike, so each is looked at once.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}

    def context_faults(self, variant: Variant) -> Iterator[str]:
        """Compare the context of a policy with the one this software carries, and find terms it does not know."""
        path, value = variant.entry["policy"]["path"], variant.policy
        if value["@context"] != policy.context()["@context"]:
            yield f"{path} has another context"
        for term in dict.fromkeys(term for unknown, _ in self._parts(variant) for term in unknown):
            yield f'{path} uses the term "{term}", which its context does not define: readers would drop it in silence'

    def used(self, variant: Variant) -> set[str]:
        """Name the DPV terms that a policy uses."""
        return {term for _, used in self._parts(variant) for term in used}

    def vocabulary_faults(self, variant: Variant) -> Iterator[str]:
        """Find terms that DPV does not have."""
        vocabulary = dpv.vocabulary()
        path = variant.entry["policy"]["path"]
        for term in sorted(self.used(variant) - vocabulary.terms.keys()):
            yield f"{path} uses {term}, which is not in DPV {vocabulary.version}"

    def _parts(self, variant: Variant) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
        """Look at the policy without its facts, then at each fact."""
        whole = {
            key: {name: each for name, each in section.items() if name not in variant.facts}
            if isinstance(section, dict)
            else section
            for key, section in variant.policy.items()
            if key != "@context"
        }
        yield tuple(unknown_terms(whole)), frozenset(used_terms(whole))
        for entry, number in variant.facts.values():
            if number not in self._seen:
                self._seen[number] = tuple(unknown_terms(entry)), frozenset(used_terms(entry))
            yield self._seen[number]


def shared_context_faults(site: Site) -> Iterator[str]:
    """Compare the published context with the one this software carries."""
    path = site.catalog["context"]["path"]
    if site.bytes(path) != jsontext.dump(policy.context()):
        yield f"{path} is not the context of this version"


def unknown_terms(value: dict[str, Any]) -> list[str]:
    """Name the keys of a policy that its context does not define."""
    context = policy.context()["@context"]
    found: dict[str, None] = {}

    def walk(node: Any, kind: str) -> None:
        if isinstance(node, list):
            for each in node:
                if isinstance(each, dict | list):
                    walk(each, "")
        elif isinstance(node, dict):
            for key, each in node.items():
                if kind in ("@index", "@language"):
                    walk(each, "")
                elif key.startswith("@"):
                    continue
                elif key not in context:
                    found[key] = None
                elif isinstance(each, dict | list):
                    term = context[key]
                    walk(each, term.get("@container", "") if isinstance(term, dict) else "")

    walk(value, "")
    return list(found)


def used_terms(value: Any) -> set[str]:
    """Name the DPV terms that a part of a policy uses, as they are written in it."""
    prefixes = dpv.vocabulary().namespaces
    if isinstance(value, dict):
        return {term for key, each in value.items() if key != "@context" for term in used_terms(each)}
    if isinstance(value, list):
        return {term for each in value for term in used_terms(each)}
    is_term = isinstance(value, str) and value.partition(":")[0] in prefixes and _TERM.fullmatch(value)
    return {value} if is_term else set()


_NOT_FACTS = ("@context", "variant", "service", "roles", "title", "summary")


def lost_ids(site: Site, earlier: Site) -> Iterator[str]:
    """Find the ids of an earlier site that are gone: whoever kept their address would find nothing."""
    now = {variant.id: variant for variant in site.variants()}
    buried = {each["id"] for each in site.catalog.get("tombstones", ())}
    for old in earlier.variants():
        new = now.get(old.id)
        if new is None:
            if old.id not in buried:
                yield f"{old.entry['policy']['path']} was published and is gone; no tombstone answers for it"
            continue
        for section, entries in old.policy.items():
            if isinstance(entries, dict) and section not in _NOT_FACTS:
                for name in entries:
                    if name not in new.policy.get(section, {}):
                        yield f"{old.entry['policy']['path']}#{name} was published and is gone"
        for language, text in old.texts.items():
            kept = {clause["id"] for clause in new.texts.get(language, {"clauses": []})["clauses"]}
            for clause in text["clauses"]:
                if language in new.texts and clause["id"] not in kept:
                    path = old.entry["texts"][language]["path"]
                    yield f"{path}: the clause {clause['id']} was published and is gone"
