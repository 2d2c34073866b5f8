"""Finished Markdown becomes painted pages: the one module that knows MkDocs.

MkDocs is called once a language, with the pages of every variant as one section each; the theme's own assets are
therefore made once. Its search index is split afterwards, so that each variant finds only its own pages. No plugin,
hook or macro of ours runs inside MkDocs.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import pages, resources
from generator.diagnostics import Diagnostic
from generator.rules import rule

if TYPE_CHECKING:
    from generator import model
    from generator.yamltext import Document

# What the generator itself decides; it may not stand in mkdocs.yml.
_OURS = ("docs_dir", "site_dir", "site_url", "site_name", "nav", "hooks", "INHERIT")


class PaintError(Exception):
    """MkDocs could not paint the pages: a bug of the generator or its templates, or a setting that MkDocs refuses."""


def _mkdocs_config(paint: dict[str, Any], folder: Path, extra: dict[str, Any]) -> Any:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415 - a fifth of a second that other commands need not pay

    config = MkDocsConfig(config_file_path=str(folder / "mkdocs.yml"))
    theme = paint.get("theme", {})
    theme = {"name": theme} if isinstance(theme, str) else dict(theme)
    config.load_dict({**paint, **extra, "theme": {**theme, **extra.get("theme", {})}})
    return config


def check(document: Document) -> list[Diagnostic]:
    """Check the settings of mkdocs.yml that can be checked without building."""
    found: list[Diagnostic] = []
    if not isinstance(document.value, dict):
        message, remedy = (
            "expected settings, each with a name and a colon",
            "see the mkdocs.yml that `notice init` writes",
        )
        return [Diagnostic(rule("paint-setting"), document.place(()), message, remedy)]
    for key in document.value:
        if key in _OURS:
            message, remedy = f'"{key}" is decided by the generator', "remove the line"
            found.append(Diagnostic(rule("paint-setting"), document.key_place((key,)), message, remedy))
    return found


def paint(paint_settings: dict[str, Any], variants: list[model.Variant], folder: Path, target: Path) -> None:
    """Paint the pages of variants of one language into `target`. `folder` is scratch space of our own.

    Raises `PaintError` with what MkDocs said.
    """
    docs, painted = folder / "docs", folder / "painted"
    _write_markdown(variants, docs)
    _run_mkdocs(paint_settings, variants, docs, painted)
    _split_search(painted, variants)
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (painted / name).unlink()
    _move(painted, target)
    shutil.rmtree(docs)


def _write_markdown(variants: list[model.Variant], docs: Path) -> None:
    docs.mkdir(parents=True)
    (docs / "index.md").write_text(pages.front(variants), encoding="utf-8")
    for variant in variants:
        home = docs / variant.path
        home.mkdir(parents=True)
        for name, text in pages.emit(variant).items():
            (home / f"{pages.PAGES[name] or 'index'}.md").write_text(text, encoding="utf-8")


def _run_mkdocs(paint_settings: dict[str, Any], variants: list[model.Variant], docs: Path, painted: Path) -> None:
    first = variants[0]
    words = pages.words(first.language)
    nav: list[Any] = [{words["pages"]["front"]: "index.md"}]
    for variant in variants:
        children = [{words["pages"][name]: f"{variant.path}{path or 'index'}.md"} for name, path in pages.PAGES.items()]
        nav.append({variant.id: children})
    worker = next((_theme_folder() / "assets/javascripts/workers").glob("search.*.js")).name
    extra = {
        "docs_dir": str(docs),
        "site_dir": str(painted),
        "site_url": first.notice.address,
        "site_name": first.notice.title,
        "nav": nav,
        "theme": {"custom_dir": str(resources.folder("site_templates") / "theme"), "language": first.language},
        "extra": {**paint_settings.get("extra", {}), "search_worker": worker},
    }
    config = _mkdocs_config(paint_settings, docs.parent, extra)
    with _Listener() as said:
        errors, warnings = config.validate()
        problems = [f"{name}: {problem}" for name, problem in (*errors, *warnings)]
        if problems:
            raise PaintError("; ".join(problems))
        from mkdocs.commands.build import build  # noqa: PLC0415 - as above
        from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - as above

        try:
            build(config)
        except MkDocsException as error:
            raise PaintError("; ".join([*said, str(error)])) from error
        if said:
            raise PaintError("; ".join(said))


def _theme_folder() -> Path:
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        message = "the theme Material for MkDocs is not installed"
        raise PaintError(message)
    return Path(spec.origin).parent / "templates"


class _Listener(logging.Handler):
    """Collect what MkDocs warns of: a warning is a fault of ours, and must not pass unseen."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        logger = logging.getLogger("mkdocs")
        logger.addHandler(self)
        logger.propagate = False
        return self.said

    def __exit__(self, *_: object) -> None:
        logging.getLogger("mkdocs").removeHandler(self)


def _split_search(painted: Path, variants: list[model.Variant]) -> None:
    """Give each variant a search index of its own pages, with addresses from its own folder; the front page its own."""
    index = json.loads((painted / "search/search_index.json").read_text(encoding="utf-8"))
    folders = [variant.path for variant in variants]
    for folder in ("", *folders):
        entries = [
            {**entry, "location": entry["location"].removeprefix(folder)}
            for entry in index["docs"]
            if (entry["location"].startswith(folder) if folder else not entry["location"].startswith(tuple(folders)))
        ]
        file = painted / folder / "search/search_index.json"
        file.parent.mkdir(exist_ok=True)
        own = json.dumps({"config": index["config"], "docs": entries}, ensure_ascii=False, separators=(",", ":"))
        file.write_text(own, encoding="utf-8")


def _move(source: Path, target: Path) -> None:
    """Move a finished tree into another; files that both have are the same assets."""
    for path in sorted(source.rglob("*")):
        new = target / path.relative_to(source)
        if path.is_dir():
            new.mkdir(parents=True, exist_ok=True)
        elif path.suffix == ".map":
            path.unlink()
        else:
            path.replace(new)
    shutil.rmtree(source)
