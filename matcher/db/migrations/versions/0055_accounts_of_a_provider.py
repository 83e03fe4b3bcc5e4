"""Which account of a provider (OpenID Connect) is which person."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "federated_account",
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_federated_account_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_federated_account")),
        sa.UniqueConstraint(
            "issuer", "person_id", name=op.f("uq_federated_account_issuer_person_id")
        ),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("federated_account")
