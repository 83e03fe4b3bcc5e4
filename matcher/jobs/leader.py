"""One timetable at a time, on however many machines: who leads holds a lease in the database.

The others wait, and one of them takes over within a minute of the leader's end: at once where
the lease was given back or its holder is seen to be dead, else when it runs out.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from time import monotonic

from sqlalchemy.exc import OperationalError

from matcher.clock import Clock
from matcher.jobs.lock import Factory, hold

logger = logging.getLogger(__name__)
NAME = "scheduler"
LEASE = timedelta(seconds=45)
RENEW_SECONDS = 15.0
RETRY_SECONDS = 10.0


@contextmanager
def lead(factory: Factory, *, clock: Clock) -> Iterator[threading.Event]:
    """Lead, with the lease renewed meanwhile; gives an event that is set where it was lost.

    :raises JobRunning: if another process leads.
    """
    lost, over = threading.Event(), threading.Event()
    with hold(factory, NAME, clock=clock, lasts=LEASE) as renew:

        def keep() -> None:
            kept_at = monotonic()
            while not over.wait(RENEW_SECONDS):
                try:
                    kept = renew()
                except OperationalError:  # the database is away for a moment, perhaps
                    logger.warning("lease not renewed", exc_info=True)
                    kept = monotonic() - kept_at < LEASE.total_seconds()
                else:
                    kept_at = monotonic()
                if not kept:
                    lost.set()
                    return

        keeper = threading.Thread(target=keep, name="lease", daemon=True)
        keeper.start()
        try:
            yield lost
        finally:
            over.set()
            keeper.join(timeout=5)
