"""The agency's own Word templates, and which of them a document was made with."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "own_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("problems", Json, server_default="[]", nullable=False),
        sa.Column("marked", sa.Text(), nullable=True),
        sa.Column("preview", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("in_force", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["stored_file.digest"],
                name=op.f(f"fk_own_template_{column}_stored_file"),
            )
            for column in ("digest", "marked", "preview")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_own_template_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_template")),
        sa.UniqueConstraint("programme", "version", name=op.f("uq_own_template_programme_version")),
    )
    op.create_index(
        "ix_own_template_in_force",
        "own_template",
        ["programme"],
        unique=True,
        sqlite_where=sa.text("in_force"),
        postgresql_where=sa.text("in_force"),
    )
    with op.batch_alter_table("export", reflect_kwargs={"resolve_fks": False}) as batch:
        batch.add_column(sa.Column("own_template_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            batch.f("fk_export_own_template_id_own_template"),
            "own_template",
            ["own_template_id"],
            ["id"],
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("export", reflect_kwargs={"resolve_fks": False}) as batch:
        batch.drop_constraint(batch.f("fk_export_own_template_id_own_template"), type_="foreignkey")
        batch.drop_column("own_template_id")
    op.drop_table("own_template")
