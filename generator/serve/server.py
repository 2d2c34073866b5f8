"""`notice serve`: one variant in a browser, made anew at each change of the source, until the user ends it."""

from __future__ import annotations

import os
import socket
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from starlette.responses import RedirectResponse
from starlette.routing import Mount, Route

from generator import resources
from generator.cms import form as cms
from generator.cms import package
from generator.exit_codes import BUG, PROBLEMS, WRONG_CALL, fail, reason
from generator.pipeline import building
from generator.render.protocol import RenderError
from generator.serve import pages, watch, web
from generator.serve.preview import Preview
from generator.stamp import template

if TYPE_CHECKING:
    from starlette.routing import BaseRoute


def serve(root: Path, variant: str, host: str, port: int, *, form: bool) -> None:
    """Serve one variant of a project, with its form if asked for, until the user ends it. Exits with its codes."""
    drawn = _form(root, host) if form else None
    ended = watch.until_interrupted()
    changes = watch.changes(root, ended, resources.folder("site_templates"))
    scratch = tempfile.TemporaryDirectory(prefix="notice-preview-", ignore_cleanup_errors=True)
    with suppress(KeyboardInterrupt), _listening(host, port) as listening, scratch:
        next(changes)  # from now on none is missed
        try:
            preview = Preview(root, variant, Path(scratch.name))
            click.echo(preview.summary(), err=True)
            routes = [*_form_routes(drawn), *pages.routes(preview, ended)]
            with web.answering(web.application(routes, host), listening):
                address = f"http://{web.written(host)}:{listening.getsockname()[1]}"
                click.echo(f"showing {variant} at {address}/ until you press Ctrl+C", err=True)
                if drawn:
                    click.echo(f"the form is at {address}{drawn.path}", err=True)
                try:
                    for _ in changes:
                        preview.rebuild()
                        click.echo(preview.summary(), err=True)
                finally:
                    ended.set()
        except (building.FaultError, RenderError, template.UnknownEscapingError) as error:
            fail(f"a fault of the generator: {error}", BUG)


def _form(root: Path, host: str) -> cms.Form:
    if host not in web.THIS_MACHINE:
        fail("the form changes files, so it is for this machine alone; leave --host out", WRONG_CALL)
    try:
        return cms.Form(root, package.find(root))
    except package.MissingError as error:
        fail(str(error), PROBLEMS)


def _form_routes(form: cms.Form | None) -> list[BaseRoute]:
    if form is None:
        return []
    return [Route(cms.OWN, lambda _: RedirectResponse(f"{cms.OWN}/")), Mount(cms.OWN, form.application)]


def _listening(host: str, port: int) -> socket.socket:
    """Listen at an address before anything is made: one that is taken is told at once."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        if os.name == "posix":  # elsewhere this would share a port with who has it
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except TypeError:  # how Python says that a name cannot be encoded
        fail(f'"{host}" is no name of a machine; leave --host out', WRONG_CALL)
    except OSError as error:
        fail(f"{host}:{port}: {reason(error)}; choose another with --host or --port", PROBLEMS)
    return listening
