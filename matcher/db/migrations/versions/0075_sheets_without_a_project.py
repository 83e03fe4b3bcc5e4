"""The sheet «¿Vamos?» of a call for which no project is chosen yet."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

_BARE = sa.text("project_id IS NULL")
_ALONE = {"resolve_fks": False}
"""Read this table and none it leads to, whose indexes of expressions SQLAlchemy warns about."""


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("decision", reflect_kwargs=_ALONE) as batch:
        batch.alter_column("project_id", existing_type=sa.Integer(), nullable=True)
    op.create_index(
        "uq_decision_call_id_without_project",
        "decision",
        ["call_id"],
        unique=True,
        sqlite_where=_BARE,
        postgresql_where=_BARE,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("uq_decision_call_id_without_project", "decision")
    op.execute("DELETE FROM decision WHERE project_id IS NULL")
    with op.batch_alter_table("decision", reflect_kwargs=_ALONE) as batch:
        batch.alter_column("project_id", existing_type=sa.Integer(), nullable=False)
