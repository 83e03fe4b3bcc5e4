"""A sheet as it stands: cells in rows, and which of them are merged."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from openpyxl.utils.cell import range_boundaries

from matcher.projects.cells import Cell

MAX_COLUMNS = 200
"""Columns of the widest table that is read."""
SEARCHED = 20
"""Rows at the top among which the headings are looked for."""
MAX_MERGES = 20_000
"""Merged cells that are followed."""
_BLOCK = 1 << 20
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one; rows and columns count from 1."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(slots=True)
class Grid:
    """The rows of a sheet, each up to its last filled cell."""

    sheet: str | None
    rows: list[tuple[Cell, ...]]
    merges: Sequence[Merge] = ()

    def filled(self) -> int:
        """How many rows have anything in them."""
        return sum(any(cell is not None for cell in row) for row in self.rows)

    def column(self, index: int) -> list[Cell]:
        """The cells of a column, from 0."""
        return [row[index] if index < len(row) else None for row in self.rows]


def find_merges(part: IO[bytes]) -> tuple[Merge, ...]:
    """The merged cells of a sheet's XML, which stand behind its rows."""
    found: dict[bytes, None] = {}
    tail = b""
    while block := part.read(_BLOCK):
        found |= dict.fromkeys(_MERGE.findall(tail + block))
        tail = block[-128:]
        if len(found) > MAX_MERGES:
            break
    return tuple(Merge(*_bounds(ref)) for ref in list(found)[:MAX_MERGES])


def _bounds(ref: bytes) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref.decode("ascii"))
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)


def texts(row: Iterable[Cell]) -> list[str]:
    """Cells as headings: text on one line, empty where there is none."""
    return [" ".join(str(cell).split()) if cell is not None else "" for cell in row]
