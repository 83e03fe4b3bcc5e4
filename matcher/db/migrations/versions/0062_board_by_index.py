"""The columns of the board are counted without reading its pursuits."""

from alembic import op

revision = "0062"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_pursuit_board", "pursuit", ["stage", "joined_into_id", "moved_at"], unique=False
    )
    op.drop_index("ix_pursuit_stage_moved_at", table_name="pursuit")


def downgrade() -> None:
    """Take back."""
    op.create_index("ix_pursuit_stage_moved_at", "pursuit", ["stage", "moved_at"], unique=False)
    op.drop_index("ix_pursuit_board", table_name="pursuit")
