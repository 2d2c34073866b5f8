"""One variant in a browser, made anew at each change of the source.

A mistake shows in the browser as its diagnostic, beside the clause that it is about on the page as it was before, and
mending it brings the new page. Where there was none before, the diagnostics are the page.
Nothing is published: pages are made in a folder of their own that goes when the preview ends.
"""

from __future__ import annotations

import json
import mimetypes
import shutil
import signal
import tempfile
import threading
from contextlib import suppress
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import click

from generator import resources
from generator.bind import lookup
from generator.cms import access, package
from generator.cms import form as cms
from generator.diagnostics.formats import text
from generator.exit_codes import BUG, PROBLEMS, WRONG_CALL, fail, reason
from generator.pipeline import building, checking
from generator.publish.staging import Stage
from generator.render.protocol import RenderError
from generator.report import supplier_matrix
from generator.serve import annotated_pages, watch
from generator.serve.annotated_pages import Annotations
from generator.stamp import template

_WAIT = 20.0
_OWN = "/__preview/"
_THIS_MACHINE = ("127.0.0.1", "localhost")


class Preview:
    """What the browser is shown: the newest good build, of `shown`, and the remarks on the source as it is now."""

    def __init__(self, root: Path, variant: str, scratch: Path) -> None:
        self.root = root
        self.variant = variant
        self.scratch = scratch
        self.version = 0
        self.folder = scratch / "0"
        self.home = "/"
        self.shown: checking.Checked | None = None
        self.remarks: Annotations
        self.form: cms.Form | None = None
        self.changed = threading.Condition()

    def rebuild(self) -> str:
        """Make the variant anew from the source as it is now. Returns a sentence on how it went."""
        checked = checking.check(self.root)
        folder, good = self.folder, self.shown
        if checked.ok and checked.notice and checked.suppliers:
            names = lookup.names(checked.source, checked.notice)
            if self.variant not in names:
                fail(f'there is no variant "{self.variant}"; there are: {", ".join(names)}', WRONG_CALL)
            folder = self.scratch / str(self.version + 1)
            folder.mkdir()
            narrowed = replace(checked, suppliers=checked.suppliers.only(self.variant))
            for _step in building.build(narrowed, Stage(folder)):
                pass
            self.home = f"/{checked.notice.languages[0]}/{self.variant}/"
            good = checked
        found = Annotations.of(checked, good, self.variant)
        with self.changed:
            old, self.folder, self.shown, self.remarks = self.folder, folder, good, found
            self.version += 1
            self.changed.notify_all()
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
        return text.summary(checked.diagnostics)

    def wait(self, since: int) -> bool:
        """Wait until there is something newer than `since`, or a while. Returns whether there is."""
        with self.changed:
            return self.changed.wait_for(lambda: self.version != since, timeout=_WAIT)


