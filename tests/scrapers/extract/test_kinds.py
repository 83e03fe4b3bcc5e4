"""What kind of opportunity a title and two sentences speak of."""

from pathlib import Path

import pytest

from scrapers.extract import extract

LINES = [
    line.split(" | ", 2)
    for line in (Path(__file__).parent / "kinds.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "title", "text"), LINES, ids=[title for _, title, _ in LINES])
def test_a_call_is_of_the_kind_a_person_says(kind: str, title: str, text: str) -> None:
    assert extract(title, text).kind == kind
