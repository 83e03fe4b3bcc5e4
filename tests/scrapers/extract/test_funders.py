"""Who gives the money, as titles and first sentences of five languages tell it."""

from pathlib import Path

import pytest

from scrapers.extract import extract

LINES = [
    line.split(" | ", 2)
    for line in (Path(__file__).parent / "funders.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "title", "text"), LINES, ids=[said[:60] for *_, said in LINES])
def test_a_call_names_the_funder_a_person_reads(wanted: str, title: str, text: str) -> None:
    found = extract(title, text)
    assert (found.funder or "-") == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://harbourlights.org/apply", "Harbour Lights Foundation"),
        ("https://grants.example.org/apply", None),
    ],
)
def test_a_page_of_the_funder_s_own_names_it(url: str, wanted: str | None) -> None:
    text = "Apply online.\nThe River Trust helps.\nThe Harbour Lights Foundation replies soon."
    assert extract("How to apply", text, url=url).funder == wanted
