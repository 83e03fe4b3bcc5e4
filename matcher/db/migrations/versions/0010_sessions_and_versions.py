"""Sessions that were ended, attempts that failed, and a version of what several people edit."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

EDITED = ("person", "thematic_line", "glossary_term")


def upgrade() -> None:
    """Apply. What stands already is its first version."""
    op.create_table(
        "ended_session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_session")),
    )
    op.create_table(
        "failed_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_attempt")),
    )
    op.create_index("ix_failed_attempt_key_at", "failed_attempt", ["key", "at"])
    for table in EDITED:
        op.add_column(table, sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Take back."""
    for table in EDITED:
        op.drop_column(table, "version")
    op.drop_table("failed_attempt")
    op.drop_table("ended_session")
