"""Of which kind a document of a proposal is, and the agency's logo."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply. What was made so far is whole proposals, in the language of their template."""
    op.add_column(
        "export", sa.Column("kind", sa.Text(), nullable=False, server_default="completa-es")
    )
    export = sa.table("export", sa.column("kind", sa.Text), sa.column("template", sa.Text))
    op.get_bind().execute(
        sa.update(export).where(export.c.template == "full-proposal").values(kind="completa-en")
    )
    with op.batch_alter_table("entity_profile") as batch:
        batch.add_column(sa.Column("logo", sa.Text(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_entity_profile_logo_stored_file"), "stored_file", ["logo"], ["digest"]
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("entity_profile") as batch:
        batch.drop_constraint(batch.f("fk_entity_profile_logo_stored_file"), type_="foreignkey")
        batch.drop_column("logo")
    op.drop_column("export", "kind")
