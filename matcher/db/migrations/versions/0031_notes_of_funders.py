"""Contacts at funders, and notes about them."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "funder_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("funder", sa.Text(), nullable=False),
        sa.Column("kind", sa.Enum("contact", "note", native_enum=False), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_funder_note_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder_note")),
    )
    op.create_index(op.f("ix_funder_note_funder"), "funder_note", ["funder"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("funder_note")
