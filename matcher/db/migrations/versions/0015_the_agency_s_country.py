"""The answer about Colombia is the answer about the agency's own country.

The rows were all asked about Colombia: an agency of another country is told nothing here until
its sources are read again.
"""

import os
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FORMER, _NOW = "colombia", "agency_country"
_AT_ONCE = 500
_CODE = "colombia-out"


def upgrade() -> None:
    """Apply."""
    asked = (os.environ.get("PUENTE_AGENCY_COUNTRY") or "CO").upper() == "CO"
    for name, column in (("sighting", "payload"), ("call", "facts"), ("call_version", "changes")):
        table = sa.table(name, sa.column("id", sa.Integer), sa.column(column, Json))
        _rewrite(table, column, lambda found: _renamed(found, keep=asked), f'"{_FORMER}"')
    match = sa.table("match", sa.column("id", sa.Integer), sa.column("blockers", Json))
    _rewrite(match, "blockers", lambda found: [_blocker(one) for one in found], _CODE)


def downgrade() -> None:
    """Nothing to take back: the former name is read too."""


def _rewrite(table: Any, column: str, told: Any, mark: str) -> None:
    """Write ``told`` of the value in the rows that hold ``mark``, a few at a time."""
    bind, stored, last = op.get_bind(), table.c[column], 0
    holds = sa.cast(stored, sa.Text).contains(mark, autoescape=True)
    while True:
        some = sa.select(table.c.id, stored).where(holds, table.c.id > last)
        rows = bind.execute(some.order_by(table.c.id).limit(_AT_ONCE)).all()
        for row_id, value in rows:
            change = sa.update(table).where(table.c.id == row_id)
            bind.execute(change.values({column: told(value)}))
        if not rows:
            return
        last = rows[-1][0]


def _renamed(value: Any, *, keep: bool) -> Any:
    """``value`` with the answer under its new name wherever answers stand."""
    if isinstance(value, list):
        return [_renamed(one, keep=keep) for one in value]
    if not isinstance(value, dict):
        return value
    found = {k: _renamed(v, keep=keep) for k, v in value.items() if k != _FORMER}
    if _FORMER in value and not isinstance(value[_FORMER], str):
        found[_NOW] = value[_FORMER] if keep else {"answer": None, "span": None}
    elif _FORMER in value:
        found[_FORMER] = value[_FORMER]
    return found


def _blocker(blocker: dict[str, Any]) -> dict[str, Any]:
    if blocker.get("code") != _CODE:
        return blocker
    return blocker | {"code": "agency-country-out", "params": {"country": "CO"}}
