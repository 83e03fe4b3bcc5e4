"""A fetcher that reads from this machine without pauses."""

from collections.abc import Iterator

import pytest

from scrapers.fetch import Fetcher, FetchPolicy


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    policy = FetchPolicy(
        contact="pruebas@example.org",
        allow_private=True,
        delay_seconds=0.0,
        backoff_seconds=0.01,
        attempts=2,
    )
    with Fetcher(policy) as fetcher:
        yield fetcher
