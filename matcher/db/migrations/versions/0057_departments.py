"""The departments as a list: every name that something holds is on it, as it was written."""

import json

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

_NAMING = ("project", "person", "pursuit", "result", "access_request")


def upgrade() -> None:
    """Apply."""
    table = op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_as_id", sa.Integer(), nullable=True),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["known_as_id"], ["department.id"], name=op.f("fk_department_known_as_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_index(op.f("ix_department_known_as_id"), "department", ["known_as_id"])
    connection = op.get_bind()
    names: set[str] = set()
    for naming in _NAMING:
        query = f"SELECT DISTINCT department FROM {naming} WHERE department IS NOT NULL"  # noqa: S608 # names of tables
        names.update(name for (name,) in connection.execute(sa.text(query)))
    for (chosen,) in connection.execute(sa.text("SELECT departments FROM mail_choices")):
        names.update(json.loads(chosen) if isinstance(chosen, str) else chosen or ())
    if rows := [{"name": name} for name in sorted(names) if name.strip()]:
        op.bulk_insert(table, rows)


def downgrade() -> None:
    """Take back."""
    op.drop_table("department")
