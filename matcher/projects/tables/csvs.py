"""The rows of a CSV file, whatever its encoding and delimiter."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from matcher.errors import UnreadableTable
from matcher.projects.tables.formulas import restore
from matcher.projects.tables.grid import MAX_COLUMNS, SEARCHED, Grid, texts
from matcher.projects.tables.layout import known_fields
from matcher.projects.tables.limits import CellCount, check_size, trimmed


def read_csv(
    content: bytes, name: str, *, known: Callable[[Sequence[str]], int] = known_fields
) -> Grid:
    """The rows under the delimiter that makes most headings ``known``.

    :raises UnreadableTable: where the file is no text, or too large.
    """

    def best(grid: Grid) -> int:
        return max((known(texts(row[:MAX_COLUMNS])) for row in grid.rows[:SEARCHED]), default=0)

    return max(_readings(content, name), key=best, default=Grid(None, []))


def _readings(content: bytes, name: str) -> Iterator[Grid]:
    """The text read with each usual delimiter."""
    text = _decoded(content, name)
    for delimiter in (";", ",", "\t", "|"):
        records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        count, rows = CellCount(name), []
        try:
            for record in records:
                count.add(len(record))
                rows.append(trimmed([restore(cell) for cell in record]))
                check_size(rows, name)
        except csv.Error:
            continue
        yield Grid(None, rows)


def _decoded(content: bytes, name: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableTable(
        "«%(name)s» no es un libro de Excel ni un CSV que se pueda leer.", name=name
    )
