"""Rows of a table that are no project: titles of its parts, sums, headings said again."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from matcher.messages import Message
from matcher.projects.cells import Cell
from matcher.projects.columns import BY_FIELD, Column
from matcher.projects.tables.grid import Merge, texts
from matcher.projects.tables.merged import Rows
from matcher.text import fold

SECTION = "Sección"
_DEPARTMENT = re.compile(
    r"(?:sub)?(?:secretaria|direccion|departamento administrativo|instituto|gerencia|"
    r"alta consejeria|unidad administrativa|empresa)\b.*"
)
_LINE = re.compile(r"(?:linea|eje) (?:tematic[ao] |estrategic[ao] )?(?:n\.?º? ?)?\d{1,2}\b.*")
_TOTAL = re.compile(r"(?:sub ?)?totale?s?(?: generale?s?)?\b.{0,40}|gran total\b.{0,40}")
_Said = Sequence[tuple[int, str]]
"""The filled cells of a row, each with its place."""
_LEAST = 3
"""Filled cells a usual row has where one filled cell alone is the title of a part."""


@dataclass(slots=True)
class Parts:
    """Projects by row number, the title above each, and rows left out by what they are."""

    rows: Rows = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    totals: dict[int, str] = field(default_factory=dict)
    repeated: list[int] = field(default_factory=list)


def take_apart(
    rows: Rows, headings: Sequence[str], columns: Mapping[int, Column], merges: Sequence[Merge]
) -> Parts:
    """``rows`` sorted into projects and the rest."""
    found, title = Parts(), ""
    is_title = _titles(rows, columns, merges)
    for number, cells in rows.items():
        said = [(index, text) for index, text in enumerate(texts(cells)) if text]
        if [text for _, text in said] == [headings[index] for index, _ in said]:
            found.repeated.append(number)
        elif _is_total(cells, said):
            found.totals[number] = said[0][1]
        elif is_title(number, said):
            title = said[0][1]
        else:
            found.rows[number] = cells
            if title:
                found.titles[number] = title
    return found


def _is_total(cells: Sequence[Cell], said: _Said) -> bool:
    """Whether a row only sums others up."""
    numbers = all(_is_number(cells[index]) for index, _ in said[1:])
    return bool(_TOTAL.fullmatch(fold(said[0][1]))) and numbers


def _titles(
    rows: Rows, columns: Mapping[int, Column], merges: Sequence[Merge]
) -> Callable[[int, _Said], bool]:
    """Tells whether a row is the title of those below: one text, where rows have several."""
    wide = {(merge.top, merge.left) for merge in merges if merge.right > merge.left}
    usual = median([_filled(cells) for cells in rows.values()] or [0])
    shouted = _shouted(rows, columns)

    def is_title(number: int, said: _Said) -> bool:
        if len(said) > 1 or usual < _LEAST:
            return False
        index, text = said[0]
        merged = (number, index + 1) in wide
        return _is_title(text, columns.get(index), merged=merged, shouted=shouted)

    return is_title


def _is_title(text: str, column: Column | None, *, merged: bool, shouted: bool) -> bool:
    """Whether a text alone in its row is the title of what follows."""
    if merged or column is None or column.field != "name":
        return True
    folded = fold(text)
    return bool(
        _DEPARTMENT.fullmatch(folded) or _LINE.fullmatch(folded) or (text.isupper() and not shouted)
    )


def _shouted(rows: Rows, columns: Mapping[int, Column]) -> bool:
    """Whether most names are written in capitals, so that capitals tell nothing."""
    index = next((i for i, column in columns.items() if column.field == "name"), None)
    if index is None:
        return True
    names = [str(c[index]) for c in rows.values() if index < len(c) and c[index] and _filled(c) > 1]
    return sum(name.isupper() for name in names) * 2 > len(names)


def _filled(cells: Sequence[Cell]) -> int:
    return sum(cell is not None for cell in cells)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or bool(re.fullmatch(r"[\d.,$€ %A-Z]+", str(cell)))


def heading_for(titles: Collection[str], taken: Collection[str]) -> str:
    """The heading the titles go under: department or line where all are one, else «Sección»."""
    folded = [fold(title) for title in titles]
    if "department" not in taken and all(_DEPARTMENT.fullmatch(title) for title in folded):
        return BY_FIELD["department"].heading
    if "lines" not in taken and all(_LINE.fullmatch(title) for title in folded):
        return BY_FIELD["lines"].heading
    return SECTION


def notes(parts: Parts, heading: str) -> list[Message]:
    """What a person should know about rows that were not taken for projects."""
    found: list[Message] = []
    if titles := list(dict.fromkeys(parts.titles.values())):
        found.append(
            Message(
                "Se leyeron como títulos de sección, y quedan en «%(heading)s» de los proyectos "
                "que siguen: %(titles)s.",
                heading=heading,
                titles=_quoted(titles),
            )
        )
    if parts.totals:
        found.append(
            Message(
                "Filas que suman la tabla y no se importan: %(rows)s.",
                rows=", ".join(f"{n} («{text}»)" for n, text in list(parts.totals.items())[:10]),
            )
        )
    if parts.repeated:
        found.append(
            Message(
                "Filas que repiten los encabezados y no se importan: %(rows)s.",
                rows=", ".join(map(str, parts.repeated[:10])),
            )
        )
    return found


def _quoted(titles: Sequence[str]) -> str:
    shown = ", ".join(f"«{title}»" for title in titles[:10])
    return shown if len(titles) <= 10 else f"{shown}…"
