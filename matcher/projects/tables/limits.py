"""How large a table may be: a small file may unpack to more than a machine has."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

from matcher.errors import UnreadableTable
from matcher.projects.cells import Cell

MAX_ROWS = 20_000
"""Rows of the longest table."""
MAX_UNPACKED = 200 * 1024 * 1024
MAX_CELLS = 600_000
"""Of all sheets together, empty ones among filled ones included: our own export of the longest
table has 520,000."""
MAX_SHEETS = 50
"""Sheets of the largest book: each takes time even where it is empty."""
MAX_CELL = 100_000
"""Characters; a spreadsheet takes 32,767."""
MAX_STRINGS = 60 * 1024 * 1024
"""Bytes of the part of a book that holds its texts: all of it is read before any row."""
_BLOCK = 1 << 20
_TAIL = 256
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w{1,20}:)?row[\s/>]")
_NOT_CALCULATED = re.compile(
    rb"(?:</(?:\w{1,20}:)?f\s{0,9}>|<(?:\w{1,20}:)?f(?:\s[^<>]{0,200})?/>)\s{0,9}"
    rb"(?:</|<(?:\w{1,20}:)?v\s{0,9}(?:/>|>\s{0,9}</))"
)
"""A formula with nothing behind it, or with an empty value: who saved the book left it to be
calculated."""


def check_parts(content: bytes, name: str) -> bool:
    """Whether a book has formulas without a value: all others need not be read twice.

    :raises UnreadableTable: where what it unpacks to is too large.
    """
    found = False
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        strings = sum(part.file_size for part in parts if "sharedstrings" in part.filename.lower())
        if sum(part.file_size for part in parts) > MAX_UNPACKED or strings > MAX_STRINGS:
            raise UnreadableTable(
                "«%(name)s» ocupa demasiado al abrirlo. Divida la tabla.", name=name
            )
        for part in parts:
            if "sharedstrings" in part.filename.lower() or found:
                continue
            with archive.open(part) as opened:
                found = any(_NOT_CALCULATED.search(block) for block, _tail in _blocks(opened))
    return found


def cells_and_rows(sheet: IO[bytes]) -> tuple[int, int]:
    """How many cells and rows the part of a sheet has, counted much sooner than they are read."""
    cells = rows = 0
    for block, tail in _blocks(sheet):
        # What the tail holds whole was counted with the block before.
        cells += len(_CELL.findall(block)) - len(_CELL.findall(block, 0, tail))
        rows += len(_ROW.findall(block)) - len(_ROW.findall(block, 0, tail))
    return cells, rows


def _blocks(part: IO[bytes]) -> Iterator[tuple[bytes, int]]:
    """What is unpacked, block by block, each behind the end of the one before, so long."""
    tail = b""
    while block := part.read(_BLOCK):
        yield tail + block, len(tail)
        tail = block[-_TAIL:]


@dataclass(slots=True)
class CellCount:
    """The cells met so far, of all sheets."""

    name: str
    cells: int = 0

    def add(self, number: int) -> None:
        """Count ``number`` more.

        :raises UnreadableTable: where they are too many.
        """
        self.cells += number
        if self.cells > MAX_CELLS:
            raise UnreadableTable(
                "«%(name)s» tiene más de %(most)s celdas, contando las vacías. Copie solo la tabla "
                "en un libro nuevo.",
                name=self.name,
                most=Decimal(MAX_CELLS),
            )


def check_size(rows: Sequence[object], name: str) -> None:
    """
    :raises UnreadableTable: where there are too many rows.
    """
    if len(rows) > MAX_ROWS:
        raise UnreadableTable(
            "«%(name)s» tiene más de %(max_rows)s filas. Divida la tabla.",
            name=name,
            max_rows=MAX_ROWS,
        )


def trimmed(cells: list[Cell]) -> tuple[Cell, ...]:
    """``cells`` up to the last filled one.

    :raises UnreadableTable: where one of them is a book of its own.
    """
    while cells and cells[-1] is None:
        cells.pop()
    for cell in cells:
        if isinstance(cell, str) and len(cell) > MAX_CELL:
            raise UnreadableTable(
                "Una celda tiene más de %(most)s letras y empieza por «%(begins)s». Resuma ese "
                "texto.",
                most=Decimal(MAX_CELL),
                begins=cell[:60],
            )
    return tuple(cells)
