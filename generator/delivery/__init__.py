"""What a site needs to be found and served: its interface described, its pages listed, and settings for web servers.

Everything is made from the notice and its catalogue, and says the same whenever it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import jsontext
from generator.artifact import Artifact
from generator.delivery import discovery, hosting, nginx, openapi
from generator.delivery.addresses import Addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator import model


def files(notice: model.Notice, catalog: dict[str, Any]) -> Iterator[Artifact]:
    """Make the delivery files of a notice from the notice and its catalogue."""
    at = Addresses.of(notice, catalog)
    yield Artifact("openapi.json", jsontext.dump(openapi.describe(notice, catalog, at)))
    yield Artifact(".well-known/api-catalog", jsontext.dump(discovery.linkset(catalog, at)))
    texts = {
        "sitemap.xml": discovery.sitemap(catalog, at),
        "robots.txt": discovery.robots(at),
        "llms.txt": discovery.llms(notice, catalog, at),
        "_headers": hosting.headers_file(notice.languages, at),
        ".htaccess": hosting.htaccess(at),
        "hosting/nginx.conf": nginx.snippet(at),
    }
    for path, text in texts.items():
        yield Artifact(path, text.encode())