def _matrix_page(checked: checking.Checked | None) -> bytes:
    rows = supplier_matrix.rows(checked.source, checked.notice) if checked and checked.notice else ()
    return annotated_pages.render("matrix.html.j2", columns=list(supplier_matrix.COLUMNS), rows=rows).encode()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, preview: Preview, *args: object) -> None:
        self.preview = preview
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a page, a file, or news of a change."""
        url = urlsplit(self.path)
        path = unquote(url.path)
        if path.startswith(cms.OWN) and self.preview.form:
            self.form(self.preview.form, path, b"")
        elif path == "/":
            self.answer(HTTPStatus.FOUND, b"", "text/plain", Location=self.preview.home)
        elif path == f"{_OWN}changed":
            since = parse_qs(url.query).get("since", ["0"])[0]
            changed = self.preview.wait(int(since) if since.isdecimal() else 0)
            self.answer(HTTPStatus.OK, json.dumps({"changed": changed}).encode(), "application/json")
        elif path == f"{_OWN}matrix":
            self.page(_matrix_page(self.preview.shown))
        elif path == f"{_OWN}faults":
            self.page(self.preview.remarks.page())
        elif path == f"{_OWN}rules":
            self.page(annotated_pages.rules_page())
        elif path.startswith(_OWN):
            self.file(resources.folder("site_templates") / "preview", path.removeprefix(_OWN))
        elif self.preview.shown is None and path.endswith(("/", ".html")):
            self.page(self.preview.remarks.page())
        else:
            self.file(self.preview.folder, path.lstrip("/") + ("index.html" if path.endswith("/") else ""))

    def do_POST(self) -> None:
        """Take what the form sends; without a form nothing is taken."""
        length = self.headers.get("Content-Length", "")
        body = self.rfile.read(int(length)) if length.isdecimal() and int(length) <= access.MAX_BYTES else None
        if body is None:
            self.close_connection = True
            self.answer(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, b"too long", "text/plain")
        elif self.preview.form:
            self.form(self.preview.form, unquote(urlsplit(self.path).path), body)
        else:
            self.answer(HTTPStatus.METHOD_NOT_ALLOWED, b"not allowed", "text/plain")

    def form(self, form: cms.Form, path: str, body: bytes) -> None:
        """Hand a request to the form."""
        answer = form.answer(self.command, path, self.headers, body)
        self.answer(answer.status, answer.body, answer.media_type, **cms.HEADERS)

    def file(self, folder: Path, name: str) -> None:
        """Send a file below a folder, and nothing outside it."""
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()) or not file.is_file():
            self.answer(HTTPStatus.NOT_FOUND, b"not found", "text/plain")
        elif file.suffix == ".html":
            self.page(self.preview.remarks.on(file.read_bytes(), whole_notice=file.parent.name == "notice"))
        else:
            known = {".jsonld": "application/ld+json", ".js": "text/javascript"}
            media_type = known.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.answer(HTTPStatus.OK, file.read_bytes(), media_type)

    def page(self, html: bytes) -> None:
        """Send a page that reloads itself."""
        script = f'<script src="{_OWN}preview.js" data-version="{self.preview.version}"></script></body>'
        self.answer(HTTPStatus.OK, html.replace(b"</body>", script.encode()), "text/html; charset=utf-8")

    def answer(self, status: HTTPStatus, body: bytes, media_type: str, **headers: str) -> None:
        """Send an answer that no browser keeps."""
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle_one_request(self) -> None:
        """Answer one request; a browser that leaves in the middle is no fault."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Stay silent: what was asked for is of no interest."""


def serve(root: Path, variant: str, host: str, port: int, *, form: bool) -> None:
    """Serve one variant of a project, with its form if asked for, until the user ends it. Exits with its codes."""
    try:
        drawn = package.find(root) if form else None
    except package.MissingError as error:
        fail(str(error), PROBLEMS)
    if form and host not in _THIS_MACHINE:
        fail("the form changes files, so it is for this machine alone; leave --host out", WRONG_CALL)
    with tempfile.TemporaryDirectory(prefix="notice-preview-") as scratch:
        preview = Preview(root, variant, Path(scratch))
        stop = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: stop.set())
        changes = watch.changes(root, resources.folder("site_templates"), stop)
        next(changes)  # from now on none is missed
        _tell(preview)
        try:
            server = ThreadingHTTPServer((host, port), partial(_Handler, preview))
        except OSError as error:
            fail(f"{host}:{port}: {reason(error)}; choose another with --port", PROBLEMS)
        server.daemon_threads = True
        port = server.server_address[1]
        if drawn:
            preview.form = cms.Form(root, drawn, port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        click.echo(f"showing {variant} at http://{host}:{port}/ until you press Ctrl+C", err=True)
        if preview.form:
            click.echo(f"the form is at http://{host}:{port}{preview.form.path}", err=True)
        with suppress(KeyboardInterrupt):
            for _ in changes:
                _tell(preview)
        server.shutdown()
        server.server_close()


def _tell(preview: Preview) -> None:
    """Make the variant anew and say how it went; a fault of the generator ends the preview."""
    try:
        click.echo(preview.rebuild(), err=True)
    except (building.FaultError, RenderError, template.UnknownEscapingError) as error:
        fail(f"a fault of the generator: {error}", BUG)
