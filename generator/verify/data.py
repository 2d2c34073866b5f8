"""JSON, schema, context and vocabulary of a published site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.diagnostics.records import Place
from generator.emit import policy
from generator.emit.catalog import CATALOG, FOLDER
from generator.formats import jsontext, strict_json, yamltext
from generator.published.site import is_plain
from generator.validate import schemas
from generator.vocabulary import dpv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.yamltext import Route
    from generator.published.site import PublishedVariant, Site

_TERM = re.compile(r"[a-z-]+:[A-Za-z0-9][A-Za-z0-9.-]*")


def json_faults(variant: PublishedVariant) -> Iterator[str]:
    """Read the JSON of a variant strictly, its search indexes included."""
    paths = [entry["path"] for entry in variant.listed() if entry["path"].endswith(("json", "jsonld"))]
    for path in (*paths, *(f"{home}search/search_index.json" for home in variant.homes.values())):
        if variant.site.has(path):
            yield from _strict_faults(path, variant)
        else:
            yield f"{path} is missing"
    for entry in variant.entry["fragments"].values():
        if variant.site.has(entry["path"]) and "\ufffd" in variant.bytes(entry["path"]).decode(errors="replace"):
            yield f"{entry['path']} holds bytes that are not UTF-8"


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


def entry_faults(site: Site) -> Iterator[str]:
    """Find what the catalogue says of a variant otherwise than its id, the languages and the address lead to."""
    languages = site.catalog["languages"]
    seen: set[str] = set()
    for entry in site.catalog["variants"]:
        name = entry["id"]
        files = {language: f"{FOLDER}{name}/notice.{language}.json" for language in languages}
        fragments = {language: f"{FOLDER}{name}/fragment.{language}.html" for language in languages}
        wrong = {
            "policy": entry["policy"]["path"] != f"{FOLDER}{name}/policy.jsonld",
            "texts": {language: each["path"] for language, each in entry["texts"].items()} != files,
            "fragments": {language: each["path"] for language, each in entry["fragments"].items()} != fragments,
            "pages": entry["pages"] != {language: f"{site.address}{language}/{name}/" for language in languages},
            "id": name in seen,
        }
        seen.add(name)
        for key in (key for key, is_wrong in wrong.items() if is_wrong):
            yield f'{CATALOG} gives {name} other "{key}" than a variant of that name has'


def _strict_faults(path: str, reader: Site | PublishedVariant) -> Iterator[str]:
    raw = reader.bytes(path)
    try:
        value = reader.json(path)
        if is_plain(raw, value, jsontext.dump(value)):
            return
    except ValueError:
        pass
    try:
        strict_json.read(raw)
    except ValueError as error:
        yield f"{path}:{error} (in strict JSON)"
    except RecursionError:
        yield f"{path} is no strict JSON: it is too deep"


def schema_faults(variant: PublishedVariant) -> Iterator[str]:
    """Check a variant's policy and texts by the schemas, and its files by the catalogue."""
    for entry in variant.listed():
        yield from _entry_faults(variant.site, entry, variant.address, variant)
    path, value = variant.entry["policy"]["path"], variant.policy
    if fault := schemas.output_fault("policy", value):
        yield _unfit(path, variant, fault)
    elif value["@id"] != variant.entry["policy"]["url"] or value["variant"]["id"] != variant.id:
        yield f"{path} is the policy of something else: {value['@id']}"
    else:
        for name, party in value["parties"].items():
            if "name" in party and party["name"] not in party["label"].values():
                yield f"{path} gives parties/{name} one name as a name and another as a label"
    for language, text in variant.texts.items():
        path = variant.entry["texts"][language]["path"]
        if fault := schemas.output_fault("text", text):
            yield _unfit(path, variant, fault)
        elif text["variant"] != variant.id or text["language"] != language:
            yield f"{path} is the text of something else: {text['variant']} in {text['language']}"


