"""How many pages each document of a proposal has."""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0068"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("export", sa.Column("pages", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("export", "pages")
