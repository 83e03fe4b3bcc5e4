"""Corrections people ask for of their own data, and accounts nobody can tell whose they were."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("person", sa.Column("retired_at", UTCDateTime(), nullable=True))
    op.create_table(
        "data_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["person.id"], name=op.f(f"fk_data_request_{name}_person")
            )
            for name in ("person_id", "answered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    for name in ("person_id", "answered_at"):
        op.create_index(op.f(f"ix_data_request_{name}"), "data_request", [name])


def downgrade() -> None:
    """Take back."""
    op.drop_table("data_request")
    op.drop_column("person", "retired_at")
