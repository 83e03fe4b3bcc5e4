"""Lists PostgreSQL sorted whole are read in the order of an index; which tables were written."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None

_WAITING: dict[str, Any] = {
    "sqlite_where": sa.text("looked_at IS NULL"),
    "postgresql_where": sa.text("looked_at IS NULL"),
}
_IN_USE: dict[str, Any] = {
    "sqlite_where": sa.text("archived_at IS NULL"),
    "postgresql_where": sa.text("archived_at IS NULL"),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "written",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    _drop()
    op.create_index("ix_review_waiting", "review", ["quiet", "at", "id"], **_WAITING)
    sources = ["quiet", "source_id", "call_id", "at", "looked_at"]
    op.create_index("ix_review_sources", "review", sources, **_WAITING)
    op.create_index("ix_source_run_source_id_id", "source_run", ["source_id", "id"])
    by_name = sa.text("lower(substr(name, 1, 200))")
    op.create_index("ix_project_name", "project", [by_name, "id"], **_IN_USE)


def downgrade() -> None:
    """Take back."""
    op.drop_table("written")
    for name, table in (
        ("ix_review_waiting", "review"),
        ("ix_review_sources", "review"),
        ("ix_source_run_source_id_id", "source_run"),
        ("ix_project_name", "project"),
    ):
        op.drop_index(name, table_name=table)
    op.create_index("ix_review_waiting", "review", ["looked_at", "quiet", "at", "id"])
    op.create_index(
        "ix_review_sources", "review", ["looked_at", "quiet", "source_id", "call_id", "at"]
    )
    op.create_index(op.f("ix_source_run_source_id"), "source_run", ["source_id"])
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_project_name", "project", ["archived_at", sa.text("lower(name)")])


def _drop() -> None:
    for name in ("ix_review_waiting", "ix_review_sources"):
        op.drop_index(name, table_name="review")
    op.drop_index("ix_source_run_source_id", table_name="source_run")
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_project_name", table_name="project")
