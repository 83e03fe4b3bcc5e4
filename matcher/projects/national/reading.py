"""From the lines of a national sheet to what it says, value by value, with its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from matcher.projects.national.columns import GOAL, nearest, read_columns, read_goal, read_measure
from matcher.projects.national.labels import (
    CHAIN,
    EBI,
    INDICATORS,
    LISTS,
    OF_THE_METHOD,
    SILENT,
    TARGET,
    YEARS,
    bare,
    column_of,
    ends_silence,
    heading_of,
    is_label,
)
from matcher.projects.national.lines import Line, SheetCell
from matcher.projects.national.said import NationalSheet
from matcher.projects.numbers import NotANumber, read_money

_ITEM = re.compile(r"^\d+(?:\.\d+)*\s*[.)\-–]?\s+(?=\S)")
_STEP = re.compile(
    r"^(?:\d+(?:\.\d+)*\s*[.)\-–]?\s*)?(objetivo espec[ií]fico|producto|actividad)"
    r"(?:\s+\d+(?:\.\d+)*)?(?![\d.])\s*[:.\-–]\s*(.+)$",
    re.IGNORECASE,
)
_COST = re.compile(r"(?:costo:?\s*)?(\$\s?\d[\d.,]*)\s*$", re.IGNORECASE)
_COLUMNS_OF_A_TABLE = 2
_LINES_OF_THE_METHOD = 2


def is_national(lines: Sequence[Line]) -> bool:
    """Whether these lines are such a sheet: it says so, or parts of the method stand on lines."""
    titled = any(bare(cell.text).startswith(EBI) for line in lines for cell in line[:3])
    if titled and any(heading_of(_label(cell)) == "Código" for line in lines for cell in line):
        return True
    found = {
        label for line in lines for cell in line[:3] if (label := _label(cell)) in OF_THE_METHOD
    }
    spread = sum(any(_label(cell) in OF_THE_METHOD for cell in line) for line in lines)
    lists = found - {"problema central"}
    return len(found) > _LINES_OF_THE_METHOD and spread > 1 and bool(lists)


def _label(cell: SheetCell) -> str:
    return bare(cell.text.partition(":")[0])


def read_lines(lines: Sequence[Line]) -> NationalSheet:
    """Everything ``lines`` say of one project."""
    said, at, part = NationalSheet(), 0, ""
    while at < len(lines):
        part = _part(lines[at], part)
        if part in SILENT:
            at += 1
        elif heads := _heads(lines[at]):
            of_a_page = lines[at][0].right is not None
            at = (
                read_columns(lines, at, said, until=_heads)
                if of_a_page
                else _read_table(lines, at, heads, said)
            )
        else:
            at = _read_line(lines, at, said, part)
    for year, total in sorted(said.by_year.items()):
        text = f"{year}: {total.normalize():f} (suma de las actividades)"
        said.values[YEARS].append(text)
        said.places[YEARS] += said.places[CHAIN][:1]
    return said


def _part(line: Line, part: str) -> str:
    """The part of the sheet in which ``line`` stands."""
    if not line:
        return part
    label, _, rest = line[0].text.partition(":")
    titled = len(line) == 1 and not rest.strip()
    if titled and bare(label) in SILENT | {TARGET}:
        return bare(label)
    if ends_silence(label) or _heads(line):
        return TARGET if part == TARGET and bare(label) == "numero" else ""
    return part


def _heads(line: Line) -> Mapping[int, str]:
    """Columns of a table that begins here; empty where none does."""
    found = {cell.column: name for cell in line if (name := column_of(cell.text))}
    return found if len(found) >= _COLUMNS_OF_A_TABLE else {}


def _read_table(
    lines: Sequence[Line], at: int, heads: Mapping[int, str], said: NationalSheet
) -> int:
    """Read the rows under the headings at ``at``; the line after the table."""
    at += 1
    while at < len(lines) and lines[at] and not _heads(lines[at]):
        line = lines[at]
        if len(line) == 1 and is_label(line[0].text):
            break
        row = {heads[cell.column]: cell for cell in line if cell.column in heads}
        if not bare(line[0].text).startswith("total"):
            _read_row(row, said)
        at += 1
    return at


def _read_row(row: Mapping[str, SheetCell], said: NationalSheet) -> None:
    for name in LISTS:
        if name in row:
            said.add(name, _ITEM.sub("", row[name].text), row[name].place)
    if "product" in row or "activity" in row:
        first = row.get("activity") or row["product"]
        said.add(CHAIN, " · ".join(_steps(row)), first.place)
        for name, cell in row.items():
            if name.isdecimal() and (sum_ := _money(cell.text)) is not None:
                said.by_year[name] = said.by_year.get(name, Decimal(0)) + sum_
    if "indicator" in row:
        parts = [row[name].text for name in ("indicator", "unit", "target") if name in row]
        said.add(INDICATORS, " · ".join(parts), row["indicator"].place)


def _steps(row: Mapping[str, SheetCell]) -> Iterator[str]:
    if "Objetivos específicos" in row:
        yield f"Objetivo: {_ITEM.sub('', row['Objetivos específicos'].text)}"
    if "product" in row:
        yield f"Producto: {row['product'].text}"
    if "activity" in row:
        yield f"Actividad: {row['activity'].text}"
    if "cost" in row:
        yield f"Costo: {row['cost'].text}"
    for name in sorted(filter(str.isdecimal, row)):
        yield f"{name}: {row[name].text}"


def _money(text: str) -> Decimal | None:
    try:
        return read_money(text).value
    except NotANumber:
        return None


def _read_line(lines: Sequence[Line], at: int, said: NationalSheet, part: str) -> int:
    """Read a label with its value, a list under its title, or a step of the chain."""
    line = lines[at]
    if not line:
        return at + 1
    if GOAL.match(line[0].text):
        return read_goal(lines, at, said)
    if len(line) == 1 and bare(line[0].text) == "indicador":
        return read_measure(lines, at, said)
    if (step := _STEP.match(line[0].text)) is not None and len(line) == 1:
        _read_step(step, line[0], said)
        return at + 1
    for place, cell in enumerate(line):
        label, _, rest = cell.text.partition(":")
        heading = heading_of(label)
        if part == TARGET and bare(label) == "numero":
            heading = "Número de beneficiarios"
        if heading is None:
            continue
        if heading in LISTS and not rest.strip():
            return _read_list(lines, at + 1, heading, cell.column, said)
        value = _value(lines, at, place, rest)
        if value is not None:
            said.add(heading, value.text, value.place)
    return at + 1


def _value(lines: Sequence[Line], at: int, place: int, rest: str) -> SheetCell | None:
    """What is said behind a label: after its colon, in the next cell, or on the lines below."""
    line, cell = lines[at], lines[at][place]
    if rest.strip():
        return SheetCell(rest.strip(), cell.column, cell.place)
    after = line[place + 1 :]
    if after and not is_label(after[0].text.partition(":")[0]):
        return after[0]
    if len(line) > 1 and cell.right is None:
        return None
    if len(line) > 1:  # labels side by side on a page, each over its value
        below = (
            [one for one in lines[at + 1] if nearest(one, line) == place] if lines[at + 1 :] else []
        )
    else:
        below = list(_below(lines, at))
    if not below or is_label(below[0].text.partition(":")[0]):
        return None
    return SheetCell(" ".join(one.text for one in below), below[0].column, below[0].place)


def _below(lines: Sequence[Line], at: int) -> Iterator[SheetCell]:
    for line in lines[at + 1 :]:
        if not line or len(line) > 1 or is_label(line[0].text.partition(":")[0]):
            return
        if _STEP.match(line[0].text) or GOAL.match(line[0].text):
            return
        yield line[0]


def _read_list(
    lines: Sequence[Line], at: int, heading: str, column: int, said: NationalSheet
) -> int:
    """The items under the title of a list, up to a blank line or another title."""
    held: SheetCell | None = None
    while at < len(lines) and lines[at]:
        line = lines[at]
        cell = next((one for one in line if one.column == column), line[0])
        if is_label(cell.text.partition(":")[0]) or _heads(line) or _STEP.match(cell.text):
            break
        numbered = bool(_ITEM.match(cell.text))
        text = _ITEM.sub("", cell.text)
        if held is not None and not numbered and cell.right is not None:
            held = SheetCell(f"{held.text} {text}", held.column, held.place)  # a wrapped line
        else:
            _put(heading, held, said)
            held = SheetCell(text, cell.column, cell.place)
        at += 1
    _put(heading, held, said)
    return at


def _put(heading: str, held: SheetCell | None, said: NationalSheet) -> None:
    if held is not None:
        said.add(heading, held.text, held.place)


def _read_step(step: re.Match[str], cell: SheetCell, said: NationalSheet) -> None:
    """A line of the chain as a PDF writes it: «Actividad 1.1: … $ 120.000.000»."""
    name, words = step[1].capitalize(), step[2]
    if name.lower().startswith("objetivo"):
        said.add("Objetivos específicos", _COST.sub("", words).strip(), cell.place)
        return
    cost = _COST.search(words)
    text = f"{name}: {_COST.sub('', words).strip()}"
    said.add(CHAIN, f"{text} · Costo: {cost[1]}" if cost else text, cell.place)
