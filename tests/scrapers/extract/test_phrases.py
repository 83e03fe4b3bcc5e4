"""Single sentences in five languages: which date closes the call, and which dates do not."""

from pathlib import Path

import pytest

from scrapers.extract import extract

LINES = [
    line.replace("\\n", "\n").split(" | ", 1)
    for path in sorted(Path(__file__).parent.glob("phrases*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "said"), LINES, ids=[said[:60] for _, said in LINES])
def test_a_sentence_closes_on_the_day_a_person_reads(wanted: str, said: str) -> None:
    found = extract("Fondo de cooperación", said, country="CO").deadlines
    assert [d.on.isoformat() if d.on else d.partial or d.text for d in found] == (
        [] if wanted == "-" else [wanted]
    )
