"""Who the agency is, as data; its logo, which stood with the profile of proposals, moves there."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0048"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("footer", sa.Text(), nullable=False),
        sa.Column("logo", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
    )
    op.execute(
        "INSERT INTO agency (id, signature, footer, logo, version) "
        "SELECT 1, '', '', logo, 1 FROM entity_profile WHERE logo IS NOT NULL"
    )
    with op.batch_alter_table("entity_profile") as batch:
        batch.drop_constraint(batch.f("fk_entity_profile_logo_stored_file"), type_="foreignkey")
        batch.drop_column("logo")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("entity_profile") as batch:
        batch.add_column(sa.Column("logo", sa.Text(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_entity_profile_logo_stored_file"), "stored_file", ["logo"], ["digest"]
        )
    op.execute("UPDATE entity_profile SET logo = (SELECT logo FROM agency WHERE agency.id = 1)")
    op.drop_table("agency")
