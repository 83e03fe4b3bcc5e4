"""What each person chose to be mailed, and which kinds of news a mail told."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0022"
down_revision = "0019"
branch_labels = None
depends_on = None

KINDS = ("news", "changes", "closings")


def upgrade() -> None:
    """Apply: who wanted no mail wants none of the new kinds either.

    A reminder that was sent counts as the one of five working days.
    """
    op.create_table(
        "mail_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("closings", sa.Text(), nullable=False),
        sa.Column("weekdays", Json, nullable=False),
        sa.Column("hour", sa.Integer(), nullable=True),
        sa.Column("lines", Json, nullable=False),
        sa.Column("ods", Json, nullable=False),
        sa.Column("departments", Json, nullable=False),
        sa.Column("projects", Json, nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("left_at", UTCDateTime(), nullable=True),
        sa.Column("left_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_mail_choices_person_id_person"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_choices")),
    )
    with op.batch_alter_table("digest") as table:
        for kind in KINDS:
            table.add_column(
                sa.Column(kind, sa.Boolean(), nullable=False, server_default=sa.true())
            )
        table.create_index("ix_digest_created_at", ["created_at"])
    op.execute(
        "INSERT INTO mail_choices (person_id, changes, closings, weekdays, lines, ods, "
        "departments, projects, least) "
        "SELECT id, 'off', 'off', '[0]', '[]', '[]', '[]', '[]', 25 FROM person "
        "WHERE digest = 'off'"
    )
    op.execute("UPDATE digest_item SET reason = reason || '\\:5' WHERE reason LIKE 'closing:%'")


def downgrade() -> None:
    """Take back."""
    op.execute(
        "DELETE FROM digest_item WHERE reason LIKE 'closing:%' AND reason NOT LIKE 'closing:%\\:5'"
    )
    op.execute(
        "UPDATE digest_item SET reason = substr(reason, 1, length(reason) - 2) "
        "WHERE reason LIKE 'closing:%\\:5'"
    )
    with op.batch_alter_table("digest") as table:
        table.drop_index("ix_digest_created_at")
        for kind in KINDS:
            table.drop_column(kind)
    op.drop_table("mail_choices")
