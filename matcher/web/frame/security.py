"""Headers that keep a page to itself: a content policy with a nonce, no framing, no sniffing."""

import secrets

from flask import Flask, Response, g, request

from matcher.web.frame.services import services

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)


def nonce() -> str:
    """The word that lets this response's own scripts run."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def _add_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY.format(nonce=nonce()))
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if services().settings.https:
        headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
    if request.endpoint == "static":
        response.cache_control.public = True
        response.cache_control.max_age = 31_536_000 if "v" in request.args else 300
    else:
        headers.setdefault("Cache-Control", "private, no-cache")
    return response


def install(app: Flask) -> None:
    """Send the headers with every response of ``app``; templates see ``nonce()``."""
    app.after_request(_add_headers)
    app.add_template_global(nonce)
