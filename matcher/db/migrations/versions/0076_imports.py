"""Imports of the bank: how far each is, and what undoes it; departments nobody had listed."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, JsonOrNull, UTCDateTime

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

_NAMING = ("project", "person", "pursuit", "result")


def upgrade() -> None:
    """Apply; a server that no command had started wrote names without listing them."""
    op.create_table(
        "bank_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("upload", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Integer(), nullable=False),
        sa.Column("names", Json, nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("found", JsonOrNull, nullable=True),
        sa.Column("error", JsonOrNull, nullable=True),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("undone_at", UTCDateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_bank_import_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["person.id"], name=op.f("fk_bank_import_undone_by_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_import")),
    )
    op.create_index(op.f("ix_bank_import_asked_at"), "bank_import", ["asked_at"])
    op.create_index(op.f("ix_bank_import_upload"), "bank_import", ["upload"])
    op.create_table(
        "imported_project",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", JsonOrNull, nullable=True),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["bank_import.id"],
            name=op.f("fk_imported_project_import_id_bank_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_imported_project_project_id_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("import_id", "project_id", name=op.f("pk_imported_project")),
    )
    op.create_index(op.f("ix_imported_project_project_id"), "imported_project", ["project_id"])
    for table in _NAMING:
        op.execute(
            "INSERT INTO department (name) "  # noqa: S608 # names of tables, ours
            f"SELECT DISTINCT department FROM {table} WHERE department IS NOT NULL "
            "AND trim(department) <> '' AND department NOT IN (SELECT name FROM department)"
        )


def downgrade() -> None:
    """Take back."""
    op.drop_table("imported_project")
    op.drop_table("bank_import")
