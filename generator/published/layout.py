"""Where everything of a published site stands: the paths of pages, data, manifests, and files by their digest.

Paths are relative to the site's address, without a slash before them. Version 1 of the format has a folder of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

DATA_FOLDER = "data/v1/"
CATALOG = f"{DATA_FOLDER}catalog.json"
CONTEXT = f"{DATA_FOLDER}context.jsonld"
SHAPES = f"{DATA_FOLDER}shapes.ttl"
SCHEMAS = ("policy", "text", "catalog", "tombstone")
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.jws"
SUPPLIER_CSS = "colours.css"  # below the folder of the supplier's pages
ERROR_PAGE = "404.html"  # what a server answers with for what is missing; the renderer makes it
PAGE_FOLDERS = ("assets/", "search/")  # of the site, and of a variant: what pages load besides their own style sheet
HASHED_NAME = r"\.[0-9a-f]{8}\.min\.(css|js)$"  # a file in assets/ that has another name when it has another content

# The pages of a variant and the folder of each below the variant's own; the order is the one of the menu.
PAGES = {"overview": "", "notice": "notice", "data": "data", "machine-readable": "machine-readable"}

MEDIA_TYPES = {
    "jsonld": "application/ld+json", "json": "application/json", "html": "text/html", "ttl": "text/turtle",
    "schema.json": "application/schema+json",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that the catalogue lists: the SHA-256 digest of its bytes in hexadecimal, and how many bytes there are."""

    sha256: str
    size: int


def data_folder(variant: str) -> str:
    """Name the folder of a variant's data."""
    return f"{DATA_FOLDER}{variant}/"


def policy(variant: str) -> str:
    """Name the policy of a variant."""
    return f"{DATA_FOLDER}{variant}/policy.jsonld"


def text(variant: str, language: str) -> str:
    """Name the text of a variant in a language, as JSON."""
    return f"{DATA_FOLDER}{variant}/notice.{language}.json"


def fragment(variant: str, language: str) -> str:
    """Name the text of a variant in a language, as HTML to embed."""
    return f"{DATA_FOLDER}{variant}/fragment.{language}.html"


def manifest(variant: str) -> str:
    """Name the manifest of a variant."""
    return f"{DATA_FOLDER}{variant}/{MANIFEST}"


def schema(name: str) -> str:
    """Name a published schema, one of `SCHEMAS`."""
    return f"{DATA_FOLDER}schema/{name}.schema.json"


def pages_folder(variant: str, language: str) -> str:
    """Name the folder of a variant's pages in a language."""
    return f"{language}/{variant}/"


def page(variant: str, language: str, name: str) -> str:
    """Name the folder of one page of a variant, one of `PAGES`; its file is `index.html` there."""
    folder = PAGES[name]
    return f"{language}/{variant}/{folder}{'/' if folder else ''}"


def digest_path(path: str, sha256: str) -> str:
    """Give the path that a listed file has for good."""
    return f"{DATA_FOLDER}sha256/{sha256}.{path.rsplit('.', 1)[1]}"


def is_listed(path: str) -> bool:
    """Whether the catalogue lists a file, so that it is also published under its digest."""
    return path.startswith(DATA_FOLDER) and not path.endswith(MANIFEST)


def is_variant_manifest(path: str) -> bool:
    """Whether a path is the one of a variant's manifest."""
    depth = DATA_FOLDER.count("/") + 1
    return path.startswith(DATA_FOLDER) and path.count("/") == depth and path.endswith(f"/{MANIFEST}")
