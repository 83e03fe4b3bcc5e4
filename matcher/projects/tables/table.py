"""What a file of projects is read into."""

from dataclasses import dataclass

from matcher.messages import Message
from matcher.projects.cells import Cell

FORMULA_WITHOUT_VALUE = "#¡fórmula sin resultado!"
SHARED = "#¡combinada!"
"""Follows a sum that one merged cell gives for several rows: none of them can claim it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One project's cells, one per heading.

    ``number`` tells it from the others of its table; ``place`` says where it stands.
    """

    number: int
    cells: tuple[Cell, ...]
    place: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The projects of one sheet, or of all the sheets that hold one each.

    ``notes`` say how it was read where that is not obvious, and what was left out; ``made`` are
    headings that stand in no sheet.
    """

    filename: str
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[TableRow, ...]
    notes: tuple[Message, ...] = ()
    made: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftSheet:
    """A sheet that is no table of projects: its filled rows, and why."""

    sheet: str
    rows: int
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """Every table of a file, in its order, and the sheets that are none."""

    tables: tuple[Table, ...]
    best: int
    left: tuple[LeftSheet, ...] = ()
