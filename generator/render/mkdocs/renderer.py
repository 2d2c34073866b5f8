"""Pages become a site by MkDocs and its theme Material.

MkDocs is called once for each `Pages`, with the pages of every section as one section of its menu; the theme's own
assets are therefore made once. It makes headings and frame; the finished HTML is put into its pages afterwards, just as
it was made. Its search index is split, so that each section finds only its own.
"""

from __future__ import annotations

import shutil
from html import escape
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.published.layout import ERROR_PAGE
from generator.render.mkdocs import frame, markdown, search, settings
from generator.render.protocol import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.diagnostics.records import Diagnostic
    from generator.formats.yamltext import Document
    from generator.render.protocol import Page, Pages


class MkDocs:
    """The renderer that calls MkDocs, with the settings of a project, or else with those that projects start with."""

    def __init__(self, settings_file: str = "mkdocs.yml") -> None:
        """Take the name of the file."""
        self.settings_file = settings_file

    def check(self, document: Document) -> list[Diagnostic]:
        """Find what is wrong with mkdocs.yml."""
        return settings.check(document)

    def render(self, pages: Pages, own: Mapping[str, Any], scratch: Path, target: Path) -> None:
        """Write the files of some pages below `target`. Raises `RenderError` with what MkDocs said."""
        docs, rendered = scratch / "docs", scratch / "rendered"
        for section in (None, *pages.sections):
            for page in section.pages if section else pages.shared:
                file = docs / markdown.file_name(page)
                file.parent.mkdir(parents=True, exist_ok=True)
                text = markdown.write(page, markdown.for_theme(page, section))
                file.write_text(text, encoding="utf-8", newline="\n")
        _build(settings.mkdocs_config(own or settings.defaults(), docs.parent, _of_pages(pages, docs, rendered)))
        search.split(rendered, pages)
        _finish(rendered / ERROR_PAGE, None, pages)
        for page in pages.every():
            _finish(rendered / page.address / "index.html", page, pages)
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (rendered / name).unlink()
        for part in ("",) if pages.shared else [section.home for section in pages.sections]:
            _move(rendered / part, target / part)
        shutil.rmtree(scratch)


def _of_pages(pages: Pages, docs: Path, rendered: Path) -> dict[str, Any]:
    """Give the settings that follow from the pages."""
    nav: list[Any] = [{page.name or page.title: markdown.file_name(page)} for page in pages.shared]
    nav += [
        {section.home: [{page.name: markdown.file_name(page)} for page in section.pages]} for section in pages.sections
    ]
    return {
        "docs_dir": str(docs),
        "site_dir": str(rendered),
        "site_url": pages.address,
        "site_name": escape(pages.title),  # the theme prints it as it is
        "nav": nav,
        "theme": {
            "custom_dir": str(resources.folder("site_templates") / "theme"),
            "language": settings.translation(pages.language),
        },
        "extra": {"language": pages.language, "search_worker": settings.search_worker(), "words": pages.words},
    }


def _build(config: Any) -> None:
    """Run MkDocs. A warning is a fault of ours, and must not pass unseen. Raises `RenderError`."""
    from mkdocs.commands.build import build  # noqa: PLC0415 - a fifth of a second that other commands need not pay
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

    with settings.Listener() as said:
        errors, warnings = config.validate()
        problems = [f"{name}: {problem}" for name, problem in (*errors, *warnings)]
        if problems:
            raise RenderError("; ".join(problems))
        try:
            build(config)
        except MkDocsException as error:
            raise RenderError("; ".join([*said, str(error)])) from error
        if said:
            raise RenderError("; ".join(said))


def _finish(file: Path, page: Page | None, pages: Pages) -> None:
    """Put the frame of a page right, and then what is finished into it: the bodies, and the end of the head."""
    try:
        html = frame.finish(file.read_text(encoding="utf-8"), pages.words["frame"])
    except frame.FinishingError as error:
        message = f"{page.address if page else ERROR_PAGE}: {error}"
        raise RenderError(message) from error
    if page:
        html = markdown.fill(html.replace("</head>", f"{page.head}</head>", 1), page)
    file.write_text(html, encoding="utf-8", newline="\n")


def _move(source: Path, target: Path) -> None:
    """Move a finished tree into another; files that both have are the same assets."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.rglob("*")):
        new = target / path.relative_to(source)
        if path.is_dir():
            new.mkdir(parents=True, exist_ok=True)
        elif path.suffix == ".map":
            path.unlink()
        else:
            path.replace(new)
