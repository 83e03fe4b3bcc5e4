"""Every closing date and the opening one of a few lines, with the title they stand under."""

from pathlib import Path

import pytest

from scrapers.extract import extract

LINES = [
    line.replace("\\n", "\n").replace("\\t", "\t").split(" | ", 3)
    for name in (
        "closings.txt",
        "closings_offices.txt",
        "closings_acts.txt",
        "closings_second.txt",
        "closings_late.txt",
        "closings_own.txt",
        "closings_named.txt",
        "closings_days.txt",
        "closings_turns.txt",
    )
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    ("wanted", "opening", "title", "text"), LINES, ids=[said[:60] for *_, said in LINES]
)
def test_all_closing_dates_are_those_a_person_reads(
    wanted: str, opening: str, title: str, text: str
) -> None:
    found = extract(title, text)
    closing = [d.on.isoformat() if d.on else d.partial or "text" for d in found.deadlines]
    assert closing == ([] if wanted == "-" else wanted.split())
    opens = found.opens_on.isoformat() if found.opens_on else "-"
    assert opening in {"*", opens}


def test_an_address_of_another_year_leaves_the_edition_s_year_in_doubt() -> None:
    said = "Entre el 9 y el 16 de septiembre terminan los plazos para postular."
    found = extract("Fondos de barrios 2015", said, url="https://example.org/2014/cierre/0906")
    assert [d.partial for d in found.deadlines] == ["--09-16"]
    told = "Entre el 9 y el 16 de septiembre terminan los plazos para postular a Barrios 2015."
    found = extract("Fondos de barrios", told, url="https://example.org/2014/cierre/0906")
    assert [d.partial for d in found.deadlines] == ["--09-16"]
    same = extract("Fondos de barrios 2014", said, url="https://example.org/2014/cierre/0906")
    assert [str(d.on) for d in same.deadlines] == ["2014-09-16"]


def test_a_day_inside_an_address_anchors_the_year() -> None:
    found = extract(
        "Fondo",
        "La convocatoria cierra el 9 de septiembre.",
        url="https://example.org/index.php?id=29:2024-07-31-21-09-38&catid=6",
    )
    assert [str(d.on) for d in found.deadlines] == ["2024-09-09"]
