"""Sums past belief no longer found or sorted by: those stored before anybody doubted them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_WIDE = sa.Numeric(24)
_CALL = sa.table(
    "call",
    sa.column("kind", sa.Text),
    sa.column("currency", sa.Text),
    sa.column("amount_max", sa.Numeric(20, 2)),
    sa.column("amount_total", sa.Numeric(20, 2)),
)
_PER_DOLLAR = {"ARS": 1000, "CLP": 1000, "COP": 4000, "CRC": 500, "PYG": 7000, "XOF": 600}
_OF_MANY = 150
"""No other currency is met of which more make a dollar."""
_MOST_FOR_ONE, _MOST_LENT, _MOST_IN_ALL = 300 * 10**6, 3_000 * 10**6, 20_000 * 10**6


def upgrade() -> None:
    """Apply."""
    rate = sa.case(
        *((_CALL.c.currency == code, rate) for code, rate in _PER_DOLLAR.items()),
        (_CALL.c.currency.in_(("USD", "EUR", "GBP", "CHF", "CAD", "AUD")), 1),
        else_=_OF_MANY,
    )
    most = sa.case((_CALL.c.kind == "prestamo", _MOST_LENT), else_=_MOST_FOR_ONE)
    _forget("amount_max", _CALL.c.amount_max > sa.cast(most, _WIDE) * rate)
    _forget("amount_total", _CALL.c.amount_total > sa.cast(_MOST_IN_ALL, _WIDE) * rate)
    _forget("amount_max", _CALL.c.amount_max > _CALL.c.amount_total)


def downgrade() -> None:
    """Nothing to take back: a call that is read again has its sums again."""


def _forget(column: str, doubtful: Any) -> None:
    op.execute(sa.update(_CALL).where(doubtful).values({column: None}))
