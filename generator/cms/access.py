"""Who may ask the form for something: the page that the form itself served, in a browser on this machine.

Any site that the editor has open can send requests to this machine. Such a request names another origin, or comes by a
name that some other site gave this machine; and nobody else is given the token, which is new each time.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

MAX_BYTES = 2_097_152


class AccessGuard:
    """What a request to one form must carry."""

    def __init__(self, port: int) -> None:
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.token = secrets.token_urlsafe(32)

    def is_open(self, headers: Message) -> bool:
        """Whether a request was sent to this machine by name, and from no other site."""
        host = headers.get("Host", "")
        origin = headers.get("Origin", f"http://{host}")
        site = headers.get("Sec-Fetch-Site", "none")
        return host in self.hosts and origin == f"http://{host}" and site in ("same-origin", "none")

    def knows(self, headers: Message) -> bool:
        """Whether a request carries the token of this form."""
        given = headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"token {self.token}".encode())
