"""When each first load was read is told by an index too, without reading its rows."""

from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

_SOURCES = ["looked_at", "quiet", "source_id", "call_id"]


def upgrade() -> None:
    """Apply."""
    op.drop_index("ix_review_sources", table_name="review")
    op.create_index("ix_review_sources", "review", [*_SOURCES, "at"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_review_sources", table_name="review")
    op.create_index("ix_review_sources", "review", _SOURCES, unique=False)
