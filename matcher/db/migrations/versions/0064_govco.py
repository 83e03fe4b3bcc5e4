"""What the look of GOV.CO says of the agency, and whether it is on."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0062"
branch_labels = None
depends_on = None
_TEXTS = ("address", "phone", "email", "judicial_email", "hours", "transparency", "data_policy")


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "agency", sa.Column("govco", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name in _TEXTS:
        op.add_column("agency", sa.Column(name, sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    for name in reversed(("govco", *_TEXTS)):
        op.drop_column("agency", name)
