"""The settings of web servers: nginx, Apache, and hosts that read `_headers`; one table of headers behind all."""

from __future__ import annotations

import re
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import unquote

import jinja2

from generator import resources
from generator.emit.hosting import headers
from generator.published import layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.emit.hosting.addresses import Addresses

_TEMPLATES = {"_headers": "headers.j2", ".htaccess": "htaccess.j2", "hosting/nginx.conf": "nginx.j2"}


def settings(languages: Sequence[str], at: Addresses) -> Iterator[tuple[str, str]]:
    """Write the settings of each kind of server, each with its path."""
    table = {name: value for name, value in vars(headers).items() if name.isupper()}
    site = {"base": at.base, "path": unquote(at.base), "safe": headers.SAFE | {"Link": at.links}}
    for path, template in _TEMPLATES.items():
        yield path, _environment().get_template(template).render(table, **site, languages=languages, layout=layout)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(  # noqa: S701 - no HTML: each value is put in quotes as its server reads them
        loader=jinja2.FileSystemLoader(resources.folder("site_templates") / "hosting"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "as_pattern": re.escape,
        "in_single_quotes": partial(_quoted, "'"),
        "in_double_quotes": partial(_quoted, '"'),
    }
    return environment


def _quoted(quote: str, text: str) -> str:
    """Put a value in quotation marks, with what would end them marked."""
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"
