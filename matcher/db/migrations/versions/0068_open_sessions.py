"""Sessions that are open, for their own person to see; recovery codes under a slow hash."""

import sqlalchemy as sa
from alembic import op
from argon2 import PasswordHasher

from matcher.db.types import UTCDateTime

revision = "0068"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "open_session",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_open_session_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_session")),
    )
    op.create_index(op.f("ix_open_session_person_id"), "open_session", ["person_id"])
    _harden_codes()


def _harden_codes() -> None:
    """What was a plain hash of a code becomes a slow one of that hash: the codes stay good."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    table = sa.table("recovery_code", sa.column("id"), sa.column("code_hash"))
    connection = op.get_bind()
    for row in connection.execute(sa.select(table.c.id, table.c.code_hash)).all():
        if not row.code_hash.startswith("$argon2"):
            connection.execute(
                sa.update(table)
                .where(table.c.id == row.id)
                .values(code_hash=hasher.hash(row.code_hash))
            )


def downgrade() -> None:
    """Take back; recovery codes stay slow, for nobody can tell them from their hash."""
    op.drop_table("open_session")
