"""What trying a source gave."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "source_trial",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Integer(), nullable=False),
        sa.Column("titles", Json, nullable=False),
        sa.Column("problems", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_source_trial_person_id_person")
        ),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_trial")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("source_trial")
