"""A form for people who will not edit YAML: Sveltia CMS, served on this machine for the working copy.

`Form` answers what a browser asks below `/__cms/`: the page, the program that draws it (`bundle`), its configuration,
made anew each time (`configuration`), and the files of the notice (`repository`).
"""

from __future__ import annotations

import json
import mimetypes
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from generator import resources
from generator.cms import configuration
from generator.cms.access import AccessGuard
from generator.cms.gitea_api import API, Repository

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

OWN = "/__cms/"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data: blob:; connect-src 'self' data:; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_STALE = "This is no key of the form. Open the address that `notice serve --cms` printed when it was started."


class Answer(NamedTuple):
    """What the browser is sent."""

    status: HTTPStatus
    body: bytes
    media_type: str


class Form:
    """The form of one project, served at a port of this machine."""

    def __init__(self, root: Path, bundle: Path, port: int) -> None:
        self.root = root
        self.bundle = bundle
        self.door = AccessGuard(port)
        self.repository = Repository(root)

    @property
    def path(self) -> str:
        """The path to open the form with: what stands behind # signs the editor in, and is never sent."""
        return f"{OWN}#key={self.door.token}"

    def answer(self, method: str, path: str, headers: Message, body: bytes) -> Answer:
        """Answer one request below `/__cms/`; the path is without its query."""
        name = path.removeprefix(OWN)
        if not self.door.is_open(headers):
            return _json(HTTPStatus.FORBIDDEN, {"message": "the form answers to its own page alone"})
        if name == "start.json" or name.startswith(f"{API}/"):
            if not self.door.knows(headers):
                return _json(HTTPStatus.UNAUTHORIZED, {"message": _STALE})
            if name == "start.json":
                made = configuration.of_project(self.root, f"http://{headers['Host']}{OWN}")
                return _json(HTTPStatus.OK, made)
            return _json(*self.repository.answer(method, name.removeprefix(API), body))
        if method != "GET":
            return _json(HTTPStatus.METHOD_NOT_ALLOWED, {"message": "this cannot be done"})
        if name.startswith("bundle/"):
            found = _file(self.bundle, name.removeprefix("bundle/"))
            return _module(found) if name.startswith("bundle/locales/") and found.status == HTTPStatus.OK else found
        return _file(resources.folder("site_templates") / "cms", name or "index.html")


def _json(status: HTTPStatus, value: object) -> Answer:
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json")


def _file(folder: Path, name: str) -> Answer:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()) or not file.is_file():
        return _json(HTTPStatus.NOT_FOUND, {"message": "there is no such file"})
    media_type = {".js": "text/javascript"}.get(file.suffix) or mimetypes.guess_type(file.name)[0]
    return Answer(HTTPStatus.OK, file.read_bytes(), media_type or "application/octet-stream")


def _module(answer: Answer) -> Answer:
    """Turn JSON into a module: the program imports its translations, as a bundler lets it."""
    return Answer(answer.status, b"export default " + answer.body, "text/javascript")
