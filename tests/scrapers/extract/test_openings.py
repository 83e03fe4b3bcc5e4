"""The day a call opens, told in sentences of five languages; and days that open nothing."""

from pathlib import Path

import pytest

from scrapers.extract import extract

LINES = [
    line.replace("\\n", "\n").split(" | ", 2)
    for line in (Path(__file__).parent / "openings.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "title", "text"), LINES, ids=[said[:60] for *_, said in LINES])
def test_a_call_opens_on_the_day_a_person_reads(wanted: str, title: str, text: str) -> None:
    opens = extract(title, text, country="CO").opens_on
    assert (opens.isoformat() if opens else "-") == wanted
