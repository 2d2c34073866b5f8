"""What a host must send with each file, and the settings of Netlify, Cloudflare Pages and Apache that say so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.published import layout
from generator.published.layout import CATALOG, CONTEXT, DATA_FOLDER, ERROR_PAGE, HASHED_NAME, PAGE_FOLDERS, SHAPES
from generator.published.security import SITE_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.emit.hosting.addresses import Addresses

LATEST = "public, max-age=300, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
SAFE = {
    "Content-Security-Policy": SITE_POLICY,
    "Permissions-Policy": "browsing-topics=(), geolocation=(), camera=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# A page that asks with If-None-Match asks for leave first; without the last two lines it would be refused.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Length",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
LINKSET_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
SCHEMA_TYPE = "application/schema+json"
# JSON is UTF-8 by definition, and its media types have no charset.
TYPES = {
    "application/jose": "jws",
    "application/json": "json",
    "application/ld+json": "jsonld",
    "application/xml": "xml",
    "font/woff2": "woff2",
    "image/png": "png",
    "image/svg+xml": "svg",
    "image/x-icon": "ico",
    "text/css": "css",
    "text/html": "html",
    "text/javascript": "js",
    "text/markdown": "md",
    "text/plain": "txt conf",
    "text/turtle": "ttl",
}
WITH_CHARSET = (
    "application/xml",
    "text/css",
    "text/html",
    "text/javascript",
    "text/markdown",
    "text/plain",
    "text/turtle",
)


def headers_file(languages: Iterable[str], at: Addresses) -> str:
    """Write `_headers` for Netlify and Cloudflare Pages."""
    latest = [
        *("", "sitemap.xml", "robots.txt", "llms.txt", "openapi.json", "manifest.json", ".well-known/api-catalog"),
        "manifest.json.jws",
        *(f"{each}*" for each in PAGE_FOLDERS),
        *(CATALOG, CONTEXT, f"{DATA_FOLDER}schema/*"),
        SHAPES,
        layout.policy(":variant"),
        layout.manifest(":variant"),
    ]
    for language in languages:
        latest += [f"{language}/*", layout.text(":variant", language)]
        latest.append(layout.fragment(":variant", language))
    types = {
        "manifest.json.jws": "application/jose",
        ".well-known/api-catalog": LINKSET_TYPE,
        f"{DATA_FOLDER}schema/*": SCHEMA_TYPE,
        CONTEXT: "application/ld+json",
        SHAPES: "text/turtle; charset=utf-8",
        layout.policy(":variant"): "application/ld+json",
    }
    rules: dict[str, dict[str, str]] = {"*": {**SAFE, "Link": at.links}, "data/*": dict(CORS)}
    for path in ("openapi.json", "manifest.json", "manifest.json.jws", ".well-known/api-catalog"):
        rules[path] = dict(CORS)
    for path in latest:
        rules.setdefault(path, {})["Cache-Control"] = LATEST
    rules[f"{DATA_FOLDER}sha256/*"] = {"Cache-Control": IMMUTABLE}
    for path, kind in types.items():
        rules[path]["Content-Type"] = kind
    lines = [
        "# For Netlify and Cloudflare Pages. All rules that match a file are joined, so no two of them set the same",
        "# header for a file. ETag, compression and the other media types are the host's own.",
    ]
    for path, headers in rules.items():
        lines += ["", f"{at.base}{path}", *(f"  {name}: {value}" for name, value in headers.items())]
    return "\n".join([*lines, ""])


def htaccess(at: Addresses) -> str:
    """Write `.htaccess` for Apache."""
    base = re.escape(at.base).replace("#", r"\#")
    open_to_all = rf"{base}(data/|openapi\.json|manifest\.json|\.well-known/api-catalog)"
    lines = [
        "# For Apache 2.4.43 or later with mod_headers and AllowOverride FileInfo.",
        *(f"AddType {kind} {' '.join(f'.{each}' for each in ends.split())}" for kind, ends in TYPES.items()),
        f"AddCharset utf-8 {' '.join(f'.{each}' for kind in WITH_CHARSET for each in TYPES[kind].split())}",
        r'<FilesMatch "\.schema\.json$">',
        f"  ForceType {SCHEMA_TYPE}",
        "</FilesMatch>",
        '<Files "api-catalog">',
        f"  ForceType {_quoted(LINKSET_TYPE)}",
        "</Files>",
        f"ErrorDocument 404 {at.base}{ERROR_PAGE}",
        "",
        "# An ETag made from the content stays when the same file is copied here again.",
        "FileETag Digest",
        "",
        '# "always" covers errors too: a program in a browser must be able to read that a file is not there.',
        *(f"Header always set {name} {_quoted(value)}" for name, value in {**SAFE, "Link": at.links}.items()),
        f"Header set Cache-Control {_quoted(LATEST)}",
        "",
        "# The request as it came: for an error page, REQUEST_URI is the page's own. Compressing changes the ETag.",
        rf'<If "%{{THE_REQUEST}} =~ m#^[A-Z]+ {open_to_all}#">',
        *(f"  Header always set {name} {_quoted(value)}" for name, value in CORS.items()),
        "  SetEnv no-gzip 1",
        "</If>",
        "",
        "# The file that is sent: an error page must not be kept for a year.",
        f'<If "%{{REQUEST_URI}} =~ m#^{base}{DATA_FOLDER}sha256/#">',
        f"  Header set Cache-Control {_quoted(IMMUTABLE)}",
        "</If>",
        f'<If "%{{REQUEST_URI}} =~ m#^{base}assets/.*{HASHED_NAME}#">',
        f"  Header set Cache-Control {_quoted(IMMUTABLE)}",
        "</If>",
    ]
    return "\n".join([*lines, ""])


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
