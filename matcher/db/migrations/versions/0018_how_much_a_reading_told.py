"""How much a reading told: calls with a closing day, and calls read in full."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two counts of each reading, unknown for those made before."""
    with op.batch_alter_table("source_run") as table:
        table.add_column(sa.Column("dated", sa.Integer(), nullable=True))
        table.add_column(sa.Column("whole", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Drop the counts."""
    with op.batch_alter_table("source_run") as table:
        table.drop_column("whole")
        table.drop_column("dated")
