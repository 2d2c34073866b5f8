"""What a host must send with each file. The templates in `site_templates/hosting` say it to each kind of web server."""

from __future__ import annotations

from generator.published.security import SITE_POLICY

LATEST = "public, max-age=300, must-revalidate"
IMMUTABLE = "public, max-age=31536000, immutable"
SAFE = {
    "Content-Security-Policy": SITE_POLICY,
    "Permissions-Policy": "browsing-topics=(), geolocation=(), camera=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# A page that asks with If-None-Match asks for leave first; without the last two lines it would be refused.
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Content-Length",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
LINKSET_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"'
SCHEMA_TYPE = "application/schema+json"
# Media types, each with the endings of its files. JSON is UTF-8 by definition, and its media types have no charset.
TYPES = {
    "application/jose": ["jws"],
    "application/json": ["json"],
    "application/ld+json": ["jsonld"],
    "application/xml": ["xml"],
    "font/woff2": ["woff2"],
    "image/png": ["png"],
    "image/svg+xml": ["svg"],
    "image/x-icon": ["ico"],
    "text/css": ["css"],
    "text/html": ["html"],
    "text/javascript": ["js"],
    "text/markdown": ["md"],
    "text/plain": ["txt", "conf"],
    "text/turtle": ["ttl"],
}
WITH_CHARSET = [kind for kind in TYPES if kind.startswith("text/") or kind == "application/xml"]
