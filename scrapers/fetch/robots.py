"""robots.txt, read once per site and day, understood as RFC 9309 says."""

import ipaddress
import threading
from collections.abc import Callable
from dataclasses import dataclass

import httpx
from protego import Protego

from scrapers.errors import FetchError, RobotsDisallowed
from scrapers.fetch.pace import Times
from scrapers.remark import Remark

DAY = 24 * 3600.0
SOON = 600.0
MAX_BYTES = 512 * 1024
LOOPBACK_NAMES = frozenset({"localhost", "localhost.localdomain"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a site asks. ``parser`` is ``None`` where it could not be asked: nothing is read."""

    parser: Protego | None
    until: float


class RobotsBook:
    """Remembers every site's rules. ``read`` fetches an address without asking this book."""

    def __init__(self, *, agent: str, read: Callable[[str], bytes], times: Times) -> None:
        self._agent = agent
        self._read = read
        self._times = times
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def check(self, url: str) -> float:
        """The site's crawl delay in seconds (0 if it asks for none).

        :raises RobotsDisallowed: where the site asks not to read ``url``, or cannot be asked.
        :raises FetchError: where the site cannot be reached at all.
        """
        try:
            parser = self._current(httpx.URL(url)).parser
        except FetchError as error:  # it is the page that cannot be read, for whoever asked
            raise type(error)(url, error.reason, status=error.status) from error
        if parser is None:
            raise RobotsDisallowed(url, Remark("robots-unknown"))
        if not parser.can_fetch(url, self._agent):
            raise RobotsDisallowed(url, Remark("robots-refuse"))
        return float(parser.crawl_delay(self._agent) or 0.0)

    def _current(self, url: httpx.URL) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            rules = self._rules.get(origin)
            if rules is None or rules.until <= self._times.monotonic():
                rules = self._ask(origin, url.host)
                self._rules[origin] = rules
            return rules

    def _ask(self, origin: str, host: str) -> Rules:
        now = self._times.monotonic()
        try:
            text = self._read(f"{origin}/robots.txt")[:MAX_BYTES].decode("utf-8", errors="replace")
        except FetchError as error:
            if error.status is None:
                raise
            if _is_absent(error.status) or is_loopback(host):
                return Rules(parser=Protego.parse(""), until=now + DAY)
            return Rules(parser=None, until=now + SOON)
        return Rules(parser=Protego.parse(text.lstrip("\ufeff")), until=now + DAY)


def _is_absent(status: int) -> bool:
    """4xx means there are no rules (RFC 9309 §2.3.1.3), but 429 is a site short of breath."""
    return 400 <= status < 500 and status != 429


def is_loopback(host: str) -> bool:
    """Whether ``host`` is this machine by its address: a replay, not somebody's site."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() in LOOPBACK_NAMES
