"""Every closing date and the opening one of a few lines, with the title they stand under."""

from datetime import date
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
        "closings_voided.txt",
        "closings_asked.txt",
        "closings_entries.txt",
        "closings_pages.txt",
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


@pytest.mark.parametrize(
    ("published", "said", "closes"),
    [
        ("2027-05-10", "Este viernes 14 cierra la convocatoria de los barrios.", "2027-05-14"),
        ("2027-05-10", "Terminam nesta sexta-feira (14) as inscrições.", "2027-05-14"),
        ("2027-05-10", "Applications close this Friday the 14th.", "2027-05-14"),
        ("2027-05-10", "Les candidatures seront closes ce vendredi 14.", "2027-05-14"),
        ("2027-05-10", "El termini de sol·licituds acaba aquest divendres 14.", "2027-05-14"),
        ("2027-05-10", "Este jueves 14 cierra la convocatoria de los barrios.", None),
        ("2027-04-10", "Este viernes 14 cierra la convocatoria de los barrios.", None),
        ("2027-05-10", "Este viernes 14 es el taller de los barrios.", None),
        (None, "Este viernes 14 cierra la convocatoria de los barrios.", None),
    ],
)
def test_a_weekday_and_its_number_take_their_month_from_the_published_day(
    published: str | None, said: str, closes: str | None
) -> None:
    day = date.fromisoformat(published) if published else None
    found = extract("", said, published_on=day).deadlines
    assert [str(d.on) for d in found] == ([closes] if closes else [])
    assert all(d.year_assumed and "month-from-published_on" in d.span.method for d in found)


@pytest.mark.parametrize(
    ("told", "closes"),
    [
        ("Las bases se publicaron en el BOP n.º 48, de 12 de marzo de 2027.", None),
        ("Las bases se publicaron en el BOP n.º 11, de 8 de enero de 2027.", "2027-04-12"),
    ],
)
def test_a_term_does_not_count_from_the_day_the_rules_came_out(
    told: str, closes: str | None
) -> None:
    said = f"{told} Plazo de solicitud: un mes desde la publicación del extracto."
    found = extract("", said, published_on=date(2027, 3, 12)).deadlines
    assert [d.on.isoformat() if d.on else None for d in found] == [closes]


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
