"""Accounts and roles that were asked for, and what was decided."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_ROLES = ("consulta", "profesional", "direccion", "administracion")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "access_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Enum(*_ROLES, native_enum=False), nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decision", sa.Enum("granted", "refused", native_enum=False), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [name], ["person.id"], name=op.f(f"fk_access_request_{name}_person")
            )
            for name in ("person_id", "asked_by", "decided_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_request")),
    )
    op.create_index(op.f("ix_access_request_decision"), "access_request", ["decision"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("access_request")
