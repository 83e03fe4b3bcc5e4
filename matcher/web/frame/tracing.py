"""Each request has an id: in the answer, and in every line the logs write of it.

What is noted of a request is what it asked for by name (``calls.page``), never its address: that
may hold a key, or what somebody searched for.
"""

import logging
import re
import secrets
import time

from flask import Flask, Response, g, request

from matcher.logs import bind

logger = logging.getLogger("matcher.web.requests")
HEADER = "X-Request-Id"
_GIVEN = re.compile(r"[\w.-]{8,64}", re.ASCII)
QUIET = frozenset({"static", "health.alive", "health.ready", "health.metrics"})
"""Asked for every few seconds: they would drown the rest."""


def _begin() -> None:
    """Take the id the server in front gave, else one of our own."""
    given = request.headers.get(HEADER, "")
    g.request_id = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
    g.begun = time.perf_counter()
    bind(request=g.request_id)


def _end(response: Response) -> Response:
    if "request_id" not in g:
        return response
    response.headers[HEADER] = g.request_id
    if request.endpoint not in QUIET:
        fields = {
            "asked": request.endpoint or "nothing",
            "method": request.method,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.begun) * 1000),
        }
        logger.info("answered", extra={"fields": fields})
    return response


def install(app: Flask) -> None:
    """Give every request of ``app`` its id."""
    app.before_request_funcs.setdefault(None, []).insert(0, _begin)
    app.after_request(_end)
