"""Calls passed on to somebody without an account."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0044"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "shared_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("wants", sa.Boolean(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_shared_call_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_shared_call_pursuit_id_pursuit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_call")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_shared_call_secret_hash")),
    )
    op.create_index(op.f("ix_shared_call_pursuit_id"), "shared_call", ["pursuit_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("shared_call")
