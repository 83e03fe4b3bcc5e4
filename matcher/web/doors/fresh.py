"""Bodies made once and sent to everybody who asks for the same, until something changes.

Programs ask again every few hours for what seldom changed. A body is kept under a mark of all that
may change it: what marks the calls and their tags, and the time, since a call closes by itself.
"""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import blake2b
from threading import Lock

from flask import Response, request

from matcher.web.cards.counts import call_marks
from matcher.web.frame.services import now

MOST_BODIES = 64
"""How many bodies one process keeps; a list of a thousand calls is under a megabyte."""
_CLOCK = 600
"""Seconds a body may be behind the clock: a call that closed stays as long."""
_bodies: OrderedDict[str, bytes] = OrderedDict()
_lock = Lock()


def send_fresh(
    make: Callable[[], bytes], *asked: object, mimetype: str, shared_seconds: int = 0
) -> Response:
    """What ``make`` gives for ``asked``, made anew only if something has changed since.

    :param shared_seconds: how long any cache may give it to anybody; 0 where it is one person's.

    An asker who has it already (ETag) gets the word that nothing changed, and no body.
    """
    standing = (*call_marks(), int(now().timestamp()) // _CLOCK)
    mark = blake2b(repr((asked, standing)).encode(), digest_size=16).hexdigest()
    response = Response(mimetype=mimetype)
    response.set_etag(mark)
    response.headers["Cache-Control"] = (
        f"public, max-age={shared_seconds}"
        if shared_seconds
        else "private, max-age=0, must-revalidate"
    )
    if request.if_none_match.contains(mark):
        response.status_code = 304
        return response
    response.set_data(_kept(mark, make))
    return response


def _kept(mark: str, make: Callable[[], bytes]) -> bytes:
    with _lock:
        if mark in _bodies:
            _bodies.move_to_end(mark)
            return _bodies[mark]
    body = make()
    with _lock:
        _bodies[mark] = body
        while len(_bodies) > MOST_BODIES:
            _bodies.popitem(last=False)
    return body
