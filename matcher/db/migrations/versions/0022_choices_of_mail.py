"""What each person chose to be mailed, and which kinds of news a mail told."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

RHYTHM = sa.Enum("immediate", "daily", "days", "weekly", "off", native_enum=False)
KINDS = ("news", "changes", "closings")


def upgrade() -> None:
    """Apply: who wanted no mail wants none of the new kinds either.

    A reminder that was sent counts as the one of five working days.
    """
    op.create_table(
        "mail_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("changes", RHYTHM, nullable=False),
        sa.Column("closings", RHYTHM, nullable=False),
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
    # Not in a batch: SQLite would make the table anew, and its ledger would go with the old one.
    for kind in KINDS:
        op.add_column(
            "digest", sa.Column(kind, sa.Boolean(), nullable=False, server_default=sa.true())
        )
    op.create_index("ix_digest_created_at", "digest", ["created_at"])
    op.execute(
        "INSERT INTO mail_choices (person_id, changes, closings, weekdays, lines, ods, "
        "departments, projects, least) "
        "SELECT id, 'off', 'off', '[0]', '[]', '[]', '[]', '[]', 25 FROM person "
        "WHERE digest = 'off'"
    )
    op.execute("UPDATE digest_item SET reason = reason || '\\:5' WHERE reason LIKE 'closing:%'")


def downgrade() -> None:
    """Take back: a rhythm that was not known then becomes the usual one."""
    op.execute("UPDATE person SET digest = 'weekly' WHERE digest = 'days'")
    op.execute(
        "DELETE FROM digest_item WHERE reason LIKE 'closing:%' AND reason NOT LIKE 'closing:%\\:5'"
    )
    op.execute(
        "UPDATE digest_item SET reason = substr(reason, 1, length(reason) - 2) "
        "WHERE reason LIKE 'closing:%\\:5'"
    )
    op.drop_index("ix_digest_created_at", "digest")
    for kind in KINDS:
        op.drop_column("digest", kind)
    op.drop_table("mail_choices")
