"""Numbers of a table whose currency stands at the head of their column: "Importe (€) | 50.000"."""

import re
from collections.abc import Iterator

from scrapers.extract.money.currencies import CURRENCY
from scrapers.extract.text.wording import table

_MONEY = table(
    r"""
    import[eo]s? | montos? | montants? | cuantias? | valor(?:es)? | amounts? | presupuestos? |
    budgets? | orcamento | verba | pressupost | dotaci(?:on|o) | subven[ct]\w+ | ayudas? | grants? |
    premios? | contribut[oi] | total
    """,
    tail=r"\b[^|\d]{0,25}?[\s(](?:en |in |em )?(?P<unit>[^\s|()]{1,8})\)?$",
)
_NUMBER = re.compile(r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d\d)?|\d{3,9}(?:[.,]\d\d)?")
_MOST_ROWS = 40
"""Rows that are followed below a head. Set by hand."""


def in_columns(text: str) -> dict[int, str]:
    """The currency of every number that stands in a column headed by one, by where it begins."""
    if "|" not in text:
        return {}
    heads: dict[int, str] = {}
    named: dict[int, str] = {}
    rows = start = 0
    for line in text.split("\n"):
        cells = [*_cells(line, start)]
        start += len(line) + 1
        units = {at: unit for at, (_, cell) in enumerate(cells) if (unit := _unit(cell))}
        heads, rows = (units, 0) if units else (heads if len(cells) > 1 else {}, rows + 1)
        if rows <= _MOST_ROWS and not units:
            for at, unit in heads.items():
                if at < len(cells) and _NUMBER.fullmatch(cells[at][1]):
                    named[cells[at][0]] = unit
    return named


def _cells(line: str, start: int) -> Iterator[tuple[int, str]]:
    """The cells of a row and where the words of each begin."""
    if "|" not in line:
        return
    for cell in line.split("|"):
        words = cell.strip()
        yield start + (len(cell) - len(cell.lstrip()) if words else 0), words
        start += len(cell) + 1


def _unit(cell: str) -> str | None:
    """The currency that the head of a column names."""
    head = _MONEY.search(cell)
    return head["unit"] if head and CURRENCY.fullmatch(head["unit"]) else None
