"""What a reference means: the row with that id, told by the number it has now.

A reference is stored as the id of the row it means, so that moving rows rewires nothing. What
reads a draft (checks, sums, documents) gets numbers instead, or an :class:`AstrayRow` where the
row was removed or never was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from proposals.models import Answer, Draft
from proposals.steps import FIELDS
from proposals.steps.step import Field
from proposals.steps.values import AstrayRow, is_blank

TARGETED = frozenset(
    column.target for field in FIELDS.values() for column in field.columns if column.target
)
"""The tables that rows of other tables refer to."""
_LONGEST_NUMBER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRow:
    """A row that may be meant. ``number`` is its place now; a removed or empty row has none."""

    number: int | None
    text: str


Known = Mapping[str, Mapping[str, KnownRow]]
"""Table → id of a row → the row, in order."""


def known_rows(draft: Draft) -> Known:
    """Every row of ``draft`` that may be meant, removed ones too."""
    return rows_among((one.field, one.row, one.value, one.deleted) for one in draft.answers)


def rows_among(stored: Iterable[tuple[str, str, Any, bool]]) -> Known:
    """The same of (table, id, cells, whether removed) in order, as a snapshot holds them."""
    found: dict[str, dict[str, KnownRow]] = {key: {} for key in TARGETED}
    counts = dict.fromkeys(TARGETED, 0)
    for key, row, value, gone in stored:
        if key not in found:
            continue
        number = None
        if not gone and not is_blank(value):
            number = counts[key] = counts[key] + 1
        found[key][row] = KnownRow(number=number, text=text_of(FIELDS[key], value))
    return found


def text_of(field: Field, value: Any) -> str:
    """What a row says first: enough to know it by."""
    cells = value if isinstance(value, dict) else {}
    telling = (column.key for column in field.columns if column.kind in ("short", "text"))
    texts = (str(cells.get(key) or "").strip() for key in telling)
    return next((" ".join(text.split()) for text in texts if text), "")


def refers(field: Field) -> bool:
    """Whether rows of ``field`` refer to rows of another table."""
    return any(column.target for column in field.columns)


def numbered(field: Field, value: Any, known: Known) -> Any:
    """A row with numbers for its references, as whoever computes and prints reads it."""
    if not refers(field) or not isinstance(value, dict):
        return value
    return {key: _numbered(field, key, cell, known) for key, cell in value.items()}


def _numbered(field: Field, key: str, cell: Any, known: Known) -> Any:
    column = next((c for c in field.columns if c.key == key), None)
    if column is None or not column.target or is_blank(cell):
        return cell
    if any(option.value == cell for option in column.options):
        return cell
    meant = known[column.target].get(str(cell))
    if meant is None:
        return AstrayRow(text=str(cell), gone=False)
    if meant.number is None:
        return AstrayRow(text=meant.text, gone=True)
    return str(meant.number)


def linked(session: Session, draft: Draft, field: Field, value: Any) -> Any:
    """A row in which each typed number is the id of the row that has this number now.

    A number no row has stays as it was typed, to be told.
    """
    if not refers(field) or not isinstance(value, dict):
        return value
    typed = {c.key: c.target for c in field.columns if c.target and _is_number(value.get(c.key))}
    if not typed:
        return value
    stored = session.execute(
        select(Answer.field, Answer.row, Answer.value, Answer.deleted)
        .where(Answer.draft_id == draft.id, Answer.field.in_(typed.values()))
        .order_by(Answer.position, Answer.id)
    )
    known = rows_among((field, row, cells, gone) for field, row, cells, gone in stored)
    return value | {key: _row_numbered(known[target], value[key]) for key, target in typed.items()}


def _is_number(cell: Any) -> bool:
    text = str(cell or "").strip()
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER


def _row_numbered(rows: Mapping[str, KnownRow], text: str) -> str:
    if text in rows:
        return text
    wanted = int(text)
    return next((row for row, known in rows.items() if known.number == wanted), text)
