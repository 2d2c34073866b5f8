"""Who is answered, and how: this machine's own browser, over HTTP/1.1, by one thread however many ask."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.responses import PlainTextResponse, Response

from generator.cms.access import MAX_BYTES

if TYPE_CHECKING:
    import socket
    from collections.abc import Iterable, Iterator

    from starlette.middleware.base import RequestResponseEndpoint
    from starlette.requests import Request
    from starlette.routing import BaseRoute

THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_LAST_ANSWERS = 1  # seconds that answers on their way have left at the end


def application(routes: Iterable[BaseRoute], host: str) -> Starlette:
    """Make the program that answers. `host` is the name or the address that it listens at."""

    async def gate(request: Request, call_next: RequestResponseEndpoint) -> Response:
        known = own_names(host, *request.scope["server"])
        if request.headers.get("host", "").lower() in known:
            response = await call_next(request)
        else:
            response = PlainTextResponse(f"the preview answers at {' or '.join(sorted(known))} alone", 403)
        response.headers.update(HEADERS)
        return response

    guards = [Middleware(BaseHTTPMiddleware, dispatch=gate)]
    return Starlette(routes=list(routes), middleware=guards, max_body_size=MAX_BYTES)


def own_names(host: str, address: str, port: int) -> set[str]:
    """Give what the header `Host` of a request may say, that came to an address and a port of this machine.

    Any other name may be one that a page elsewhere has given this machine, to read what is served here.
    """
    names = {written(name) for name in (*THIS_MACHINE, host, address)}
    return {f"{name}:{port}" for name in names} | (names if port == 80 else set())  # noqa: PLR2004 - HTTP's own


def written(host: str) -> str:
    """Write a host as it stands in an address on the web."""
    return f"[{host}]" if ":" in host else host


@contextmanager
def answering(program: Starlette, listening: socket.socket) -> Iterator[None]:
    """Let a program answer whoever connects to a socket, until the block ends; the socket is closed then."""
    settings = uvicorn.Config(
        program,
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LAST_ANSWERS,
    )
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()
