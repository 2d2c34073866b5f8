"""The settings in mkdocs.yml: what the pages need of them, what the generator decides, and what MkDocs takes."""

from __future__ import annotations

import logging
import os
from copy import deepcopy
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import resources
from generator.diagnostics.records import Diagnostic
from generator.diagnostics.rules import rule
from generator.formats import locales, yamltext
from generator.render.protocol import RenderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.formats.yamltext import Document

# What mkdocs.yml must name, and what the generator itself decides.
_NEEDED = {"plugins": "search", "markdown_extensions": "attr_list"}
_OURS = ("site_dir", "site_url", "nav", "hooks", "INHERIT")
# What `mkdocs build` asks for though it is decided here: it stands there so or not at all.
_FIXED = {"site_name": "Privacy notice", "docs_dir": "notice"}
PLUGIN = "privacy-notice"  # makes the notice when MkDocs is called by hand, and has no part when the generator calls it


def mkdocs_config(settings: Mapping[str, Any], folder: Path, own: dict[str, Any]) -> Any:
    """Make the configuration of one run of MkDocs in a folder: the settings of mkdocs.yml, then our own."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.config import config_options  # noqa: PLC0415 - a fifth of a second that other commands need not pay
    from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415 - as above

    class OwnConfig(MkDocsConfig):  # type: ignore[no-untyped-call]
        """Plugins are kept by the option that names them: one of our own, so that no other run shares them."""

        plugins = config_options.Plugins(theme_key="theme", default=["search"])

    config = OwnConfig(config_file_path=str(folder / "mkdocs.yml"))
    given = deepcopy(dict(settings))  # MkDocs takes its settings apart
    given["plugins"] = [each for each in given["plugins"] if _name(each) != PLUGIN]
    joined = {key: {**given.get(key, {}), **own.get(key, {})} for key in ("theme", "extra")}
    config.load_dict({**given, **own, **joined})
    return config


def defaults() -> dict[str, Any]:
    """Give the settings that a project starts with."""
    file = resources.folder("site_templates") / "mkdocs.yml"
    document, _ = yamltext.parse(file.read_text(encoding="utf-8"), file.name)
    return document.value if document else {}  # type: ignore[return-value]


def _name(entry: object) -> object:
    """Name a plugin or an extension, which may stand with settings of its own."""
    return next(iter(entry), "") if isinstance(entry, dict) else entry


def search_worker() -> str:
    """Name the script of the theme that searches; its name changes with its content."""
    return next((_theme() / "assets/javascripts/workers").glob("search.*.js")).name


def translation(language: str) -> str:
    """Choose the translation of the theme for a language; the words of the pages stand in place of most of its own."""
    there = [file.stem for file in (_theme() / "partials/languages").glob("*.html")]
    return locales.nearest(language, there) or "en"


def _theme() -> Path:
    spec = find_spec("material")
    if spec is None or spec.origin is None:
        message = "the theme Material for MkDocs is not installed"
        raise RenderError(message)
    return Path(spec.origin).parent / "templates"


def check(document: Document) -> list[Diagnostic]:
    """Check the settings of mkdocs.yml: what the pages need, what the generator decides, and what MkDocs refuses."""
    settings = document.value
    found: list[Diagnostic] = []

    def say(key: str, message: str, remedy: str) -> None:
        place = document.key_place((key,)) if isinstance(settings, dict) and key in settings else document.place(())
        found.append(Diagnostic(rule("mkdocs-setting"), place, message, remedy))

    if not isinstance(settings, dict):
        say("", "expected settings, each with a name and a colon", "see the mkdocs.yml that `notice init` writes")
        return found
    for key in settings:
        if key in _OURS:
            say(key, f'"{key}" is decided by the generator', "remove the line")
    for key, fixed in _FIXED.items():
        if settings.get(key, fixed) != fixed:
            say(key, f'"{key}" is decided by the generator', f"write `{key}: {fixed}`, or remove the line")
    theme, extra = settings.get("theme"), settings.get("extra", {})
    if not isinstance(theme, dict) or theme.get("name") != "material":
        say("theme", "the pages are made for the theme material", "write `theme:` and, below it, `name: material`")
    if isinstance(theme, dict) and "custom_dir" in theme:
        say("theme", '"custom_dir" is decided by the generator', "remove the line")
    if not isinstance(extra, dict):
        say(
            "extra",
            '"extra" holds settings, each with a name and a colon',
            "see the mkdocs.yml that `notice init` writes",
        )
    for key, needed in _NEEDED.items():
        values = settings.get(key, [])
        if not isinstance(values, list) or needed not in map(_name, values):
            say(key, f'"{key}" does not name {needed}, which the pages need', f"add `- {needed}` below `{key}:`")
    if not found:
        folder = str(resources.folder("site_templates"))
        config = mkdocs_config(
            settings, Path(folder), {"docs_dir": f"{folder}/pages", "site_name": "x", "site_dir": "x"}
        )
        with Listener():
            errors, warnings = config.validate()
        for key, problem in (*errors, *warnings):
            say(key, f'MkDocs does not take "{key}": {str(problem).rstrip(".")}', "mend or remove the setting")
    return found


class Listener(logging.Handler):
    """Collect what MkDocs warns of: a warning is a fault of ours, and must not pass unseen. The rest is not told."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []
        self.logger = logging.getLogger("mkdocs")
        self.before = (self.logger.level, self.logger.propagate)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        self.said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        """Listen; gives the list that fills."""
        self.logger.addHandler(self)
        self.logger.setLevel(logging.WARNING)
        self.logger.propagate = False
        return self.said

    def __exit__(self, *_: object) -> None:
        """Listen no more; MkDocs may have been running before, by a call of its own."""
        self.logger.removeHandler(self)
        level, self.logger.propagate = self.before
        self.logger.setLevel(level)
