"""What a calendar, a reader of feeds or a program gets in with."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "access_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("door", sa.Enum("calendar", "feed", "api", native_enum=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("revoked_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_access_key_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_key")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_access_key_secret_hash")),
    )
    op.create_index(op.f("ix_access_key_person_id"), "access_key", ["person_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("access_key")
