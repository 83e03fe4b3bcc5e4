"""What was asked for and what was paid of a result may each be in a currency of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("result", sa.Column("requested_currency", sa.Text(), nullable=True))
    op.add_column("result", sa.Column("disbursed_currency", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take back; a sum in a currency of its own would be read as another, and goes."""
    op.execute("UPDATE result SET requested = NULL WHERE requested_currency IS NOT NULL")
    op.execute("UPDATE result SET disbursed = NULL WHERE disbursed_currency IS NOT NULL")
    op.drop_column("result", "requested_currency")
    op.drop_column("result", "disbursed_currency")
