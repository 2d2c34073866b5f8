"""What a page may load, as its headers and its head say it."""

from __future__ import annotations

# What a page may load, and where it may be shown: everything from the site itself, and nothing written into the page.
_LOADS = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


SITE_POLICY = f"{_LOADS}; frame-ancestors 'none'; object-src 'none'"


# A browser takes no frame-ancestors from a page.
PAGE_POLICY = f"{_LOADS}; object-src 'none'"
