"""A second renderer, of Jinja alone: no theme, no search, no script. What is checked of a site holds of its too."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

from generator.pipeline import checking
from generator.published.layout import ERROR_PAGE
from generator.published.security import PAGE_POLICY
from generator.render.protocol import Heading
from tests.helpers import make

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.diagnostics.records import Diagnostic
    from generator.formats.yamltext import Document
    from generator.render.protocol import Page, Pages, Section


class PlainRenderer:
    """Renders each page by one template."""

    settings_file = ""

    def check(self, settings: Document) -> list[Diagnostic]:
        """There are no settings."""
        raise NotImplementedError(settings)

    def render(self, pages: Pages, settings: Mapping[str, Any], scratch: Path, target: Path) -> None:
        """Write the files of some pages below `target`."""
        assert not settings
        assert not scratch.exists()
        for section in (None, *pages.sections):
            for page in section.pages if section else pages.shared:
                _write(target / page.address / "index.html", "page.html.j2", pages=pages, page=page, section=section)
        if pages.shared:
            _write(target / ERROR_PAGE, "missing.html.j2", pages=pages, words=pages.words["missing"])


def site_of(project: Path, folder: Path) -> Path:
    """Make the site of a project's notice in a folder, without the settings of any other renderer."""
    shutil.copytree(project / "notice", folder / "notice")
    make(checking.check(folder, renderer=PlainRenderer()), folder / "site")
    return folder / "site"


def _write(file: Path, template: str, **values: Any) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    loader = jinja2.FileSystemLoader(Path(__file__).parent)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    environment.tests["heading"] = lambda part: isinstance(part, Heading)
    html = environment.get_template(template).render(policy=PAGE_POLICY, leads=_leads, **values)
    file.write_text(html, encoding="utf-8")


def _leads(page: Page, address: str, section: Section | None = None) -> str:
    """Lead from a page to an address below the site's, or below the folder of the section of both."""
    home = section.home if section else ""
    return "../" * page.address.removeprefix(home).count("/") + address.removeprefix(home) or "./"
