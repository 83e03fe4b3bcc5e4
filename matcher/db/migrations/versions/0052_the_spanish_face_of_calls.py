"""Texts of foreign calls in Spanish, kept by what they say; whether a person wants them."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0052"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "spanish_text",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("unknown", sa.Double(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spanish_text")),
    )
    op.create_table(
        "spanish_call",
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_spanish_call_call_id_call"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_spanish_call")),
    )
    # Not in a batch: that would make the table anew, to which half of the others refer.
    op.add_column(
        "person", sa.Column("in_spanish", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("person", "in_spanish")
    op.drop_table("spanish_call")
    op.drop_table("spanish_text")
