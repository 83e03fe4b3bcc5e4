"""Whether a call is one at all: what Puente doubts, and what people said of it."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What stands already is judged by the next reading."""
    op.add_column("call", sa.Column("doubt", sa.Text(), nullable=True))
    op.add_column("call", sa.Column("doubt_span", Json, nullable=True))
    op.add_column("call", sa.Column("judged_by", sa.Integer(), nullable=True))
    op.add_column("call", sa.Column("confirmed_at", UTCDateTime(), nullable=True))
    op.create_index(op.f("ix_call_doubt"), "call", ["doubt"])
    op.create_table(
        "call_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("is_call", sa.Boolean(), nullable=False),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("signals", Json, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["call.id"],
            name=op.f("fk_call_verdict_call_id_call"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_call_verdict_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_verdict")),
    )
    op.create_index(op.f("ix_call_verdict_call_id"), "call_verdict", ["call_id"])
    op.create_index(op.f("ix_call_verdict_entry_id"), "call_verdict", ["entry_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("call_verdict")
    op.drop_index(op.f("ix_call_doubt"), "call")
    for column in ("confirmed_at", "judged_by", "doubt_span", "doubt"):
        op.drop_column("call", column)
