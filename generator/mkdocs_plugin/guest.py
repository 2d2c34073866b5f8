"""A notice in another site: its pages as pages of that site, in its theme, and its data beside them.

No menu names the pages of a variant, since there may be thousands: a line above each page leads to the others of its
variant. The search of the site finds the notice that is for everybody, and no other variant.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, InclusionLevel

from generator import resources
from generator.bind import variants
from generator.emit.pages import templates
from generator.pipeline import page_data
from generator.published.layout import DATA_FOLDER, is_variant_manifest
from generator.render.mkdocs import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from generator import model
    from generator.pipeline.checking import Checked
    from generator.render.protocol import Page, Section

_STYLES = ("assets/stylesheets/notice.css", "assets/stylesheets/guest.css")
_SCRIPTS = ("assets/javascripts/filter.js", "assets/javascripts/notice.js")


def refuse_elsewhere(notice: model.Notice, folder: str, config: MkDocsConfig) -> None:
    """End the build where the site would have the notice at another address than the notice says."""
    there = f"{(config.site_url or '').rstrip('/')}/{folder}/"
    if notice.address != there:
        message = (
            f"notice/notice.yaml says that the notice is at {notice.address}, and mkdocs.yml puts it at {there}: "
            "write that as its `address`, or change `site_url` or `folder`"
        )
        raise Abort(message)
    if not config.use_directory_urls:
        message = "the pages of a notice have folders for addresses: remove `use_directory_urls: false` from mkdocs.yml"
        raise Abort(message)


class Guest:
    """The pages of a checked notice, by the files that MkDocs knows them by."""

    def __init__(self, checked: Checked, folder: str, config: MkDocsConfig) -> None:
        """Make the pages."""
        if checked.notice is None:
            message = "a notice with errors has no pages"
            raise ValueError(message)
        self.notice, self.folder = checked.notice, folder
        if "attr_list" not in config.markdown_extensions:
            config.markdown_extensions.append("attr_list")
        self.pages: dict[str, tuple[Page, Section | None]] = {}
        self.style_sheets: dict[str, bytes] = {}
        for language in self.notice.languages:
            base = page_data.without_supplier(self.notice, language)
            self._take(None, page_data.shared(checked, base))
            for variant in (*base, *page_data.of_suppliers(checked, self.notice, language)):
                section = templates.section(variant)
                self._take(section, section.pages)
                self.style_sheets |= templates.style_sheets(variant)

    def _take(self, section: Section | None, pages: Iterable[Page]) -> None:
        for page in pages:
            title, *rest = page.parts
            whole = replace(page, parts=(title, _menu(page, section), *rest)) if section else page
            self.pages[f"{self.folder}/{markdown.file_name(page)}"] = (whole, section)

    def add_to(self, files: Files, made: Path, config: MkDocsConfig) -> None:
        """Add the pages, what they load, and the data of the finished site in `made`, to the files of another site."""
        for name, (page, section) in self.pages.items():
            text = markdown.write(page, self._meta(page, section))
            is_front = section is None and page.is_searched
            inclusion = InclusionLevel.UNDEFINED if is_front else InclusionLevel.NOT_IN_NAV
            files.append(File.generated(config, name, content=text, inclusion=inclusion))
        for name in (*_STYLES, *_SCRIPTS):
            file = resources.folder("site_templates") / "theme" / name
            files.append(File.generated(config, f"{self.folder}/{name}", abs_src_path=str(file)))
        for name, content in self.style_sheets.items():
            files.append(File.generated(config, f"{self.folder}/{name}", content=content))
        for file in sorted((made / DATA_FOLDER).rglob("*")):
            name = file.relative_to(made).as_posix()
            if file.is_file() and not is_variant_manifest(name):  # it lists the pages of another renderer
                files.append(File.generated(config, f"{self.folder}/{name}", abs_src_path=str(file)))

    def _meta(self, page: Page, section: Section | None) -> dict[str, Any]:
        """Say of a page what any theme asks."""
        is_for_all = section is None or section.home.endswith(f"/{variants.GENERAL}/")
        return {
            "title": escape(page.title),  # themes print it as it is
            "description": escape(page.description),
            "search": {"exclude": not (page.is_searched and is_for_all)},
        }

    def fill(self, html: str, file: str) -> str:
        """Put finished HTML into a page of the notice; the pages of others are left alone."""
        return markdown.fill(html, self.pages[file][0]) if file in self.pages else html

    def end_head(self, html: str, file: str) -> str:
        """Put the end of the head into a page of the notice, with what it loads."""
        if file not in self.pages:
            return html
        page = self.pages[file][0]
        root = "../" * page.address.count("/")
        loaded = [f'<link rel="stylesheet" href="{root}{name}">' for name in _STYLES]
        loaded += [f'<script src="{root}{name}" defer></script>' for name in _SCRIPTS]
        return html.replace("</head>", "\n".join([*loaded, page.head, "</head>"]), 1)


def _menu(page: Page, section: Section) -> str:
    """Lead from a page to the others of its variant, and out of it."""
    root = "../" * page.address.count("/")
    links = [
        f'<strong aria-current="page">{escape(other.name)}</strong>'
        if other.address == page.address
        else f'<a href="{root}{other.address}">{escape(other.name)}</a>'
        for other in section.pages
    ]
    address, name = section.way_out
    links.append(f'{escape(section.label)}: <a href="{root}{address}">{escape(name)}</a>')
    return f'<p class="notice-quiet">{" · ".join(links)}</p>'
