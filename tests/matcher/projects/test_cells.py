"""Single cells: what is accepted, and what the officer is told otherwise."""

from datetime import date, datetime

import pytest

from matcher.projects import cells
from matcher.projects.cells import BadCell

LINES = {
    "ecociudad": "Ecociudad e innovación digital",
    "desarrollo-social": "Desarrollo social",
    "desarrollo-economico": "Desarrollo económico",
}


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2027, 2, 15), date(2027, 2, 15)),  # noqa: DTZ001 # spreadsheets know no zones
        ("15/02/2027", date(2027, 2, 15)),
        ("5-2-2027", date(2027, 2, 5)),
        ("2027-02-15", date(2027, 2, 15)),
        ("15 de febrero de 2027", date(2027, 2, 15)),
        ("1º de septiembre del 2027", date(2027, 9, 1)),
        ("lunes, 15 de febrero de 2027", date(2027, 2, 15)),
        ("3 de Setiembre de 2027", date(2027, 9, 3)),
        (None, None),
    ],
)
def test_dates_in_spanish(cell, day) -> None:
    assert cells.as_date(cell) == day


@pytest.mark.parametrize(
    "cell", ["2027", "febrero de 2027", "15/02/27", "31/02/2027", "13/25/2027", 46000]
)
def test_a_date_without_day_month_and_year_is_asked(cell) -> None:
    with pytest.raises(BadCell, match="15/02/2027"):
        cells.as_date(cell)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("4; 11", ["4", "11"]),
        ("ODS 11, ODS 4", ["4", "11"]),
        ("ODS 4: Educación de calidad", ["4"]),
        ("Industria, innovación e infraestructura; Vida submarina", ["9", "14"]),
        ("Igualdad de genero", ["5"]),
        ("Accion por el clma", ["13"]),
        ("4 y 11", ["4", "11"]),
        (4, ["4"]),
        (4.0, ["4"]),
        (None, None),
    ],
)
def test_ods_by_number_or_name(cell, codes) -> None:
    assert cells.as_ods(cell) == codes


@pytest.mark.parametrize("cell", ["18", "0", 4.11, date(2026, 11, 4), "felicidad"])
def test_what_is_no_ods_is_refused(cell) -> None:
    with pytest.raises(BadCell):
        cells.as_ods(cell)


def test_lines_by_code_name_or_a_clear_misspelling() -> None:
    assert cells.as_lines("desarrollo social; ECOCIUDAD", LINES) == [
        "ecociudad",
        "desarrollo-social",
    ]
    assert cells.as_lines("Ecociudad e inovación digital", LINES) == ["ecociudad"]
    with pytest.raises(BadCell, match="Elija entre"):
        cells.as_lines("Desarrollo", LINES)


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("Técnica", ["tecnica"]),
        ("donación / asistencia técnica", ["tecnica", "financiera-no-reembolsable"]),
        ("Crédito", ["financiera-reembolsable"]),
        ("Técnica y financiera no reembolsable", ["tecnica", "financiera-no-reembolsable"]),
    ],
)
def test_kinds_of_cooperation(cell, codes) -> None:
    assert cells.as_modalities(cell) == codes


def test_financial_alone_might_be_either() -> None:
    with pytest.raises(BadCell, match="no reembolsable"):
        cells.as_modalities("Financiera")


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.as_count, "1.200 personas", 1200),
        (cells.as_count, 300.0, 300),
        (cells.as_months, "2 años", 24),
        (cells.as_months, "18 meses", 18),
        (cells.as_months, 18, 18),
        (cells.as_stage, "en ejecucion", "en-ejecucion"),
        (cells.as_stage, "Pre-factibilidad", "prefactibilidad"),
        (cells.as_flag, "Sí", True),
        (cells.as_flag, "no", False),
        (cells.as_flag, True, True),
        (cells.as_text, 2024001, "2024001"),
        (cells.as_text, 12.0, "12"),
        (cells.as_text, "  a\r\nb ", "a\nb"),
        (cells.as_email, "proyectos@ciudad.example", "proyectos@ciudad.example"),
    ],
)
def test_other_cells(read, cell, value) -> None:
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (cells.as_count, "muchas"),
        (cells.as_count, 12.5),
        (cells.as_months, "900"),
        (cells.as_stage, "casi"),
        (cells.as_flag, "tal vez"),
        (cells.as_text, "#REF!"),
        (cells.as_text, "x" * 30_000),
        (cells.as_email, "nadie"),
        (cells.as_money, True),
        (cells.as_money, -3),
        (cells.as_money, float("nan")),
    ],
)
def test_other_cells_refused(read, cell) -> None:
    with pytest.raises(BadCell):
        read(cell)
