"""One outbox for every mail, and the addresses that take none."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matcher.db.types import UTCDateTime

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

WORTH_SENDING = timedelta(days=5)
MOVED = ("message_id", "subject", "text", "html", "attempts", "error", "sent_at", "status")
# A digest tried five times, or claimed and never heard of, counted as told and was not sent again.
# Now it has failed: its calls are told in the next one, which is later but not never.
FATE = """CASE WHEN d.status = 'sent' THEN 'sent'
    WHEN d.status = 'queued' OR (d.status = 'failed' AND d.attempts < 5) THEN 'waiting'
    ELSE 'failed' END"""
LOST = "No se supo si salió: el servicio se interrumpió al enviarlo."


def upgrade() -> None:
    """Apply."""
    _create()
    op.execute(
        sa.text(
            f"""INSERT INTO outgoing_mail (kind, recipient, recipient_name, message_id, subject,
                text, html, headers, state, tries, doubts, trouble, error, created_at, next_try_at,
                sent_at)
            SELECT 'digest', p.email, p.name, d.message_id, d.subject, d.text, d.html, '{{}}',
                {FATE}, d.attempts, CASE WHEN d.status = 'sending' THEN 1 ELSE 0 END,
                CASE WHEN d.status = 'sending' THEN 'unknown' WHEN d.status = 'failed' THEN 'later'
                    END,
                CASE WHEN d.status = 'sending' THEN '{LOST}' ELSE d.error END, d.created_at,
                CASE WHEN ({FATE}) = 'waiting' THEN d.created_at END, d.sent_at
            FROM digest d JOIN person p ON p.id = d.person_id"""  # noqa: S608 # our own constants
        )
    )
    _let_expire()
    op.add_column("digest", sa.Column("mail_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE digest SET mail_id = (SELECT id FROM outgoing_mail"
        " WHERE outgoing_mail.message_id = digest.message_id)"
    )
    # SQLite makes the table anew, and dropping the old one would take the ledger along.
    op.execute(
        "CREATE TABLE digest_item_kept AS SELECT i.* FROM digest_item i"
        " JOIN digest d ON d.id = i.digest_id JOIN outgoing_mail m ON m.id = d.mail_id"
        " WHERE m.state <> 'failed'"
    )
    op.execute("DELETE FROM digest_item")
    with op.batch_alter_table("digest") as batch_op:
        batch_op.drop_constraint(op.f("uq_digest_message_id"), type_="unique")
        for name in MOVED:
            batch_op.drop_column(name)
        batch_op.alter_column("mail_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_digest_mail_id"), ["mail_id"])
        batch_op.create_foreign_key(
            op.f("fk_digest_mail_id_outgoing_mail"), "outgoing_mail", ["mail_id"], ["id"]
        )
    _put_back_items()


def _create() -> None:
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("recipient_name", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column(
            "headers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "sending", "unknown", "sent", "failed", "replaced", native_enum=False
            ),
            nullable=False,
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column(
            "trouble",
            sa.Enum("server", "later", "refused", "address", "unknown", native_enum=False),
            nullable=True,
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("next_try_at", UTCDateTime(), nullable=True),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
    )
    op.create_index("ix_outgoing_mail_due", "outgoing_mail", ["state", "next_try_at"])
    op.create_index(op.f("ix_outgoing_mail_recipient"), "outgoing_mail", ["recipient"])
    op.create_table(
        "paused_address",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mail_id"],
            ["outgoing_mail.id"],
            ondelete="CASCADE",
            name=op.f("fk_paused_address_mail_id_outgoing_mail"),
        ),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_paused_address")),
    )


def _let_expire() -> None:
    mail = sa.table(
        "outgoing_mail",
        sa.column("id", sa.Integer()),
        sa.column("state", sa.Text()),
        sa.column("created_at", UTCDateTime()),
        sa.column("expires_at", UTCDateTime()),
    )
    connection = op.get_bind()
    waiting = sa.select(mail.c.id, mail.c.created_at).where(mail.c.state == "waiting")
    for mail_id, created_at in connection.execute(waiting).all():
        connection.execute(
            sa.update(mail)
            .where(mail.c.id == mail_id)
            .values(expires_at=created_at + WORTH_SENDING)
        )


def _put_back_items() -> None:
    columns = "id, digest_id, person_id, call_id, reason"
    op.execute(
        f"INSERT INTO digest_item ({columns}) SELECT {columns} FROM digest_item_kept"  # noqa: S608 # as above
    )
    op.drop_table("digest_item_kept")


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("digest") as batch_op:
        for name in ("message_id", "subject", "text", "html", "error"):
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("attempts", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("sent_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(7), nullable=True))
    for name, source in {
        **{name: name for name in ("message_id", "subject", "text", "html", "error", "sent_at")},
        "attempts": "tries",
        "status": "CASE WHEN state IN ('waiting', 'unknown') THEN 'queued'"
        " WHEN state = 'replaced' THEN 'failed' ELSE state END",
    }.items():
        op.execute(
            f"UPDATE digest SET {name} = (SELECT {source} FROM outgoing_mail m"  # noqa: S608 # as above
            " WHERE m.id = digest.mail_id)"
        )
    op.execute("CREATE TABLE digest_item_kept AS SELECT * FROM digest_item")
    op.execute("DELETE FROM digest_item")
    with op.batch_alter_table("digest") as batch_op:
        batch_op.drop_constraint(op.f("fk_digest_mail_id_outgoing_mail"), type_="foreignkey")
        batch_op.drop_constraint(op.f("uq_digest_mail_id"), type_="unique")
        batch_op.drop_column("mail_id")
        for name in ("message_id", "subject", "text", "html"):
            batch_op.alter_column(name, existing_type=sa.Text(), nullable=False)
        batch_op.alter_column("attempts", existing_type=sa.Integer(), nullable=False)
        batch_op.alter_column("status", existing_type=sa.String(7), nullable=False)
        batch_op.create_unique_constraint(op.f("uq_digest_message_id"), ["message_id"])
    _put_back_items()
    op.drop_table("paused_address")
    op.drop_table("outgoing_mail")
