"""What MkDocs calls while it builds. Without a `folder` the notice is the whole site, as `notice build` makes it.

A notice with errors ends the build before anything is written, with the diagnostics that `notice check` prints.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from generator.diagnostics.formats import as_text
from generator.mkdocs_plugin.guest import Guest, refuse_elsewhere
from generator.pipeline import building, checking
from generator.publish.staging import Stage
from generator.render.mkdocs.renderer import MkDocs
from generator.render.protocol import RenderError
from generator.stamp.template import UnknownEscapingError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.pages import Page

_LAST = -100  # after every other plugin
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_log = get_plugin_logger("privacy-notice")


class Settings(Config):  # type: ignore[no-untyped-call]
    """What mkdocs.yml may say: the folder that holds `notice/`, and the folder of the site that gets the notice."""

    source = config_options.Dir(exists=True, default=".")
    folder = config_options.Type(str, default="")


class NoticePlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]
    """Makes the notice anew at each build of MkDocs."""

    def __init__(self) -> None:
        """Wait to be configured."""
        self.scratch = Path(tempfile.mkdtemp(prefix="notice-mkdocs-"))
        self.made = self.scratch / "site"
        self.is_served = False
        self.guest: Guest | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002 - MkDocs names it
        """Note what MkDocs was called for."""
        self.is_served = command == "serve"

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        shutil.rmtree(self.scratch, ignore_errors=True)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:  # noqa: ARG002 - as above
        """Have the notice made anew when it changes."""
        server.watch(str(Path(self.config.source) / "notice"))
        return server

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Check the notice and make its site. Nothing of MkDocs' own is written before."""
        root, folder = Path(self.config.source), self.config.folder.strip("/")
        checked = checking.check(root, renderer=MkDocs("" if folder else "mkdocs.yml"))
        said = as_text(checked.diagnostics, checked.source.texts, colour=False) if checked.diagnostics else ""
        if not checked.ok or checked.notice is None:
            message = f"{root}:\n{said}"
            raise Abort(message)
        if said:
            _log.warning("%s:\n%s", root, said)
        if folder and not self.is_served:  # MkDocs serves a site at another address than it will have
            refuse_elsewhere(checked.notice, folder, config)
        shutil.rmtree(self.made, ignore_errors=True)
        self.made.mkdir(parents=True)
        try:
            for _step in building.build(checked, Stage(self.made)):
                pass
        except (building.FaultError, RenderError, UnknownEscapingError) as error:
            message = f"a fault of the generator: {error}"
            raise Abort(message) from error
        self.guest = Guest(checked, folder, config) if folder else None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Put the notice among the files of the docs; where it is the whole site, there are no others."""
        if self.guest is None:
            config.theme.static_templates.clear()
            return Files([])
        self.guest.add_to(files, self.made, config)
        return files

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - as above
        """Put finished HTML into a page of the notice."""
        return self.guest.fill(html, page.file.src_uri) if self.guest else html

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002 - as above
        """End the head of a page of the notice."""
        return self.guest.end_head(output, page.file.src_uri) if self.guest else output

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the site of the notice in the place of what MkDocs made of no files.

        MkDocs reloads a page by a script between its tags, which the policy in the page would forbid: while it serves,
        pages are without it.
        """
        if self.guest:
            return
        target = Path(config.site_dir)
        shutil.rmtree(target)
        shutil.copytree(self.made, target)
        for page in target.rglob("*.html") if self.is_served else ():
            page.write_text(_POLICY.sub("", page.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
