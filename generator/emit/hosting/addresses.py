"""Where the site stands on its host, and the pages that stand for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

if TYPE_CHECKING:
    from generator import model


@dataclass(frozen=True, slots=True)
class Addresses:
    """The site's address and what is derived from it; `base` is its path on the host, `/` where it has none."""

    site: str
    base: str
    home: dict[str, str]

    @classmethod
    def of(cls, notice: model.Notice, catalog: dict[str, Any]) -> Addresses:
        """Take the addresses from a notice; the variant that holds for all readers stands for the others."""
        variants = catalog["variants"]
        whole = next((each for each in variants if each["kind"] == "general"), variants[0])
        return cls(notice.address, quote(unquote(urlsplit(notice.address).path), safe="/"), whole["pages"])

    @property
    def links(self) -> str:
        """The value of the `Link` header: what programs can read here, and the notice that holds for the site."""
        page = next(iter(self.home.values())).removeprefix(self.site)
        links = {"api-catalog": ".well-known/api-catalog", "privacy-policy": f"{page}notice/"}
        return ", ".join(f'<{self.base}{path}>; rel="{relation}"' for relation, path in links.items())
