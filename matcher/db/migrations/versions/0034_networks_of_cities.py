"""Networks of cities: a sheet each, and who was written that its review comes."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0034"
down_revision = "0032"
branch_labels = None
depends_on = None

_TEXTS = ("url", "mission", "serves", "better", "members", "obliges", "affords", "benefit")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in _TEXTS),
        sa.Column("cost", sa.Numeric(20, 2), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column(
            "decision",
            sa.Enum("study", "joined", "declined", "leave", native_enum=False),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("keeper_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("archived_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["keeper_id"], ["person.id"], name="fk_network_keeper_id_person"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_network_person_id_person"),
        sa.PrimaryKeyConstraint("id", name="pk_network"),
    )
    op.create_index("ix_network_review_on", "network", ["review_on"])
    op.create_table(
        "network_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"],
            ["network.id"],
            name="fk_network_told_network_id_network",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_network_told_person_id_person"
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mail.id"], name="fk_network_told_mail_id_outgoing_mail"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_network_told"),
        sa.UniqueConstraint(
            "person_id",
            "network_id",
            "day",
            "step",
            name="uq_network_told_person_id_network_id_day_step",
        ),
    )
    op.create_index("ix_network_told_mail_id", "network_told", ["mail_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("network_told")
    op.drop_table("network")
