"""Rows of a proposal refer to rows by id: what was a typed number is the row it meant."""

from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_MEANT = {
    "indicadores": ("objetivo", "objetivos"),
    "actividades": ("objetivo", "objetivos"),
    "presupuesto": ("actividad", "actividades"),
}
_ANSWER = sa.table(
    "answer",
    sa.column("id", sa.Integer),
    sa.column("draft_id", sa.Integer),
    sa.column("field", sa.Text),
    sa.column("row", sa.Text),
    sa.column("position", sa.Integer),
    sa.column("value", Json),
    sa.column("deleted", sa.Boolean),
)
_VERSION = sa.table(
    "answer_version",
    sa.column("id", sa.Integer),
    sa.column("answer_id", sa.Integer),
    sa.column("value", Json),
)


def upgrade() -> None:
    """Apply."""
    _turn(_by_id)


def downgrade() -> None:
    """Take back: the number each row has now."""
    _turn(_by_number)


def _turn(read: Callable[[Any, list[str]], str | None]) -> None:
    """Write what ``read`` makes of each reference, and of the history that says the same.

    What it makes nothing of stays as it was typed, and the page says so; so does a number that
    stood there earlier, for who knows which row had it then.
    """
    rows = _rows()
    for one in _stored(*_MEANT):
        column, target = _MEANT[one.field]
        held = (one.value or {}).get(column)
        now = read(held, rows.get((one.draft_id, target), []))
        if now is None:
            continue
        _write(_ANSWER, one.id, one.value | {column: now})
        history = sa.select(_VERSION).where(_VERSION.c.answer_id == one.id)
        for version in op.get_bind().execute(history).all():
            if (version.value or {}).get(column) == held:
                _write(_VERSION, version.id, version.value | {column: now})


def _by_id(held: Any, known: list[str]) -> str | None:
    text = str(held or "").strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else 0
    return known[number - 1] if 1 <= number <= len(known) else None


def _by_number(held: Any, known: list[str]) -> str | None:
    return str(known.index(held) + 1) if held in known else None


def _rows() -> dict[tuple[int, str], list[str]]:
    """(draft, table) → ids of the rows that were numbered: not removed, and not empty."""
    found: dict[tuple[int, str], list[str]] = {}
    for one in _stored("objetivos", "actividades"):
        if not one.deleted and any(str(cell).strip() for cell in (one.value or {}).values()):
            found.setdefault((one.draft_id, one.field), []).append(one.row)
    return found


def _stored(*fields: str) -> Iterator[Any]:
    statement = (
        sa.select(_ANSWER)
        .where(_ANSWER.c.field.in_(fields))
        .order_by(_ANSWER.c.draft_id, _ANSWER.c.position, _ANSWER.c.id)
    )
    yield from op.get_bind().execute(statement).all()


def _write(table: sa.TableClause, key: int, value: Any) -> None:
    op.get_bind().execute(sa.update(table).where(table.c.id == key).values(value=value))
