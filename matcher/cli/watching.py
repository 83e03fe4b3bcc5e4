"""What each process of the web does besides pages: it watches whether the timetable lives.

gunicorn reads this module as its configuration and calls :func:`post_worker_init`.
"""

import logging
import threading
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from matcher.jobs.alarm import watch

logger = logging.getLogger(__name__)
EVERY_SECONDS = 900.0
limit_request_line = 8190
"""Setting of gunicorn: a list narrowed by many words and filters is a long address."""


def post_worker_init(worker: Any) -> None:
    """Begin to watch, in a thread that ends with the process."""
    start(worker.app.callable.extensions["puente"])


def start(services: Any, *, every: float = EVERY_SECONDS) -> threading.Event:
    """Watch every so many seconds until the event that is given is set."""
    over = threading.Event()
    threading.Thread(target=_watch, args=[services, every, over], name="watch", daemon=True).start()
    return over


def _watch(services: Any, every: float, over: threading.Event) -> None:
    while not over.wait(every):
        try:
            watch(services.sessions, services.settings, clock=services.clock)
        except SQLAlchemyError:  # the database is away: there is a next time
            logger.warning("timetable not watched", exc_info=True)
