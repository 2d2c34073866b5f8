"""What a renderer is handed and what it gives back: pages as data in, files out.

A renderer frames pages: it makes the menu, the contents of a page from its headings, the search, the head and the page
for what is missing. It puts finished HTML where it belongs and changes nothing in it. What its files must keep to is
the contract in `generator/published`: an `index.html` in the folder of each page, `ERROR_PAGE` in the site's own, the
policy of `security` in each head, one `<article>` that holds what the page says, and nothing from elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.diagnostics.records import Diagnostic
    from generator.formats.yamltext import Document


class RenderError(Exception):
    """A renderer could not make the pages: a fault of the generator, never of the source."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in plain text. `level` is 1 to 6; `id` is the anchor, and empty where nothing leads to it."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its headings and, between them, finished HTML, in order.

    `address` is the folder of the page below the site's address: empty, or with a slash at its end. `name` is what a
    menu calls it, and empty where none lists it; `title` is what the browser calls it. Texts are plain. `head` is
    finished HTML for the end of the head.
    """

    address: str
    name: str
    title: str
    description: str
    parts: tuple[Heading | str, ...]
    head: str = ""
    is_searched: bool = True
    has_menu: bool = True
    has_contents: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """The pages of one variant: menu and search lead to these alone.

    `home` is the folder that all of them, and everything the renderer makes for them, stand below. `label` says whom
    they are for. `way_out` is the file, below the site's address, that leads to other variants, and its name.
    """

    home: str
    label: str
    way_out: tuple[str, str]
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Everything to be rendered at once, in one language; `shared` are the pages that stand for all variants.

    `address` is the site's, with a slash at its end. `words` are the ones of `site_templates/languages`.
    """

    address: str
    title: str
    language: str
    words: Mapping[str, Any]
    shared: tuple[Page, ...]
    sections: tuple[Section, ...]

    def every(self) -> Iterator[Page]:
        """Give all pages."""
        yield from self.shared
        for section in self.sections:
            yield from section.pages


class Renderer(Protocol):
    """Something that makes a site of pages."""

    @property
    def settings_file(self) -> str:
        """The YAML file of a project that holds the renderer's settings; empty for a renderer without any."""

    def check(self, settings: Document) -> list[Diagnostic]:
        """Find what is wrong with the settings file."""

    def render(self, pages: Pages, settings: Mapping[str, Any], scratch: Path, target: Path) -> None:
        """Write the files of some pages, and what all of them load, below `target`.

        A site is rendered in several calls; files that two of them write are the same. `scratch` is a folder that is
        not there yet, to work in, and is gone at the end. Raises `RenderError`.
        """
