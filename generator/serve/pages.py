"""The pages of the preview with their remarks, and news of changes.

A mistake shows as its diagnostic, beside the clause that it is about on the page as it was before, and mending it
brings the new page. Where there was none before, the diagnostics are the page.
"""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

import anyio
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from generator import resources
from generator.report import supplier_matrix
from generator.serve import annotated_pages

if TYPE_CHECKING:
    import os
    import threading

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from generator.serve.preview import Preview, Showing

OWN = "/__preview"
_LOOKS, _LOOK = 200, 0.1  # how often it is looked for news while a browser waits; seconds between two looks

# Some systems have other media types for these, or none.
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("application/ld+json", ".jsonld")


def routes(preview: Preview, ended: threading.Event) -> list[BaseRoute]:
    """Make the routes of a preview; when it has `ended`, no browser is kept waiting."""

    async def changed(request: Request) -> Response:
        """Tell whether there is something newer than `since`: as soon as there is, or after a while."""
        since = request.query_params.get("since")
        for _ in range(_LOOKS):
            if ended.is_set() or str(preview.now.version) != since:
                break
            await anyio.sleep(_LOOK)
        return JSONResponse({"changed": not ended.is_set() and str(preview.now.version) != since})

    def matrix(_: Request) -> Response:
        good = preview.now.good
        rows = supplier_matrix.rows(good.source, good.notice) if good and good.notice else ()
        made = annotated_pages.render("matrix.html.j2", columns=list(supplier_matrix.COLUMNS), rows=rows)
        return _page(made.encode(), preview.now)

    def faults(_: Request) -> Response:
        return _page(preview.now.remarks.page(), preview.now)

    def rules(_: Request) -> Response:
        return _page(annotated_pages.rules_page(), preview.now)

    def home(request: Request) -> Response:
        return RedirectResponse(preview.now.home, 302) if preview.now.good else faults(request)

    async def site(scope: Scope, receive: Receive, send: Send) -> None:
        now = preview.now
        answer = _Site(now) if now.good else _page(now.remarks.page(), now)
        await answer(scope, receive, send)

    own_files = StaticFiles(directory=resources.folder("site_templates") / "preview")
    return [
        Route("/", home),
        Route(f"{OWN}/changed", changed),
        Route(f"{OWN}/matrix", matrix),
        Route(f"{OWN}/faults", faults),
        Route(f"{OWN}/rules", rules),
        Mount(OWN, own_files),
        Mount("/", site),
    ]


class _Site(StaticFiles):
    """The files of one build; a page with the remarks on it."""

    def __init__(self, now: Showing) -> None:
        super().__init__(directory=now.folder, html=True)
        self.now = now

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with one file."""
        file = Path(full_path)
        if file.suffix != ".html":
            return super().file_response(full_path, stat_result, scope, status_code)
        page = self.now.remarks.on(file.read_bytes(), whole_notice=file.parent.name == "notice")
        return _page(page, self.now, status_code)


def _page(html: bytes, now: Showing, status: int = 200) -> Response:
    """Answer with a page that reloads itself."""
    script = f'<script src="{OWN}/preview.js" data-version="{now.version}"></script></body>'
    return HTMLResponse(html.replace(b"</body>", script.encode()), status)
