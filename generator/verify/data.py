"""JSON, schema, context and vocabulary of a published site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.diagnostics.records import Place
from generator.formats import jsontext, strict_json, yamltext
from generator.published import layout
from generator.published.layout import CATALOG, CONTEXT, DATA_FOLDER, PAGE_FOLDERS, SHAPES
from generator.published.schemas import load, output_fault
from generator.published.site import is_plain
from generator.verify.leaks import files_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.formats.yamltext import Route
    from generator.published.site import PublishedVariant, Site


def json_faults(variant: PublishedVariant) -> Iterator[str]:
    """Read the JSON of a variant strictly, and what its pages load of it, such as an index for searching."""
    for path in filter(_is_json, files_of(variant)):
        if variant.site.has(path):
            yield from _strict_faults(path, variant)
        else:
            yield f"{path} is missing"
    for entry in variant.entry["fragments"].values():
        if variant.site.has(entry["path"]) and "\ufffd" in variant.bytes(entry["path"]).decode(errors="replace"):
            yield f"{entry['path']} holds bytes that are not UTF-8"


def shared_json_faults(site: Site) -> Iterator[str]:
    """Read the JSON that all variants share strictly."""
    loaded = [file for folder in PAGE_FOLDERS for file in (site.folder / folder).rglob("*") if _is_json(file.name)]
    files = sorted([*loaded, *(site.folder / DATA_FOLDER).glob("schema/*")])
    for path in (CONTEXT, "openapi.json", *(file.relative_to(site.folder).as_posix() for file in files)):
        if site.has(path):
            yield from _strict_faults(path, site)
        else:
            yield f"{path} is missing"


def _is_json(path: str) -> bool:
    return path.endswith(("json", "jsonld"))


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
        files = {language: layout.text(name, language) for language in languages}
        fragments = {language: layout.fragment(name, language) for language in languages}
        wrong = {
            "policy": entry["policy"]["path"] != layout.policy(name),
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
    if fault := output_fault("policy", value):
        yield _unfit(path, variant, fault)
    elif value["@id"] != variant.entry["policy"]["url"] or value["variant"]["id"] != variant.id:
        yield f"{path} is the policy of something else: {value['@id']}"
    else:
        for name, party in value["parties"].items():
            if "name" in party and party["name"] not in party["label"].values():
                yield f"{path} gives parties/{name} one name as a name and another as a label"
    for language, text in variant.texts.items():
        path = variant.entry["texts"][language]["path"]
        if fault := output_fault("text", text):
            yield _unfit(path, variant, fault)
        elif text["variant"] != variant.id or text["language"] != language:
            yield f"{path} is the text of something else: {text['variant']} in {text['language']}"


def shared_schema_faults(site: Site) -> Iterator[str]:
    """Check the catalogue and the tombstones by their schemas, and that the published schemas are these."""
    if fault := output_fault("catalog", site.catalog):
        yield _unfit(CATALOG, site, fault)
        return
    catalog = site.catalog
    shared = {CONTEXT: catalog["context"], SHAPES: catalog["shapes"]}
    shared |= {layout.schema(name): entry for name, entry in catalog["schemas"].items()}
    for path, entry in shared.items():
        faults = list(_entry_faults(site, entry, site.address, site))
        yield from faults
        if entry["path"] != path:
            yield f"{CATALOG} gives {entry['path']} for {path}"
        elif not faults and path.endswith(".schema.json"):
            name = path.rsplit("/", 1)[1].removesuffix(".schema.json")
            if site.json(path) != {**load(name), "$id": entry["url"]}:
                yield f"{path} is not the schema that this version checks by"
    for tombstone in catalog.get("tombstones", ()):
        path = tombstone["url"].removeprefix(site.address)
        if not site.has(path):
            yield f"{CATALOG} lists {path}, which is not there"
        elif faults := list(_strict_faults(path, site)):
            yield from faults
        elif fault := output_fault("tombstone", site.json(path)):
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
