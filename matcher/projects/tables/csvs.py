"""The rows of a CSV file, whatever its encoding and delimiter."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from matcher.errors import UnreadableTable
from matcher.projects.cells import Cell
from matcher.projects.tables.formulas import restore
from matcher.projects.tables.grid import MAX_COLUMNS, SEARCHED, Grid, texts
from matcher.projects.tables.layout import known_fields
from matcher.projects.tables.limits import CellCount, check_size, trimmed

_DELIMITERS = (";", ",", "\t", "|")


def read_csv(
    content: bytes, name: str, *, known: Callable[[Sequence[str]], int] = known_fields
) -> Grid:
    """The rows under the delimiter that makes most headings ``known``.

    :raises UnreadableTable: where the file is no text, or too large.
    """
    text = _decoded(content, name)
    for delimiter in sorted(_DELIMITERS, key=partial(_known, text, known), reverse=True):
        try:
            return Grid(None, _rows(text, delimiter, name))
        except csv.Error:
            continue
    return Grid(None, [])


def _known(text: str, known: Callable[[Sequence[str]], int], delimiter: str) -> int:
    """How many headings the best of the first rows has under ``delimiter``."""
    try:
        top = list(islice(_records(text, delimiter), SEARCHED))
    except csv.Error:
        return -1
    return max((known(texts(map(restore, row[:MAX_COLUMNS]))) for row in top), default=0)


def _rows(text: str, delimiter: str, name: str) -> list[tuple[Cell, ...]]:
    count, rows = CellCount(name), []
    for record in _records(text, delimiter):
        count.add(len(record))
        rows.append(trimmed([restore(cell) for cell in record]))
        check_size(rows, name)
    return rows


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


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
