"""Calls that may be one, and why a record was taken for a call that was known."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What identity noted of older sightings is read again at the next reading."""
    op.create_table(
        "possible_twin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("reason", Json, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("looked_at", UTCDateTime()),
        sa.Column("person_id", sa.Integer()),
        sa.Column("same", sa.Boolean()),
        sa.Column("entry_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["call.id"],
            name=op.f("fk_possible_twin_first_id_call"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["call.id"],
            name=op.f("fk_possible_twin_second_id_call"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_possible_twin_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["audit_entry.id"], name=op.f("fk_possible_twin_entry_id_audit_entry")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_possible_twin")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_possible_twin_first_id_second_id")
        ),
    )
    op.create_index("ix_possible_twin_waiting", "possible_twin", ["looked_at", "id"])
    op.create_index(op.f("ix_possible_twin_second_id"), "possible_twin", ["second_id"])
    op.create_index(op.f("ix_possible_twin_entry_id"), "possible_twin", ["entry_id"])
    op.add_column("sighting", sa.Column("joined_by", Json))


def downgrade() -> None:
    """Take back."""
    op.drop_column("sighting", "joined_by")
    op.drop_table("possible_twin")
