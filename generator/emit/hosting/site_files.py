"""What a site needs to be found and served: its interface described, its pages listed, and settings for web servers.

Everything is made from the notice and its catalogue, and says the same whenever it is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.emit.hosting import discovery, openapi, web_servers
from generator.emit.hosting.addresses import Addresses
from generator.formats import jsontext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator import model


# So many suppliers are named one by one; who wants more reads the catalogue.
NAMED_SUPPLIERS = 20


def files(notice: model.Notice, catalog: dict[str, Any], suppliers: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Make the delivery files of a notice, each with its path.

    They are made from the catalogue, which need not hold more suppliers than are named one by one, and the ids of all.
    """
    at = Addresses.of(notice, catalog)
    yield "openapi.json", jsontext.dump(openapi.describe(notice, catalog, at))
    yield ".well-known/api-catalog", jsontext.dump(discovery.linkset(catalog, at))
    yield from discovery.sitemaps(catalog, at, suppliers)
    texts = {
        "robots.txt": discovery.robots(at),
        "llms.txt": discovery.llms(notice, catalog, at),
        **dict(web_servers.settings(notice.languages, at)),
    }
    for path, text in texts.items():
        yield path, text.encode()
