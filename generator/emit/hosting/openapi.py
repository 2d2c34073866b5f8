"""The published files described as an interface, in OpenAPI 3.1: `schema/openapi.json` with its holes filled.

A hole is a text that begins with $. One for which a notice has nothing is left out with its key.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.emit.hosting.headers import IMMUTABLE, LATEST
from generator.published.layout import CATALOG, CONTEXT, DATA_FOLDER, MANIFEST, MEDIA_TYPES, SHAPES

if TYPE_CHECKING:
    from generator import model
    from generator.emit.hosting.addresses import Addresses

_BY_DIGEST = f"/{DATA_FOLDER}sha256/{{digest}}.{{extension}}"


def describe(notice: model.Notice, catalog: dict[str, Any], at: Addresses) -> dict[str, Any]:
    """Describe what can be asked of the site."""
    skeleton = json.loads((resources.folder("schema") / "openapi.json").read_text(encoding="utf-8"))
    lasting = _lasting(catalog)
    absent = {f"/{SHAPES}": "shapes" not in catalog, _BY_DIGEST: not lasting}
    skeleton["paths"] = {path: each for path, each in skeleton["paths"].items() if not absent.get(path)}
    described: dict[str, Any] = _filled(skeleton, _holes(notice, catalog, at) | _holes_of_digests(lasting))
    return described


def _filled(node: Any, holes: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_filled(each, holes) for each in node]
    if isinstance(node, dict):
        filled = {key: _filled(each, holes) for key, each in node.items()}
        return {key: each for key, each in filled.items() if each is not None}
    return holes[node[1:]] if isinstance(node, str) and node.startswith("$") else node


def _holes(notice: model.Notice, catalog: dict[str, Any], at: Addresses) -> dict[str, Any]:
    variants, schemas = catalog["variants"], catalog["schemas"]
    site = catalog["context"]["url"].removesuffix(CONTEXT)
    return {
        "title": notice.title,
        "summary": notice.summary or None,
        "version": notice.version,
        "publisher": notice.publisher.label or None,
        "website": notice.publisher.website or None,
        "email": notice.publisher.email or None,
        "site": at.site.removesuffix("/"),
        "documentation": f"{next(iter(at.home.values()))}machine-readable/",
        "catalog": f"{site}{CATALOG}",
        "context": catalog["context"]["url"],
        "manifest": f"{site}{MANIFEST}",
        "shapes": catalog.get("shapes", {}).get("url"),
        **{f"{name}_schema": entry["url"] for name, entry in schemas.items()},
        "schemas": _examples({name: entry["url"] for name, entry in schemas.items()}),
        "policies": _examples({each["id"]: each["policy"]["url"] for each in variants}),
        "texts": _in_languages(variants, "texts"),
        "fragments": _in_languages(variants, "fragments"),
        "variant": variants[0]["id"],
        "languages": catalog["languages"],
        "language": catalog["languages"][0],
        "schema_names": list(schemas),
        "schema_name": next(iter(schemas)),
        "digest": catalog["context"]["sha256"],
        "latest": LATEST,
        "immutable": IMMUTABLE,
    }


def _holes_of_digests(lasting: dict[str, str]) -> dict[str, Any]:
    content = {
        MEDIA_TYPES[ending]: {"schema": {"type": "object" if "json" in ending else "string"}, "examples": examples}
        for ending, examples in ((ending, _examples({ending: url})) for ending, url in lasting.items())
    }
    return {"extensions": list(lasting), "files_by_digest": content}


def _lasting(catalog: dict[str, Any]) -> dict[str, str]:
    """Give one address by digest for each way that such an address ends; none where the catalogue has none."""
    first = catalog["variants"][0]
    entries = [catalog["context"], next(iter(first["texts"].values())), next(iter(first["fragments"].values()))]
    entries += [catalog["shapes"]] if "shapes" in catalog else []
    return {each["immutable"].rsplit(".", 1)[1]: each["immutable"] for each in entries if "immutable" in each}


def _in_languages(variants: list[dict[str, Any]], files: str) -> dict[str, Any]:
    return _examples({f"{each['id']}.{tag}": made["url"] for each in variants for tag, made in each[files].items()})


def _examples(urls: dict[str, str]) -> dict[str, Any]:
    return {name: {"externalValue": url} for name, url in urls.items()}
