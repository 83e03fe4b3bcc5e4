"""What merged cells say of the rows they cover."""

from collections.abc import Iterable, Mapping, Sequence

from matcher.projects.cells import Cell
from matcher.projects.columns import Column
from matcher.projects.tables.grid import Merge
from matcher.projects.tables.table import SHARED

Rows = dict[int, list[Cell]]
"""Row number → its cells; only rows with something in them."""
_COUNTED = ("money", "count")
_LISTED = ("lines", "ods", "modalities")


def spread(rows: Rows, merges: Iterable[Merge], columns: Mapping[int, Column]) -> Rows:
    """``rows`` with every vertically merged cell given to all the rows it covers.

    ``columns`` tells what each known column (from 0) is. Rows that share the cell of the name are
    one project and become one. A sum or a number of people shared by several projects is marked
    in each, for it does not say how much is whose.
    """
    tall = [merge for merge in merges if merge.bottom > merge.top]
    named = [merge for merge in tall if _field(columns, merge) == "name"]
    head = {number: m.top for m in named for number in range(m.top, m.bottom + 1)}
    found = {number: list(cells) for number, cells in rows.items()}
    for merge in tall:
        if merge not in named:
            _give(found, merge, columns.get(merge.left - 1), head)
    return _together(found, head, columns)


def _field(columns: Mapping[int, Column], merge: Merge) -> str | None:
    column = columns.get(merge.left - 1)
    return column.field if column else None


def _give(rows: Rows, merge: Merge, column: Column | None, head: Mapping[int, int]) -> None:
    """Write the value of a merged cell into every row it covers."""
    index, first = merge.left - 1, rows.get(merge.top, [])
    value = first[index] if index < len(first) else None
    if value is None:
        return
    covered = [number for number in range(merge.top, merge.bottom + 1) if number in rows]
    projects = {head.get(number, number) for number in covered}
    if len(projects) > 1 and column is not None and column.kind in _COUNTED:
        value = f"{value} {SHARED}"
    for number in covered:
        rows[number][index] = value


def _together(rows: Rows, head: Mapping[int, int], columns: Mapping[int, Column]) -> Rows:
    """One row per project; what its rows say differently stays, one below the other."""
    groups: dict[int, list[list[Cell]]] = {}
    for number, cells in rows.items():
        groups.setdefault(head.get(number, number), []).append(cells)
    return {
        number: [
            _one([row[index] for row in group], columns.get(index))
            for index in range(max(map(len, group)))
        ]
        for number, group in groups.items()
    }


def _one(values: Sequence[Cell], column: Column | None) -> Cell:
    said = list(dict.fromkeys(value for value in values if value is not None))
    if len(said) < 2:
        return said[0] if said else None
    return ("; " if column and column.kind in _LISTED else "\n").join(map(str, said))
