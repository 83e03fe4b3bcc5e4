"""A job somebody asks for in a page, and who asked for a run."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0054"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "job_request",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["person.id"],
            name=op.f("fk_job_request_asked_by_person"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_request")),
    )
    with op.batch_alter_table("job_run") as batch:
        batch.add_column(sa.Column("asked_by", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_job_run_asked_by_person"),
            "person",
            ["asked_by"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("job_run") as batch:
        batch.drop_constraint(batch.f("fk_job_run_asked_by_person"), type_="foreignkey")
        batch.drop_column("asked_by")
    op.drop_table("job_request")
