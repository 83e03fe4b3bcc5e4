"""When those who administer were written to of a paused address; the old ones are known."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("paused_address", sa.Column("told_at", UTCDateTime(), nullable=True))
    op.execute("UPDATE paused_address SET told_at = at")


def downgrade() -> None:
    """Take back."""
    op.drop_column("paused_address", "told_at")
