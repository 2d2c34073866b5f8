"""Who may ask the form for something: the page that the form itself served, in a browser on this machine.

Any site that the editor has open can send requests to this machine. Such a request names another origin; and nobody
else is given the token, which is new each time. By which names this machine may be called, the server itself knows.
"""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 2 * 1024 * 1024  # of a request: twice the largest file of a notice, which is sent as JSON
_TOKEN_BYTES = 32  # 256 bits, as Python's `secrets` counsels


class AccessGuard:
    """What a request to one form must carry."""

    def __init__(self) -> None:
        self.token = secrets.token_urlsafe(_TOKEN_BYTES)

    def is_open(self, headers: Mapping[str, str]) -> bool:
        """Whether a request was sent from no other site."""
        own = f"http://{headers['host']}"
        return headers.get("origin", own) == own and headers.get("sec-fetch-site", "none") in ("same-origin", "none")

    def knows(self, headers: Mapping[str, str]) -> bool:
        """Whether a request carries the token of this form."""
        given = headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"token {self.token}".encode())
