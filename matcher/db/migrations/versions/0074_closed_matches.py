"""What a call fitted best when it closed stays, for the calls that nobody answered are reported."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "closed_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call.id"],
            name=op.f("fk_closed_match_call_id_call"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_closed_match_project_id_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_match")),
        sa.UniqueConstraint("call_id", name=op.f("uq_closed_match_call_id")),
    )
    op.create_index(op.f("ix_closed_match_project_id"), "closed_match", ["project_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("closed_match")
