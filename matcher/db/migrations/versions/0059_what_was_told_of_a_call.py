"""What was told of a call is found without passing over all that ever was."""

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_digest_item_call_id", "digest_item", ["call_id", "person_id", "reason"], unique=False
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_digest_item_call_id", table_name="digest_item")
