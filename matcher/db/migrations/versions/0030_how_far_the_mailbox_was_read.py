"""How far the mailbox that takes returned mail was read."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "mailbox_mark",
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("uid_validity", sa.BigInteger(), nullable=False),
        sa.Column("last_uid", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_mailbox_mark")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("mailbox_mark")
