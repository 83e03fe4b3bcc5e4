"""A fetcher whose time passes only when it sleeps, towards servers on this machine."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from scrapers.fetch import Fetcher, FetchPolicy, Times

START = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@dataclass
class Hourglass:
    """Time that moves on when somebody sleeps, and remembers each sleep."""

    slept: list[float] = field(default_factory=list)
    passed: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(round(seconds, 3))
            self.passed += seconds

    def times(self) -> Times:
        return Times(
            monotonic=lambda: 1000.0 + self.passed,
            sleep=self.sleep,
            now=lambda: START + timedelta(seconds=self.passed),
        )


@pytest.fixture
def glass() -> Hourglass:
    return Hourglass()


Door = Callable[..., Fetcher]


@pytest.fixture
def door(glass: Hourglass) -> Iterator[Door]:
    """Opens fetchers: ``door(cache_dir=…, resolve=…, **policy)``."""
    opened: list[Fetcher] = []

    def open_one(
        *,
        cache_dir: Path | None = None,
        resolve: Callable[[str, int], list[str]] = lambda host, port: ["127.0.0.1"],
        **policy: Any,
    ) -> Fetcher:
        given = {"contact": "pruebas@example.org", "allow_private": True, "delay_seconds": 0.0}
        fetcher = Fetcher(
            FetchPolicy(**{**given, **policy}),
            cache_dir=cache_dir,
            times=glass.times(),
            resolve=resolve,
        )
        opened.append(fetcher)
        return fetcher

    yield open_one
    for fetcher in opened:
        fetcher.close()


@pytest.fixture
def site(httpserver: HTTPServer) -> str:
    """A site with a name, so that its robots.txt counts, and no robots.txt."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    return f"http://sitio.example:{httpserver.port}"
