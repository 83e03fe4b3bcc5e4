"""Half of a surrogate pair in JSON: readable afterwards, and whole pairs stay whole."""

from datetime import UTC, datetime

import pytest

from scrapers.fetch import Response


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb'"\ud83d\ude00"', "\N{GRINNING FACE}"),
        (rb'"a\ud800b"', "a\ufffdb"),
        (rb'"a\ude00b"', "a\ufffdb"),
        (rb'"\ud800\ud83d\ude00"', "\ufffd\N{GRINNING FACE}"),
    ],
)
def test_half_a_character_is_marked(body: bytes, expected: str) -> None:
    response = Response(
        url="https://x.org",
        status=200,
        headers={},
        body=body,
        content_type="application/json",
        fetched_at=datetime.now(UTC),
    )
    found = response.json()
    assert found == expected
    found.encode()