def shared_schema_faults(site: Site) -> Iterator[str]:
    """Check the catalogue and the tombstones by their schemas, and that the published schemas are these."""
    if fault := schemas.output_fault("catalog", site.catalog):
        yield _unfit(CATALOG, site, fault)
        return
    catalog = site.catalog
    shared = {f"{FOLDER}context.jsonld": catalog["context"], f"{FOLDER}shapes.ttl": catalog["shapes"]}
    shared |= {f"{FOLDER}schema/{name}.schema.json": entry for name, entry in catalog["schemas"].items()}
    for path, entry in shared.items():
        faults = list(_entry_faults(site, entry, site.address, site))
        yield from faults
        if entry["path"] != path:
            yield f"{CATALOG} gives {entry['path']} for {path}"
        elif not faults and path.endswith(".schema.json"):
            name = path.rsplit("/", 1)[1].removesuffix(".schema.json")
            if site.json(path) != {**schemas.load(name), "$id": entry["url"]}:
                yield f"{path} is not the schema that this version checks by"
    for tombstone in catalog.get("tombstones", ()):
        path = tombstone["url"].removeprefix(site.address)
        if not site.has(path):
            yield f"{CATALOG} lists {path}, which is not there"
        elif faults := list(_strict_faults(path, site)):
            yield from faults
        elif fault := schemas.output_fault("tombstone", site.json(path)):
            yield _unfit(path, site, fault)


def _unfit(path: str, reader: Site | PublishedVariant, fault: tuple[Route, str]) -> str:
    """Say where a file does not fit its schema: JSON is YAML, whose reader knows the lines."""
    route, message = fault
    document, _ = yamltext.parse(reader.bytes(path).decode(), path)
    place = document.place(route) if document else Place(path, 1, 1)
    return f"{place}: it does not fit its schema at /{'/'.join(map(str, route))}: {message}"


def _entry_faults(site: Site, entry: dict[str, Any], address: str, reader: Site | PublishedVariant) -> Iterator[str]:
    path = entry["path"]
    if not site.has(path):
        yield f"{CATALOG} lists {path}, which is not there"
        return
    made = reader.bytes(path)
    last = entry["immutable"].removeprefix(address)
    if reader.digest(path) != entry["sha256"] or len(made) != entry["bytes"]:
        yield f"{CATALOG} gives another digest or size for {path}"
    elif entry["url"] != address + path:
        yield f"{CATALOG} gives another address for {path}"
    elif not site.has(last) or (not site.file(last).samefile(site.file(path)) and site.bytes(last) != made):
        yield f"{path} is not what stands at its lasting address"


class Terms:
    """Looks at the keys and the DPV terms of one policy after another.

    What one entry uses is the same for every variant that says it alike, so each is looked at once.
    """

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self._seen: dict[int, tuple[tuple[str, ...], frozenset[str]]] = {}

    def context_faults(self, variant: PublishedVariant) -> Iterator[str]:
        """Compare the context of a policy with the one this software carries, and find terms it does not know."""
        path, value = variant.entry["policy"]["path"], variant.policy
        if value["@context"] != policy.context()["@context"]:
            yield f"{path} has another context"
        for term in dict.fromkeys(term for unknown, _ in self._parts(variant) for term in unknown):
            yield f'{path} uses the term "{term}", which its context does not define: readers would drop it in silence'

    def used(self, variant: PublishedVariant) -> set[str]:
        """Name the DPV terms that a policy uses."""
        return {term for _, used in self._parts(variant) for term in used}

    def vocabulary_faults(self, variant: PublishedVariant) -> Iterator[str]:
        """Find terms that DPV does not have."""
        vocabulary = dpv.vocabulary()
        path = variant.entry["policy"]["path"]
        for term in sorted(self.used(variant) - vocabulary.terms.keys()):
            yield f"{path} uses {term}, which is not in DPV {vocabulary.version}"

    def _parts(self, variant: PublishedVariant) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
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
    """Compare the published context and shapes with those that this software carries."""
    path = site.catalog["context"]["path"]
    if site.bytes(path) != jsontext.dump(policy.context()):
        yield f"{path} is not the context of this version"
    path = site.catalog["shapes"]["path"]
    if site.bytes(path) != (resources.folder("schema") / "shapes.ttl").read_bytes():
        yield f"{path} are not the shapes of this version"


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
