"""What became of what was sent, and the goals the agency answers for."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

EXAMPLE = "Ejemplo que trae Puente: cámbielo por la meta de su plan de desarrollo."
GOALS = (("money", 30_000_000), ("projects", 75), ("south-south", 26))
PLAN = (2024, 2027)
"""The years Colombian cities govern by one plan."""
MONEY = sa.Numeric(20, 2)
RELATIONS = ("norte-sur", "sur-sur", "triangular", "col-col")
MEASURES = ("money", "projects", "south-south", "sent", "won", "people")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("line", sa.Text(), nullable=True),
        sa.Column("ods", Json, nullable=False),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("funder", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("relation", sa.Enum(*RELATIONS, native_enum=False), nullable=True),
        sa.Column("currency", sa.Text(), nullable=True),
        sa.Column("requested", MONEY, nullable=True),
        sa.Column("granted", MONEY, nullable=True),
        sa.Column("disbursed", MONEY, nullable=True),
        sa.Column("disbursed_on", sa.Date(), nullable=True),
        sa.Column("technical", MONEY, nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_result_pursuit_id_pursuit"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_result_project_id_project"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_result_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_result")),
        sa.UniqueConstraint("pursuit_id", name=op.f("uq_result_pursuit_id")),
    )
    op.create_index(op.f("ix_result_day"), "result", ["day"])
    op.create_index(op.f("ix_result_project_id"), "result", ["project_id"])
    goal = op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Enum(*MEASURES, native_enum=False), nullable=False),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column("target", MONEY, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint(
            "measure", "first_year", "last_year", name=op.f("uq_goal_measure_first_year_last_year")
        ),
    )
    op.bulk_insert(
        goal,
        [
            {
                "measure": measure,
                "first_year": PLAN[0],
                "last_year": PLAN[1],
                "target": Decimal(target),
                "source": EXAMPLE,
                "version": 1,
            }
            for measure, target in GOALS
        ],
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("goal")
    op.drop_table("result")
