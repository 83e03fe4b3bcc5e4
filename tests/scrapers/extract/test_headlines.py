"""Under which sum a call is headed, and whether "for each", "in all" or nothing of the kind."""

from pathlib import Path

import pytest

from scrapers.extract import extract
from scrapers.offer import offer

PAGES = [
    line.split(" | ", 2)
    for path in sorted(Path(__file__).parent.glob("headlines*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def headed(page: str) -> str:
    read = extract("", page.replace(" / ", "\n"))
    made = offer(read.amounts, read.kind)
    if made.headline is None or made.amount is None or made.amount.most is None:
        return "none -"
    return f"{made.headline} {made.amount.most.normalize():f} {made.amount.currency or '?'}"


@pytest.mark.parametrize(
    ("wanted", "language", "page"), PAGES, ids=[f"{code}: {page[:50]}" for _, code, page in PAGES]
)
def test_a_call_is_headed_as_its_page_says(wanted: str, language: str, page: str) -> None:
    assert language
    assert headed(page) == wanted
