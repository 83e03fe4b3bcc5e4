"""With how many partners one applies, and with whom: what the next reading is to take in."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What asks for a partner is taken in again: a record that stays the same is not."""
    sighting = sa.table(
        "sighting",
        sa.column("id", sa.Integer),
        sa.column("payload", Json),
        sa.column("content_hash", sa.Text),
    )
    bind = op.get_bind()
    for row in bind.execute(sa.select(sighting.c.id, sighting.c.payload)).all():
        fact = ((row.payload or {}).get("eligibility") or {}).get("partner_required") or {}
        if fact.get("answer") is True:
            same = sighting.c.id == row.id
            bind.execute(sa.update(sighting).where(same).values(content_hash=""))


def downgrade() -> None:
    """Take back: an earlier version passes over what it does not know."""
