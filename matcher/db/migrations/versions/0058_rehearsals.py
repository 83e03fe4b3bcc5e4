"""Rehearsals of a setting; vectors of texts know when they were made, and stay for a year."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, JsonOrNull, UTCDateTime

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "rehearsal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("proposal", Json, nullable=False),
        sa.Column("form", Json, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("back", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("found", JsonOrNull, nullable=True),
        sa.Column("error", JsonOrNull, nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_rehearsal_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rehearsal")),
    )
    op.create_index(op.f("ix_rehearsal_asked_at"), "rehearsal", ["asked_at"])
    op.add_column("text_vector", sa.Column("made_at", UTCDateTime(), nullable=True))
    op.add_column("text_vector", sa.Column("model", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("text_vector", "model")
    op.drop_column("text_vector", "made_at")
    op.drop_table("rehearsal")
