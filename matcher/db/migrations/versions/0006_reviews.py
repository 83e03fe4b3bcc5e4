"""A second look at what machines wrote, and calls that a person discards."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What is known already counts as looked at: the queue begins empty."""
    op.add_column("call", sa.Column("discarded_at", UTCDateTime(), nullable=True))
    op.create_index(op.f("ix_call_discarded_at"), "call", ["discarded_at"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("looked_at", UTCDateTime(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum("ok", "former", "joined", "discarded", "corrected", native_enum=False),
            nullable=True,
        ),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_review_call_id_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_review_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_review_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index("ix_review_waiting", "review", ["looked_at", "quiet", "at", "id"])
    op.create_index("ix_review_sources", "review", ["looked_at", "quiet", "source_id"])
    op.create_index(op.f("ix_review_call_id"), "review", ["call_id"])
    op.create_index(op.f("ix_review_entry_id"), "review", ["entry_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("review")
    op.drop_index(op.f("ix_call_discarded_at"), "call")
    op.drop_column("call", "discarded_at")
