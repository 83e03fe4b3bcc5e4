"""Headers that keep a page to itself: a content policy with a nonce, no framing, no sniffing."""

import secrets
from hashlib import sha256

from flask import Flask, Response, current_app, g, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from matcher.web.frame.access import SIGNED_IN, access_of
from matcher.web.frame.services import services

DELICATE = frozenset({SIGNED_IN, "see-access", "grant-access", "manage-people", "manage-agency"})
"""What pages open to that a browser must not keep: one's own account, others', and the trail."""
_KEPT = "private, no-cache"
"""A page of calls or of a proposal: with ``no-store``, going back would lose what was typed."""

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
    elif _is_delicate(response) and not response.cache_control.public:
        headers["Cache-Control"] = "no-store"
    else:
        headers.setdefault("Cache-Control", _KEPT)
    return response


def _is_delicate(response: Response) -> bool:
    """Whether nothing of it may stay on the machine; a download stays where it was saved."""
    if response.headers.get("Content-Disposition", "").startswith("attachment"):
        return True
    view = current_app.view_functions.get(request.endpoint or "")
    return view is not None and access_of(view) in DELICATE


class _Sessions(SecureCookieSessionInterface):
    """Sessions signed with HMAC-SHA-256; what any cache may give to anybody belongs to none."""

    digest_method = staticmethod(sha256)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """No cookie goes with a public response, and no cookie makes it another."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


def install(app: Flask) -> None:
    """Send the headers with every response of ``app``; templates see ``nonce()``."""
    app.session_interface = _Sessions()
    app.after_request(_add_headers)
    app.add_template_global(nonce)
