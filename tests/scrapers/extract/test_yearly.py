"""Days that come back each year: the next one from the day of reading, told as such."""

from datetime import date

import pytest

from scrapers.extract import extract, to_record

READ = date(2026, 8, 20)
CASES = [
    ("Letters of inquiry are due by August 15th each year.", "2027-08-15"),
    ("Las solicitudes se presentan hasta el 15 de octubre de cada año.", "2026-10-15"),
    ("La domanda va presentata entro il 30 ottobre di ciascun anno.", "2026-10-30"),
    ("There are two application deadlines each year, May 1 and November 1.", "2026-11-01"),
    ("The board meets quarterly.\nDEADLINE: July 1\nDEADLINE: October 1", "2026-10-01"),
    ("Les dossiers sont à déposer chaque année avant le 31 mars.", "2027-03-31"),
    ("Os pedidos devem ser apresentados todos os anos até 30 de setembro.", "2026-09-30"),
]
"""What the page says and its next closing day after :data:`READ`."""


@pytest.mark.parametrize(("text", "closes"), CASES)
def test_the_next_turn_is_meant(text: str, closes: str) -> None:
    told = to_record(extract("Ayudas", text, read_on=READ), fetched_on=READ)
    assert told["deadline"] == closes
    assert told["deadline_year_assumed"]
    method = next(d for d in told["deadline_details"] if d["date"] == closes)["span"]["method"]
    assert "each-year" in method


@pytest.mark.parametrize(("text", "closes"), CASES)
def test_without_the_day_of_reading_nothing_is_taken_for_the_year(text: str, closes: str) -> None:
    told = to_record(extract("Ayudas", text))
    assert told["deadline"] is None
    assert told["deadline_partial"] is not None


@pytest.mark.parametrize(
    "text",
    [
        "Las solicitudes se presentan hasta el 15 de octubre.",
        "La fundación apoya cada año a cien jóvenes de todo el país con sus becas, que pagan la "
        "matrícula, los libros, el transporte y la comida de quienes viven lejos de la capital, "
        "y acompaña a sus familias con talleres, visitas y un fondo de emergencia propio.\n"
        "Requisitos\nSer bachiller\nTener menos de 25 años\n"
        "Las solicitudes se presentan hasta el 15 de octubre.",
    ],
)
def test_no_year_is_made_up_where_nothing_says_that_the_day_comes_back(text: str) -> None:
    assert to_record(extract("Ayudas", text, read_on=READ))["deadline"] is None


def test_a_day_of_its_own_year_is_left_alone() -> None:
    text = "Applications are accepted every year. The 2025 deadline is March 3, 2025."
    assert to_record(extract("Grants", text, read_on=READ))["deadline"] == "2025-03-03"


def test_the_opening_is_that_of_the_round_that_comes() -> None:
    text = (
        "Grants are considered twice a year.\n"
        "Round one: applications between 1 April and 15 July.\n"
        "Round two: applications between 1 October and 15 January."
    )
    told = to_record(extract("Grants", text, read_on=READ), fetched_on=READ)
    assert (told["opens_on"], told["deadline"]) == ("2026-10-01", "2027-01-15")


def test_of_rounds_with_their_years_the_opening_is_that_of_the_next() -> None:
    text = (
        "Applications accepted: 11 February to 10 March 2026\n"
        "Applications accepted: 1 November to 5 December 2026"
    )
    told = to_record(extract("Grants", text, read_on=READ), fetched_on=READ)
    assert (told["opens_on"], told["deadline"]) == ("2026-11-01", "2026-12-05")
