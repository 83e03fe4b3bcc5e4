"""How many requests a process of the web works on at a time; the others wait for whoever is free.

All processes take from one queue, the one the system keeps. A process that takes more than it can
work on at once takes them from a neighbour that has nothing to do: of twenty requests one of two
had fifteen.
"""

import time
from typing import Any

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped] # ships none

LONG_SECONDS = 0.25
"""From then on a request counts no more, or whoever waits for a document would shut the door."""


class Worker(ThreadWorker):  # type: ignore[misc] # gunicorn ships no types
    """Takes the next request only when it works on few."""

    at_once = 2
    """One computes while the other waits for the database."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._begun: dict[Any, float] = {}

    def enqueue_req(self, conn: Any) -> None:
        """Note when it began."""
        self._begun[conn] = time.monotonic()
        super().enqueue_req(conn)
        self.set_accept_enabled(self.alive)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Let the next one in."""
        self._begun.pop(conn, None)
        super().finish_request(conn, fs)
        self.set_accept_enabled(self.alive)

    def set_accept_enabled(self, enabled: bool) -> None:
        """As asked, as long as it works on few."""
        super().set_accept_enabled(enabled and self._is_free())

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait no longer than until one that takes long counts no more."""
        super().wait_for_and_dispatch_events(min(timeout, LONG_SECONDS) if self._begun else timeout)

    def _is_free(self) -> bool:
        if self.nr_conns >= self.worker_connections:
            return False
        long_ago = time.monotonic() - LONG_SECONDS
        return sum(begun > long_ago for begun in self._begun.values()) < self.at_once


class OneByOne(Worker):
    """The same on SQLite, which is read within the process: there is nothing to wait for."""

    at_once = 1
