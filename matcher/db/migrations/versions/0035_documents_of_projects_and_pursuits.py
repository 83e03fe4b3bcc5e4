"""Documents put with projects and pursuits; the files themselves are kept as those of proposals."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("pursuit_id", sa.Integer(), nullable=True),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name="fk_document_project_id_project",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name="fk_document_pursuit_id_pursuit",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["stored_file.digest"], name="fk_document_digest_stored_file"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_document_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_index("ix_document_project_id", "document", ["project_id"])
    op.create_index("ix_document_pursuit_id", "document", ["pursuit_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("document")
