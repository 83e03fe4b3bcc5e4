"""What each process of the web does besides pages: it counts, and watches the timetable.

gunicorn reads this module as its configuration and calls :func:`post_worker_init`.
"""

import logging
import threading
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from matcher.jobs.alarm import watch
from matcher.web.cards.counts import count_beforehand

logger = logging.getLogger(__name__)
EVERY_SECONDS = 900.0
limit_request_line = 8190
"""Setting of gunicorn: a list narrowed by many words and filters is a long address."""


def post_worker_init(worker: Any) -> None:
    """Count what the first pages need and begin to watch, in threads that end with the process."""
    app = worker.app.callable
    if isinstance(app, Flask):
        threading.Thread(target=_count, args=[app], name="count", daemon=True).start()
    start(app.extensions["puente"])


def start(services: Any, *, every: float = EVERY_SECONDS) -> threading.Event:
    """Watch every so many seconds until the event that is given is set."""
    over = threading.Event()
    threading.Thread(target=_watch, args=[services, every, over], name="watch", daemon=True).start()
    return over


def _count(app: Flask) -> None:
    """Whoever asks meanwhile waits for the rest of it only."""
    try:
        with app.test_request_context():
            count_beforehand()
    except SQLAlchemyError:  # the database is away: the first page counts
        logger.warning("nothing counted beforehand", exc_info=True)


def _watch(services: Any, every: float, over: threading.Event) -> None:
    while not over.wait(every):
        try:
            watch(services.sessions, services.settings, clock=services.clock)
        except SQLAlchemyError:  # the database is away: there is a next time
            logger.warning("timetable not watched", exc_info=True)
