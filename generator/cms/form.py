"""A form for people who will not edit YAML: Sveltia CMS, served on this machine for the working copy.

`Form.application` answers what a browser asks below `/__cms/`: the page, the program that draws it (`bundle`), its
configuration, made anew each time (`configuration`), and the files of the notice (`gitea_api`).
"""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from generator import resources
from generator.cms import configuration
from generator.cms.access import AccessGuard
from generator.cms.gitea_api import API, Repository

if TYPE_CHECKING:
    import os

    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import Request
    from starlette.types import Scope

OWN = "/__cms"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data: blob:; connect-src 'self' data:; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}

_STALE = "This is no key of the form. Open the address that `notice serve --cms` printed when it was started."


class Form:
    """The form of one project. `bundle` is the folder of the package that draws it."""

    def __init__(self, root: Path, bundle: Path) -> None:
        self.root = root
        self.guard = AccessGuard()
        self.repository = Repository(root)
        self.application = Starlette(
            routes=[
                Route("/start.json", self._start),
                Route(f"/{API}{{path:path}}", self._call, methods=["GET", "POST"]),
                Mount("/bundle/locales", _Modules(directory=bundle / "locales")),
                Mount("/bundle", StaticFiles(directory=bundle)),
                Mount("/", StaticFiles(directory=resources.folder("site_templates") / "cms", html=True)),
            ],
            middleware=[Middleware(BaseHTTPMiddleware, dispatch=self._guard)],
            exception_handlers={HTTPException: _refusal},
        )

    @property
    def path(self) -> str:
        """The path to open the form with: what stands behind # signs the editor in, and is never sent."""
        return f"{OWN}/#key={self.guard.token}"

    async def _guard(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        is_open = self.guard.is_open(request.headers)
        answer = await call_next(request) if is_open else _no(403, "the form answers to its own page alone")
        answer.headers.update(HEADERS)
        return answer

    def _start(self, request: Request) -> Response:
        self._admit(request)
        return _json(HTTPStatus.OK, configuration.of_project(self.root, f"http://{request.headers['host']}{OWN}/"))

    async def _call(self, request: Request) -> Response:
        self._admit(request)
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response()  # a browser that leaves is no fault, and nobody hears
        path = request.path_params["path"]
        return _json(*await run_in_threadpool(self.repository.answer, request.method, path, body))

    def _admit(self, request: Request) -> None:
        if not self.guard.knows(request.headers):
            raise HTTPException(HTTPStatus.UNAUTHORIZED, _STALE)


class _Modules(StaticFiles):
    """JSON as modules: the program imports its translations, as a bundler lets it."""

    def file_response(
        self, full_path: str | os.PathLike[str], _: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Answer with one file as a module."""
        del scope
        return Response(b"export default " + Path(full_path).read_bytes(), status_code, media_type="text/javascript")


def _json(status: int, value: object) -> Response:
    return Response(json.dumps(value, ensure_ascii=False).encode(), status, media_type="application/json")


def _no(status: int, message: str) -> Response:
    return _json(status, {"message": message})


def _refusal(_: Request, error: Exception) -> Response:
    """Say why there is no answer, where the form shows it."""
    return _no(error.status_code, error.detail)  # type: ignore[attr-defined]
