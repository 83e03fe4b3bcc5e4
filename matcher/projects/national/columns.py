"""Tables of a page of the MGA: texts side by side, wrapped, and ruled by nothing but their numbers.

A text belongs to the heading it stands under; where it begins anew is told by its number («1.1»)
or by its label («Causa directa 1»).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from matcher.projects.national.labels import (
    CHAIN,
    INDICATORS,
    LISTS,
    MEANS,
    SECTIONS,
    bare,
    column_of,
)
from matcher.projects.national.lines import Line, SheetCell
from matcher.projects.national.said import NationalSheet

GOAL = re.compile(r"^\d+\s*[-–]\s*Objetivo espec[ií]fico\s+\d+(?!\s*:)(?!\d)", re.IGNORECASE)
_GOALS = "Objetivos específicos"
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*\.|\d{1,2}(?:\.\d{1,2})+)\s+(?=\S)")
_CAUSE = re.compile(r"^causa (in)?directa\s+\d+(?:\.\d+)*\s*:?", re.IGNORECASE)
_MEASURED = re.compile(r"^medido a trav[eé]s de\s*:?\s*", re.IGNORECASE)
_TARGET = re.compile(r"^meta(?: total)?\s*:?\s*", re.IGNORECASE)
_TITLE = re.compile(r"^(?:\d{2} - |actividad \d+\.\d+)", re.IGNORECASE)
_ASIDE = re.compile(
    r"^(complemento|medido a trav[eé]s de|cantidad|costo|etapa|localizaci[oó]n|"
    r"n[uú]mero de personas|acumulativo o no|poblaci[oó]n beneficiaria|ruta cr[ií]tica)"
    r"\s*:\s*(.*)$",
    re.IGNORECASE,
)
_MAIN = re.compile(r"\s*\(producto principal del proyecto\)", re.IGNORECASE)
_SUM = re.compile(r"\$\s?\d[\d.,]*")
_NO_FRACTION = re.compile(r"(?<=\d),0+$")


@dataclass(slots=True)
class _Item:
    """One text of a table, line by line."""

    place: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return _NUMBERED.sub("", " ".join(self.lines))


def nearest(cell: SheetCell, heads: Sequence[SheetCell]) -> int:
    """Under which of ``heads`` a text stands: where it overlaps most, else which is nearest."""

    def apart(at: int) -> int:
        head = heads[at]
        ends = (cell.right or cell.column, head.right or head.column)
        return max(cell.column, head.column) - min(ends)

    return min(range(len(heads)), key=apart)


def read_columns(
    lines: Sequence[Line],
    at: int,
    said: NationalSheet,
    *,
    until: Callable[[Line], Mapping[int, str]],
) -> int:
    """Read the table whose headings are the line ``at``; the line after it."""
    heads = lines[at]
    names = [column_of(cell.text) or "" for cell in heads]
    columns: dict[str, list[_Item]] = {name: [] for name in (*names, *LISTS)}
    begun = [False] * len(heads)
    at += 1
    while at < len(lines) and lines[at] and not _ends(lines[at]) and not until(lines[at]):
        under = [(nearest(cell, heads), cell) for cell in lines[at]]
        if any(_opens_row(cell.text, names) for _, cell in under):
            begun = [True] * len(heads)
        for where, cell in under:
            items = columns[names[where]]
            if not items or begun[where] or _is_new(cell.text, names[where]):
                items.append(_Item(cell.place))
            begun[where] = False
            items[-1].lines.append(cell.text)
        at += 1
    _take(columns, names, said)
    return at


def _ends(line: Line) -> bool:
    text = line[0].text
    titled = ":" not in text and bare(text) in SECTIONS
    return len(line) == 1 and bool(titled or _TITLE.match(text) or GOAL.match(text))


def _opens_row(text: str, names: Sequence[str]) -> bool:
    """Whether ``text`` begins a row, in tables whose rows have no number."""
    return bool(
        ("cause" in names and _CAUSE.match(text)) or ("checked" in names and _MEASURED.match(text))
    )


def _is_new(text: str, name: str) -> bool:
    return (name in LISTS or name in ("product", "activity")) and bool(_NUMBERED.match(text))


def _take(columns: Mapping[str, list[_Item]], names: Sequence[str], said: NationalSheet) -> None:
    if "cause" in names:
        _take_goals(columns["cause"], columns[_GOALS], said)
    elif "product" in names or "activity" in names:
        for text, place in _chain(columns, said.goal):
            said.add(CHAIN, text, place)
    elif "indicator" in names:
        for name, told in zip(columns["indicator"], columns[""], strict=False):
            said.add(INDICATORS, _measure(name.text, told.lines), name.place)
    else:
        for heading in LISTS:
            for item in columns[heading]:
                said.add(heading, item.text, item.place)


def _take_goals(causes: Sequence[_Item], goals: Sequence[_Item], said: NationalSheet) -> None:
    """The goals by the cause each answers; none where the causes do not say which they are."""
    if not all(_CAUSE.match(cause.lines[0]) for cause in causes) or len(causes) != len(goals):
        return
    for cause, goal in zip(causes, goals, strict=True):
        kind = _CAUSE.match(cause.lines[0])
        said.add(MEANS if kind and kind[1] else _GOALS, goal.text, goal.place)


def _chain(columns: Mapping[str, list[_Item]], goal: str) -> Iterator[tuple[str, str]]:
    products = {_number(item): item for item in columns.get("product", ())}
    told = set()
    for item in columns.get("activity", ()):
        of = _number(item).rpartition(".")[0]
        product = products.get(of)
        told.add(of)
        yield " · ".join(_steps(goal, product, item)), item.place
    for number, item in products.items():
        if number not in told:
            yield " · ".join(_steps(goal, item, None)), item.place


def _number(item: _Item) -> str:
    found = _NUMBERED.match(item.lines[0])
    return found[0].strip().rstrip(".") if found else ""


def _steps(goal: str, product: _Item | None, activity: _Item | None) -> Iterator[str]:
    if goal:
        yield f"Objetivo: {goal}"
    if product is not None:
        yield f"Producto: {_name_and_cost(product)[0]}"
    if activity is not None:
        yield f"Actividad: {_name_and_cost(activity)[0]}"
    last = activity or product
    if last is not None and (cost := _name_and_cost(last)[1]):
        yield f"Costo: {cost}"


def _name_and_cost(item: _Item) -> tuple[str, str]:
    """What a step is called, without what is said of it below, and its sum."""
    words, cost, named = [], "", True
    for line in item.lines:
        aside = _ASIDE.match(line)
        if aside is None and named:
            words.append(line)
            continue
        named = False
        if aside and aside[1].casefold() == "costo" and (found := _SUM.search(aside[2])):
            cost = cost or found[0]
    return _MAIN.sub("", _NUMBERED.sub("", " ".join(words))).strip(), cost


def _measure(name: str, told: Sequence[str]) -> str:
    parts = [name]
    for mark in (_MEASURED, _TARGET):
        found = next((at for at, line in enumerate(told) if mark.match(line)), None)
        if found is not None:
            # In a narrow column the value stands on the line below.
            value = mark.sub("", told[found]) or "".join(told[found + 1 : found + 2])
            parts.append(_NO_FRACTION.sub("", value.strip()))
    return " · ".join(filter(None, parts))


def read_goal(lines: Sequence[Line], at: int, said: NationalSheet) -> int:
    """«1 - Objetivo específico 1» and what it is, on the lines below; the chain below is its."""
    place, words = lines[at][0].place, []
    at += 1
    while at < len(lines) and len(lines[at]) == 1 and not _ends(lines[at]):
        words.append(lines[at][0].text)
        at += 1
    said.goal = " ".join(words)
    said.add(_GOALS, said.goal, place)
    return at


def read_measure(lines: Sequence[Line], at: int, said: NationalSheet) -> int:
    """«Indicador», its name below, and by what it is measured."""
    name: list[str] = []
    told: list[str] = []
    place, at = lines[at][0].place, at + 1
    while at < len(lines) and lines[at] and not _ends(lines[at]):
        text = " ".join(cell.text for cell in lines[at])
        if not told and not _MEASURED.match(text):
            name.append(text)
        elif bare(text.partition(":")[0]) == "formula":
            break
        else:
            told.append(text)
        at += 1
    if told:
        said.add(INDICATORS, _measure(_NUMBERED.sub("", " ".join(name)), told), place)
    return at
