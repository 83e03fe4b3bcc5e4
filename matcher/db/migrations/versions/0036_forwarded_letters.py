"""Letters that people forward to the mailbox; who was asked to review a proposal."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "forwarded_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("doubtful", "waiting", "read", "left", native_enum=False),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("leads", Json, nullable=False),
        sa.Column("read_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_forwarded_letter_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forwarded_letter")),
        sa.UniqueConstraint("message_key", name=op.f("uq_forwarded_letter_message_key")),
    )
    op.create_index("ix_forwarded_letter_at", "forwarded_letter", ["state", "at"])
    op.add_column("draft_passage", sa.Column("asked", Json, nullable=False, server_default="[]"))


def downgrade() -> None:
    """Take back."""
    op.drop_column("draft_passage", "asked")
    op.drop_table("forwarded_letter")
