"""A block copied from a spreadsheet, as rows of a table: nothing in it is dropped or changed."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from matcher.errors import InvalidInput
from matcher.text import fold
from proposals.steps.step import Field

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=[\t\n]|\Z)')
_PLAIN = re.compile(r"[^\t\n]*")
MOST_ROWS = 500
COMPUTED = ("N.º", "Total", "No.")
"""Headings of what Puente works out itself; under them nothing is read."""


def read_cells(text: str) -> list[list[str]]:
    """The cells of a block, as Excel and LibreOffice copy it.

    They put a cell in quotes only when it holds a tab or a line break; any other quote is the
    person's own.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows: list[list[str]] = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted and re.search(r"[\t\n]", quoted[1]):
            rows[-1].append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            bare = _PLAIN.match(text, at)
            assert bare is not None
            rows[-1].append(bare[0])
            at = bare.end()
        if at >= len(text):
            return [row for row in rows if any(cell.strip() for cell in row)]
        if text[at] == "\n":
            rows.append([])
        at += 1


def read_block(field: Field, text: str, labels: Mapping[str, str]) -> list[dict[str, str]]:
    """The rows that ``text`` brings to a table; ``labels`` are the columns' in another language.

    The first row may be the headings, in any order.

    :raises InvalidInput: for more cells than columns, or more rows than a form can take.
    """
    found = read_cells(text)
    if not found:
        return []
    order = _headings(field, found[0], labels)
    rows = found[1:] if order else found
    columns: Sequence[Field | None] = order or field.columns
    if len(rows) > MOST_ROWS:
        raise InvalidInput(
            "Son %(count)s filas y de una vez caben %(most)s. Péguelas por partes; lo que pegó "
            "sigue en la caja.",
            count=len(rows),
            most=MOST_ROWS,
        )
    return [_row(columns, row, number) for number, row in enumerate(rows, 1)]


def plain(text: str) -> str:
    """``text`` without case, accents and doubled spaces, to compare by."""
    return fold(" ".join(unicodedata.normalize("NFKC", text).split()))


def _headings(
    field: Field, first: Sequence[str], labels: Mapping[str, str]
) -> list[Field | None] | None:
    """The column under each heading, if this is a row of headings."""
    known: dict[str, Field | None] = {plain(name): None for name in COMPUTED}
    for column in field.columns:
        known[plain(column.label)] = column
        known[plain(labels.get(column.key, column.label))] = column
    told = [plain(cell) for cell in first if cell.strip()]
    if not told or any(name not in known for name in told):
        return None
    return [known.get(plain(cell)) for cell in first]


def _row(columns: Sequence[Field | None], cells: Sequence[str], number: int) -> dict[str, str]:
    beyond = [cell for cell in cells[len(columns) :] if cell.strip()]
    if beyond:
        raise InvalidInput(
            "La fila %(number)s de lo pegado tiene más celdas que columnas: «%(cell)s» no tendría "
            "dónde quedar. Lo que pegó sigue en la caja.",
            number=number,
            cell=beyond[0],
        )
    pairs = zip(columns, cells, strict=False)
    return {c.key: chosen(c, cell) for c, cell in pairs if c is not None and cell.strip()}


def chosen(column: Field, cell: str) -> str:
    """The code of the option a cell names; any other cell as it is."""
    if not column.options:
        return cell.strip(" ")
    named = {plain(option.label): option.value for option in column.options}
    return named.get(plain(cell), cell.strip())
