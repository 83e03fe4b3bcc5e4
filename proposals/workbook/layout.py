"""How the workbook of the budget is laid out: the same to whoever writes it and who reads it."""

from collections.abc import Iterator

from matcher.words.language import Words
from proposals.rows.references import Known
from proposals.steps import get_field
from proposals.steps.step import Field

SHEET = "Presupuesto"
ACTIVITIES = "Actividades"
SOURCES = "Fuentes"
SUMS = "Sumas"
TABLE = "presupuesto"
HEAD = 1
ID_HEADING = "Clave (no cambiar)"
TOTAL_HEADING = "Total"
ROOM = 100
"""Empty rows below the lines, with their formula and their lists."""


def columns() -> Iterator[tuple[int, Field]]:
    """Number of the column in the sheet, and the column of the budget."""
    yield from enumerate(get_field(TABLE).columns, 1)


def place_of(key: str) -> int:
    """The number of the column with this key."""
    return next(number for number, column in columns() if column.key == key)


def payers(known: Known, said: Words) -> dict[str, str]:
    """What the column of who pays may hold → how it reads: each source, then the kinds."""
    column = next(column for _number, column in columns() if column.key == "fuente")
    sources = known[column.target].items()
    named = {row: f"{one.number}. {one.text}" for row, one in sources if one.number is not None}
    return named | {option.value: said.named(option.label) for option in column.options}


TOTAL = len(get_field(TABLE).columns) + 1
ID = TOTAL + 1
WAS = TOTAL + 2
"""Hidden: the id of the row, and its version when the workbook was made."""
