"""Which column each heading of a table means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from matcher.projects.columns import BY_FIELD, COLUMNS, Column
from matcher.text import fold

_SURE = 88.0
"""Least similarity (rapidfuzz, 0–100) at which a misspelt heading is taken for a known one. Set by
hand; the headings of tables that agencies bring, labelled, would tell."""


_MARGIN = 6.0
"""How much better than the next field it must be, on the same scale. Set by hand."""


_CURRENCY = re.compile(r"\b(COP|USD|EUR|BRL|MXN|PEN|CLP|ARS|GBP)\b")


_NOISE = re.compile(r"\([^)]*\)|[^0-9a-zñ ]+")


_UNIT = re.compile(
    r"\ben (?:miles(?: de millones)?|millones|pesos|cop|usd|eur|dolares|euros)\b"
    r"(?: de (?:pesos|dolares|euros))?(?: colombianos)?"
)


_FILLER = re.compile(r"\b(?:del? )?(?:la |el )?(?:proyectos?|iniciativa|inversion|pdd|pdm)\b")


_SCALES = (
    (re.compile(r"\b(?:miles de|mil) millones\b"), 10**9),
    (re.compile(r"\bmillones\b|\bmill\b"), 10**6),
    (re.compile(r"\bmiles\b"), 10**3),
)


LONGEST = 200
"""Letters of a heading; a longer text is compared with no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnHeading:
    """A heading as found: its place (from 0), the column it means, and how sure that is.

    ``column`` is ``None`` for one nobody knows: its cells are kept as they are. ``currency`` is
    the one the heading states, as in "Costo total (COP)", and ``scale`` what its amounts are to
    be multiplied by, as in "Costo total (millones)".
    """

    index: int
    text: str
    column: Column | None
    guessed: bool = False
    currency: str | None = None
    scale: int = 1


def plain(heading: str) -> str:
    """A heading without accents, case, punctuation, units and what stands in brackets."""
    return " ".join(_UNIT.sub(" ", _NOISE.sub(" ", fold(heading))).split())


def _known(heading: str) -> Column | None:
    """The column a heading names exactly, with or without "del proyecto" and the like."""
    if len(heading) > LONGEST:
        return None
    name = plain(heading)
    return _NAMES.get(name) or _NAMES.get(" ".join(_FILLER.sub(" ", name).split()))


def _scale(heading: str, column: Column) -> int:
    """What the values below are to be multiplied by: thousands, millions, years in months."""
    folded = fold(heading)
    if column.kind == "months":
        return 12 if re.search(r"\banos?\b", folded) else 1
    if column.kind != "money":
        return 1
    return next((scale for pattern, scale in _SCALES if pattern.search(folded)), 1)


_NAMES: dict[str, Column] = {
    plain(name): column for column in COLUMNS for name in (column.heading, *column.also)
}


def likeness(heading: str, field: str) -> float:
    """How much (0–100) a heading looks like one of the names of a column."""
    if len(heading) > LONGEST:
        return 0.0
    names = [name for name, column in _NAMES.items() if column.field == field]
    return max(fuzz.token_sort_ratio(plain(heading), name) for name in names)


def closest(heading: str) -> tuple[Column, float, float]:
    """The column whose names look most like ``heading``, how much (0–100), and the runner-up."""
    scores: dict[str, float] = {}
    for name, column in _NAMES.items():
        score = fuzz.token_sort_ratio(plain(heading), name)
        scores[column.field] = max(score, scores.get(column.field, 0.0))
    (first, best), (_, second) = sorted(scores.items(), key=lambda item: -item[1])[:2]
    return BY_FIELD[first], best, second


def match_headings(texts: Sequence[str]) -> tuple[ColumnHeading, ...]:
    """What each heading means; no column is given twice, and an exact name wins over a guess."""
    exact = {i: column for i, text in enumerate(texts) if (column := _known(text))}
    taken: dict[str, int] = {}
    for index, named in exact.items():
        taken.setdefault(named.field, index)
    found: list[ColumnHeading] = []
    for index, text in enumerate(texts):
        known = index in exact or len(text) > LONGEST or not plain(text)
        guess = None if known else _guess(text)
        column = exact.get(index, guess)
        if column is not None and taken.setdefault(column.field, index) != index:
            column = None
        currency = _CURRENCY.search(text.upper())
        found.append(
            ColumnHeading(
                index=index,
                text=text,
                column=column,
                guessed=column is not None and column is guess,
                currency=currency[1] if currency else None,
                scale=_scale(text, column) if column else 1,
            )
        )
    return tuple(found)


def _guess(text: str) -> Column | None:
    column, best, second = closest(text)
    return column if best >= _SURE and best - second >= _MARGIN else None
