"""The settings of nginx that serve the site, to be included in a server block."""

from __future__ import annotations

import re
from textwrap import indent
from typing import TYPE_CHECKING
from urllib.parse import unquote

from generator.emit.hosting import headers as hosting
from generator.published.layout import CATALOG, DATA_FOLDER, ERROR_PAGE, HASHED_NAME

if TYPE_CHECKING:
    from generator.emit.hosting.addresses import Addresses

_HEAD = """\
# For nginx: include this file in a server block whose root is such that the site's address leads to its folder.
#
# - The server block must not have a `location {base}` of its own, and no other location applies below it.
# - add_header: one line in a location replaces all that it would inherit, so each location repeats them all.
# - "always": without it nginx leaves the header out of errors, and a program in a browser could not even read that a
#   file is not there (404). Cache-Control is without it: errors are not to be kept.
# - etag: made of the file's time and size. Publish with times kept for files that have not changed
#   (rsync --checksum --times), and the ETag changes when the content does.
# - gzip off for data: compressing while serving would make a weak ETag (W/), which proves less.
"""
_PREFLIGHT = """\
# A page that asks with If-None-Match asks for leave first.
if ($request_method = OPTIONS) {
    return 204;
}
"""


def snippet(at: Addresses) -> str:
    """Write `hosting/nginx.conf`."""
    path = unquote(at.base)
    pages = "".join(
        [
            "index index.html;\n",
            "absolute_redirect off;\n",
            f"error_page 404 {_quoted(path + ERROR_PAGE)};\n",
            "etag on;\n",
            "charset utf-8;\n",
            f"charset_types {' '.join(each for each in hosting.WITH_CHARSET if each != 'text/html')};\n",
            _block("types", "".join(f"{kind} {ends};\n" for kind, ends in hosting.TYPES.items())),
            "default_type application/octet-stream;\n",
            _headers(at, hosting.LATEST),
            "\n",
            _assets(at, path),
            "\n",
            _data(at, path),
        ]
    )
    missing = "".join(
        [
            "default_type text/plain;\n",
            "charset utf-8;\n",
            _headers(at, "", readable=True),
            f"return 404 {_quoted(f'There is no such file. {at.base}{CATALOG} lists them all.')};\n",
        ]
    )
    blocks = [_block(f"location ^~ {_quoted(path)}", pages), "\n", _block("location @no_such_data", missing)]
    return _HEAD.format(base=at.base) + "\n" + "".join(blocks)


def _assets(at: Addresses, path: str) -> str:
    hashed = _block(f"location ~ {_quoted(HASHED_NAME)}", _headers(at, hosting.IMMUTABLE))
    return _block(f"location {_quoted(path + 'assets/')}", _headers(at, hosting.LATEST) + hashed)


def _data(at: Addresses, path: str) -> str:
    """Write the locations of what programs read."""
    rest = "gzip off;\nerror_page 404 @no_such_data;\n"
    latest = _headers(at, hosting.LATEST, readable=True) + _PREFLIGHT
    lasting = _headers(at, hosting.IMMUTABLE, readable=True) + _PREFLIGHT
    single = f"^{re.escape(path)}(openapi\\.json|manifest\\.json(\\.jws)?)$"
    schema = f"types {{ }}\ndefault_type {hosting.SCHEMA_TYPE};\n"
    linkset = f"types {{ }}\ndefault_type {_quoted(hosting.LINKSET_TYPE)};\n"
    inner = [
        _block(f"location {_quoted(path + DATA_FOLDER + 'sha256/')}", lasting),
        _block(f"location {_quoted(path + DATA_FOLDER + 'schema/')}", schema + latest),
    ]
    return "\n".join(
        [
            _block(f"location {_quoted(path + 'data/')}", rest + latest + "\n" + "\n".join(inner)),
            _block(f"location ~ {_quoted(single)}", rest + latest),
            _block(f"location = {_quoted(path + '.well-known/api-catalog')}", rest + linkset + latest),
        ]
    )


def _headers(at: Addresses, cache: str, *, readable: bool = False) -> str:
    """Write the headers of a location; `readable` by programs in browsers on other sites."""
    headers = {**hosting.SAFE, "Link": at.links, **(hosting.CORS if readable else {})}
    lines = [f"add_header {name} {_quoted(value)} always;\n" for name, value in headers.items()]
    if cache:
        lines.append(f"add_header Cache-Control {_quoted(cache)};\n")
    return "".join(lines)


def _block(opening: str, body: str) -> str:
    return f"{opening} {{\n{indent(body, '    ')}}}\n"


def _quoted(value: str) -> str:
    """Write a value as nginx reads it: in quotes, with what would end them marked."""
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
