"""One request at a time per host, and a pause between them."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from scrapers.errors import FetchError
from scrapers.remark import Remark

MAX_REFUSALS = 5
LEFT_ALONE = 3600.0


def _utc_now() -> datetime:
    return datetime.now(tz=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The clocks of a fetcher, given from outside so that tests need not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _utc_now


@dataclass(slots=True)
class _Lane:
    delay: float
    free_at: float = 0.0
    refusals: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


class Gate:
    """Lets one request per host through, each ``delay`` seconds after the end of the last."""

    def __init__(self, *, delay: float, longest_wait: float, times: Times) -> None:
        self._delay = delay
        self._longest_wait = longest_wait
        self._times = times
        self._lanes: dict[str, _Lane] = {}
        self._lanes_lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, url: str) -> Iterator[None]:
        """Wait for the host's turn and hold it.

        :raises FetchError: where the host asked for a longer pause than a run can wait.
        """
        lane = self._lane(host)
        with lane.lock:
            wait = lane.free_at - self._times.monotonic()
            if wait > self._longest_wait:
                minutes = max(1, round(wait / 60))
                raise FetchError(
                    url,
                    Remark("site-resting", minutes=minutes),
                )
            if wait > 0:
                self._times.sleep(wait)
            try:
                yield
            finally:
                self._postpone(lane, lane.delay)

    def postpone(self, host: str, seconds: float) -> None:
        """Nobody asks this host anything for ``seconds``."""
        self._postpone(self._lane(host), seconds)

    def count_answer(self, host: str, *, refused: bool) -> None:
        """Count refusals in a row; after ``MAX_REFUSALS`` the host is left alone for an hour."""
        lane = self._lane(host)
        lane.refusals = lane.refusals + 1 if refused else 0
        if lane.refusals >= MAX_REFUSALS:
            lane.refusals = 0
            self._postpone(lane, LEFT_ALONE)

    def slow_down(self, host: str, delay: float) -> None:
        """Take the host's own crawl delay where it is longer than ours."""
        lane = self._lane(host)
        lane.delay = max(self._delay, delay)

    def _postpone(self, lane: _Lane, seconds: float) -> None:
        lane.free_at = max(lane.free_at, self._times.monotonic() + seconds)

    def _lane(self, host: str) -> _Lane:
        with self._lanes_lock:
            return self._lanes.setdefault(host, _Lane(delay=self._delay))
