"""Finished Markdown becomes painted pages: the one module that knows MkDocs.

MkDocs is called once a language, with the pages of every variant as one section each; the theme's own assets are
therefore made once. It is given the headings, and a private character for each finished body between them; the bodies
are put into the painted pages afterwards, just as they were made. Its search index is split, so that each variant
finds only its own clauses. No plugin, hook or macro of ours runs inside MkDocs.
"""

from __future__ import annotations

import json
import re
import shutil
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.emit import policy
from generator.emit.pages import supplier_css, templates
from generator.formats import jsontext, locales
from generator.model.text import FIRST_PLACEHOLDER
from generator.published.layout import PAGES, SUPPLIER_CSS
from generator.render.mkdocs import frame, search
from generator.render.mkdocs.settings import Listener, mkdocs_config
from generator.vocabulary import languages

if TYPE_CHECKING:
    from generator import model

_BODY = re.compile(r"<!-- body -->\n(?P<body>.*?)<!-- /body -->\n", re.DOTALL)
_MARK = re.compile(f"<p>([{chr(FIRST_PLACEHOLDER)}-{chr(FIRST_PLACEHOLDER + 0xFFF)}])</p>")


class RenderError(Exception):
    """MkDocs could not paint the pages: a bug of the generator or its templates."""


def render_pages(
    paint_settings: dict[str, Any], variants: list[model.Variant], shared: dict[str, str], folder: Path, target: Path
) -> None:
    """Paint the pages of variants of one language, and those that all share, into `target`.

    `shared` holds the Markdown of the latter by the address of the page; `folder` is scratch space of our own. Raises
    `PaintError` with what MkDocs said.
    """
    docs, painted = folder / "docs", folder / "painted"
    docs.mkdir(parents=True)
    bodies: dict[str, list[str]] = {}
    files: dict[str, str] = {}
    for address, text in shared.items():
        files[address] = f"{address}index.md"
        bodies[address] = _write_markdown(docs / files[address], text)
    for variant in variants:
        for name, text in templates.emit(variant).items():
            address = _address(variant, name)
            files[address] = f"{variant.path}{PAGES[name] or 'index'}.md"
            bodies[address] = _write_markdown(docs / files[address], text)
    _run_mkdocs(paint_settings, variants, {address: files[address] for address in shared}, docs, painted)
    _finish_frames(painted, languages.words(variants[0].language)["frame"])
    search.split(painted, [variant.path for variant in variants], bodies)
    data = {variant.path: _block(variant) for variant in variants}
    for path, own in bodies.items():
        block = next((block for home, block in data.items() if path.startswith(home)), "")
        _finish(painted / path / "index.html", own, block)
    for variant in variants:
        if variant.supplier and variant.supplier.light:
            (painted / variant.path / SUPPLIER_CSS).write_text(supplier_css.style(variant.supplier), encoding="utf-8")
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (painted / name).unlink()
    for part in ("",) if shared else [variant.path for variant in variants]:
        _move(painted / part, target / part)
    shutil.rmtree(folder)


def _address(variant: model.Variant, page: str) -> str:
    folder = PAGES[page]
    return f"{variant.path}{folder}/" if folder else variant.path


def collect(variant: model.Variant, target: Path) -> dict[str, bytes]:
    """Take what was painted for one variant out of `target`. Returns the files by path."""
    home = target / variant.path
    found = {
        path.relative_to(target).as_posix(): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()
    }
    shutil.rmtree(home)
    return found


def _write_markdown(file: Path, text: str) -> list[str]:
    """Write the Markdown of a page, with marks for the bodies. Returns the bodies."""
    shell, bodies = extract_bodies(text)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(shell, encoding="utf-8")
    return bodies


def extract_bodies(text: str) -> tuple[str, list[str]]:
    """Take the finished bodies out of a page's Markdown; each leaves a paragraph of one private character."""
    bodies: list[str] = []

    def take(match: re.Match[str]) -> str:
        bodies.append(match["body"].strip())
        return f"{chr(FIRST_PLACEHOLDER + len(bodies) - 1)}\n"

    return _BODY.sub(take, text), bodies


def _finish_frames(painted: Path, words: dict[str, str]) -> None:
    """Put the frame of every page right, before its body goes in."""
    for file in painted.rglob("*.html"):
        try:
            html = frame.finish(file.read_text(encoding="utf-8"), words)
        except frame.FinishingError as error:
            message = f"{file.relative_to(painted)}: {error}"
            raise RenderError(message) from error
        file.write_text(html, encoding="utf-8")


def _finish(file: Path, bodies: list[str], block: str) -> None:
    """Put the bodies back into a painted page, and the data of the notice into its head."""
    html = file.read_text(encoding="utf-8")
    for number, body in enumerate(bodies):
        html = _replace_exactly_once(html, f"<p>{chr(FIRST_PLACEHOLDER + number)}</p>", body, file)
    file.write_text(_replace_exactly_once(html, "</head>", f"{block}</head>", file), encoding="utf-8")


def _replace_exactly_once(html: str, mark: str, text: str, file: Path) -> str:
    """Put a text in the place of a mark, which must stand there just once."""
    before, found, after = html.partition(mark)
    if not found or mark in after:
        message = f"{file.parent.name}/{file.name} was painted without a place for all that belongs there"
        raise RenderError(message)
    return before + text + after


def _block(variant: model.Variant) -> str:
    """Make what the policy says of the notice, for programs that read the page."""
    node = json.dumps(policy.notice_node(variant), ensure_ascii=False, separators=(",", ":"))
    return f'<script type="application/ld+json">{jsontext.inert(node)}</script>\n  '


def _run_mkdocs(
    paint_settings: dict[str, Any], variants: list[model.Variant], shared: dict[str, str], docs: Path, painted: Path
) -> None:
    first = variants[0]
    words = languages.words(first.language)
    nav: list[Any] = [{address or "index": file} for address, file in shared.items()]
    for variant in variants:
        children = [{words["pages"][name]: f"{variant.path}{path or 'index'}.md"} for name, path in PAGES.items()]
        nav.append({variant.id: children})
    worker = next((_theme_folder() / "assets/javascripts/workers").glob("search.*.js")).name
    translations = [file.stem for file in (_theme_folder() / "partials/languages").glob("*.html")]
    language = locales.nearest(first.language, translations) or "en"  # our own words stand in place of most of its own
    extra = {
        "docs_dir": str(docs),
        "site_dir": str(painted),
        "site_url": first.notice.address,
        "site_name": escape(first.notice.title),  # the theme prints it as it is
        "nav": nav,
        "theme": {"custom_dir": str(resources.folder("site_templates") / "theme"), "language": language},
        "extra": {
            **paint_settings.get("extra", {}),
            "language": first.language,
            "search_worker": worker,
            "words": words,
        },
    }
    config = mkdocs_config(paint_settings, docs.parent, extra)
    with Listener() as said:
        errors, warnings = config.validate()
        problems = [f"{name}: {problem}" for name, problem in (*errors, *warnings)]
        if problems:
            raise RenderError("; ".join(problems))
        from mkdocs.commands.build import build  # noqa: PLC0415 - as above
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

        try:
            build(config)
        except MkDocsException as error:
            raise RenderError("; ".join([*said, str(error)])) from error
        if said:
            raise RenderError("; ".join(said))


def _theme_folder() -> Path:
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        message = "the theme Material for MkDocs is not installed"
        raise RenderError(message)
    return Path(spec.origin).parent / "templates"


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
