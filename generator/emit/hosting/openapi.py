"""The published files described as an interface, in OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.emit.hosting.headers import IMMUTABLE, LATEST, SCHEMA_TYPE
from generator.published.layout import CATALOG, CONTEXT, DATA_FOLDER

if TYPE_CHECKING:
    from generator import model
    from generator.emit.hosting.addresses import Addresses

_METASCHEMA = "https://json-schema.org/draft/2020-12/schema"
_FOLDER = f"/{DATA_FOLDER}"
_TURTLE = "text/turtle"
_ID = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
_ENDS = {"json": "application/json", "jsonld": "application/ld+json", "html": "text/html", "ttl": _TURTLE}


def describe(notice: model.Notice, catalog: dict[str, Any], at: Addresses) -> dict[str, Any]:
    """Describe what can be asked of the site."""
    publisher = notice.publisher
    contact = {"name": publisher.label, "url": publisher.website, "email": publisher.email}
    general = next(iter(at.home.values()))
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": _METASCHEMA,
        "info": {
            "title": notice.title,
            **({"summary": notice.summary} if notice.summary else {}),
            "description": (
                "The privacy notice as files that programs read. They are static: ask with GET or HEAD, without a key. "
                "Start from the catalogue, which lists every file with its size and SHA-256. The version is the "
                "notice's; the version of the schemas stands in each file."
            ),
            "version": notice.version,
            "contact": {name: value for name, value in contact.items() if value},
        },
        "servers": [{"url": at.site.removesuffix("/")}],
        "externalDocs": {"description": "How a program reads the notice", "url": f"{general}machine-readable/"},
        "paths": _paths(catalog),
        "components": {
            "parameters": _parameters(catalog),
            "headers": _headers(),
            "responses": _shared_responses(),
            "schemas": {"Context": _context(), "Manifest": _manifest()},
        },
    }


def _paths(catalog: dict[str, Any]) -> dict[str, Any]:
    schemas = {name: {"$ref": entry["url"]} for name, entry in catalog["schemas"].items()}
    variants = catalog["variants"]
    policies = {each["id"]: each["policy"]["url"] for each in variants}
    texts = {f"{each['id']}.{tag}": text["url"] for each in variants for tag, text in each["texts"].items()}
    fragments = {f"{each['id']}.{tag}": made["url"] for each in variants for tag, made in each["fragments"].items()}
    site = catalog["context"]["url"].removesuffix(CONTEXT)
    described = {name: entry["url"] for name, entry in catalog["schemas"].items()}
    linked, plain, html = "application/ld+json", "application/json", "text/html"
    paths = {
        f"{_FOLDER}catalog.json": _get(
            "getCatalogue",
            "Every variant and language, with the addresses and digests of its files",
            {plain: _content(schemas["catalog"], {"catalogue": f"{site}{CATALOG}"})},
        ),
        f"{_FOLDER}{{variant}}/policy.jsonld": _get(
            "getPolicy",
            "The facts of a variant, as JSON and JSON-LD",
            {linked: _content(schemas["policy"], policies)},
            ("variant",),
        ),
        f"{_FOLDER}{{variant}}/notice.{{language}}.json": _get(
            "getText",
            "The clauses of a variant in a language",
            {plain: _content(schemas["text"], texts)},
            ("variant", "language"),
        ),
        f"{_FOLDER}{{variant}}/fragment.{{language}}.html": _get(
            "getFragment",
            "The whole notice of a variant as one piece of HTML to embed",
            {html: _content({"type": "string"}, fragments)},
            ("variant", "language"),
        ),
        f"{_FOLDER}context.jsonld": _get(
            "getContext",
            "The JSON-LD context that stands in every policy",
            {linked: _content(_ref("schemas", "Context"), {"context": catalog["context"]["url"]})},
        ),
        f"{_FOLDER}schema/{{schema}}.schema.json": _get(
            "getSchema",
            "The JSON Schema of a kind of file",
            {SCHEMA_TYPE: _content({"$ref": _METASCHEMA}, described)},
            ("schema",),
        ),
    }
    if "shapes" in catalog:
        paths[f"{_FOLDER}shapes.ttl"] = _get(
            "getShapes",
            "The SHACL shapes that every policy conforms to",
            {_TURTLE: _content({"type": "string"}, {"shapes": catalog["shapes"]["url"]})},
        )
    lasting = _lasting(catalog)
    if lasting:
        paths[f"{_FOLDER}sha256/{{digest}}.{{extension}}"] = _get(
            "getByDigest",
            "A file by the SHA-256 of its bytes; what an address says never changes",
            {
                _ENDS[end]: _content({"type": "object" if "json" in end else "string"}, {end: url})
                for end, url in lasting.items()
            },
            ("digest", "extension"),
            "CacheLong",
        )
    paths["/manifest.json"] = _get(
        "getManifest",
        "Every file of the site with its SHA-256",
        {plain: _content(_ref("schemas", "Manifest"), {"manifest": f"{site}manifest.json"})},
    )
    return paths


def _lasting(catalog: dict[str, Any]) -> dict[str, str]:
    """Give one address by digest for each way that such an address ends; none where the catalogue has none."""
    first = catalog["variants"][0]
    entries = [catalog["context"], next(iter(first["texts"].values())), next(iter(first["fragments"].values()))]
    entries += [catalog["shapes"]] if "shapes" in catalog else []
    return {each["immutable"].rsplit(".", 1)[1]: each["immutable"] for each in entries if "immutable" in each}


def _get(
    name: str, summary: str, content: dict[str, Any], parameters: tuple[str, ...] = (), cache: str = "Cache"
) -> dict[str, Any]:
    headers = {"ETag": "ETag", "Cache-Control": cache, "Link": "Link", "Access-Control-Allow-Origin": "AllowOrigin"}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [_ref("parameters", each) for each in (*parameters, "ifNoneMatch")],
            "responses": {
                "200": {
                    "description": "The file.",
                    "headers": {header: _ref("headers", each) for header, each in headers.items()},
                    "content": content,
                },
                "304": _ref("responses", "NotModified"),
                "404": _ref("responses", "NotFound"),
            },
        }
    }


def _content(schema: dict[str, Any], examples: dict[str, str]) -> dict[str, Any]:
    return {"schema": schema, "examples": {name: {"externalValue": url} for name, url in examples.items()}}


def _ref(kind: str, name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/{kind}/{name}"}


def _parameters(catalog: dict[str, Any]) -> dict[str, Any]:
    variants = [each["id"] for each in catalog["variants"]]
    digest = catalog["context"]["sha256"]

    def in_path(name: str, description: str, schema: dict[str, Any], example: str) -> dict[str, Any]:
        typed = {"type": "string", **schema}
        where = {"name": name, "in": "path", "required": True}
        return {**where, "description": description, "schema": typed, "example": example}

    languages, schemas, ends = catalog["languages"], list(catalog["schemas"]), list(_lasting(catalog))
    return {
        "variant": in_path("variant", "The variant's name, as the catalogue lists it.", {"pattern": _ID}, variants[0]),
        "language": in_path("language", "The language's tag.", {"enum": languages}, languages[0]),
        "schema": in_path("schema", "The kind of file.", {"enum": schemas}, schemas[0]),
        "digest": in_path("digest", "SHA-256, in hexadecimal.", {"pattern": "^[0-9a-f]{64}$"}, digest),
        "extension": in_path("extension", "How the file's name ends.", {"enum": ends}, "jsonld"),
        "ifNoneMatch": {
            "name": "If-None-Match",
            "in": "header",
            "description": "The ETag of the copy at hand; if it is still the newest, the answer is 304.",
            "schema": {"type": "string"},
            "example": '"a-tag-from-an-earlier-answer"',
        },
    }


def _headers() -> dict[str, Any]:
    said = {
        "ETag": ("Names these bytes; send it back in If-None-Match.", {"type": "string"}),
        "Cache": ("How long a copy is good for.", {"const": LATEST}),
        "CacheLong": ("A copy is good for ever.", {"const": IMMUTABLE}),
        "Link": ("Leads to the catalogue of interfaces and to the notice.", {"type": "string"}),
        "AllowOrigin": ("Programs in browsers may read the file from any site.", {"const": "*"}),
    }
    return {name: {"description": words, "schema": schema} for name, (words, schema) in said.items()}


def _shared_responses() -> dict[str, Any]:
    allowed = {"Access-Control-Allow-Origin": _ref("headers", "AllowOrigin")}
    return {
        "NotModified": {
            "description": "The copy at hand is the newest; there is no body.",
            "headers": {"ETag": _ref("headers", "ETag"), **allowed},
        },
        "NotFound": {"description": "There is no such file; the catalogue lists them all.", "headers": allowed},
    }


def _context() -> dict[str, Any]:
    return {"type": "object", "required": ["@context"], "properties": {"@context": {"type": "object"}}}


def _manifest() -> dict[str, Any]:
    digests = {"type": "object", "additionalProperties": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}
    return {"type": "object", "required": ["files"], "properties": {"files": digests}}
