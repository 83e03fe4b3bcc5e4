"""Pursuits, why they end, and the agency's own gate."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

STAGES = (
    "detected",
    "assigned",
    "analysis",
    "drafting",
    "endorsed",
    "submitted",
    "second_stage",
    "won",
    "lost",
    "discarded",
)
REASONS = {
    "lost": {
        "lost-others-better": "Ganaron otras propuestas con mejor puntaje",
        "lost-formal": "No cumplimos un requisito formal",
        "lost-incomplete": "Llegó tarde o incompleta",
        "lost-budget": "El presupuesto o la contrapartida no convenció",
        "lost-withdrawn": "Retiramos la propuesta",
        "lost-cancelled": "El financiador canceló la convocatoria",
        "lost-untold": "El financiador no dio razones",
    },
    "discarded": {
        "not-eligible": "No podemos aplicar",
        "no-counterpart": "No hay contrapartida",
        "no-time": "El plazo no alcanza",
        "no-priority": "No es prioridad de la ciudad",
        "no-project": "No hay un proyecto que encaje",
        "no-partner": "Falta un aliado que la convocatoria pide",
        "no-endorsement": "No se dio el aval",
        "call-gone": "La convocatoria se retiró o cambió",
        "decided-no": "Decidimos no ir (ficha «¿Vamos?»)",
        "other": "Otra razón",
    },
}


def upgrade() -> None:
    """Apply; proposals and decisions there already are become pursuits."""
    op.create_table(
        "end_reason",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ending", sa.Enum("lost", "discarded", native_enum=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_end_reason")),
    )
    op.create_table(
        "gate_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "counterpart-ceiling",
                "least-overhead",
                "kinds-never-taken",
                "one-application",
                "closed-months",
                "reserved-funders",
                native_enum=False,
            ),
            nullable=False,
        ),
        sa.Column("params", Json, nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("retired_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_gate_rule_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_rule")),
    )
    op.create_table(
        "gate_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_gate_pass_call_id_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_gate_pass_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["gate_rule.id"], name=op.f("fk_gate_pass_rule_id_gate_rule")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_pass")),
        sa.UniqueConstraint("call_id", "rule_id", name=op.f("uq_gate_pass_call_id_rule_id")),
    )
    op.create_index(op.f("ix_gate_pass_rule_id"), "gate_pass", ["rule_id"], unique=False)
    op.create_table(
        "pursuit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("stage", sa.Enum(*STAGES, native_enum=False), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("endorsement_asked_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("moved_at", UTCDateTime(), nullable=False),
        sa.Column("touched_at", UTCDateTime(), nullable=False),
        sa.Column("joined_into_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_pursuit_assignee_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["call_id"], ["call.id"], name=op.f("fk_pursuit_call_id_call"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["end_reason"], ["end_reason.code"], name=op.f("fk_pursuit_end_reason_end_reason")
        ),
        sa.ForeignKeyConstraint(
            ["joined_into_id"], ["pursuit.id"], name=op.f("fk_pursuit_joined_into_id_pursuit")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_pursuit_opened_by_person")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"],
            ["project.id"],
            name=op.f("fk_pursuit_project_id_project"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit")),
        sa.UniqueConstraint("call_id", "project_id", name=op.f("uq_pursuit_call_id_project_id")),
    )
    op.create_index(op.f("ix_pursuit_assignee_id"), "pursuit", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_pursuit_call_id"), "pursuit", ["call_id"], unique=False)
    op.create_index(op.f("ix_pursuit_department"), "pursuit", ["department"], unique=False)
    op.create_index(op.f("ix_pursuit_project_id"), "pursuit", ["project_id"], unique=False)
    op.create_index("ix_pursuit_stage_moved_at", "pursuit", ["stage", "moved_at"], unique=False)
    op.create_index(op.f("ix_pursuit_touched_at"), "pursuit", ["touched_at"], unique=False)
    op.create_index(
        "uq_pursuit_call_id_without_project",
        "pursuit",
        ["call_id"],
        unique=True,
        sqlite_where=sa.text("project_id IS NULL"),
        postgresql_where=sa.text("project_id IS NULL"),
    )
    op.create_table(
        "pursuit_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "opened",
                "stage",
                "assignee",
                "project",
                "date",
                "endorsement",
                "joined",
                native_enum=False,
            ),
            nullable=False,
        ),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pursuit_change_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_pursuit_change_pursuit_id_pursuit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit_change")),
    )
    op.create_index(
        "ix_pursuit_change_at_pursuit_id", "pursuit_change", ["at", "pursuit_id"], unique=False
    )
    op.create_index(
        op.f("ix_pursuit_change_pursuit_id"), "pursuit_change", ["pursuit_id"], unique=False
    )
    op.create_table(
        "pursuit_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("draft", "legal", "signature", "sending", "other", native_enum=False),
            nullable=False,
        ),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_pursuit_date_pursuit_id_pursuit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit_date")),
        sa.UniqueConstraint(
            "pursuit_id", "kind", "label", name=op.f("uq_pursuit_date_pursuit_id_kind_label")
        ),
    )
    op.create_index(op.f("ix_pursuit_date_day"), "pursuit_date", ["day"], unique=False)
    op.create_table(
        "pursuit_follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pursuit_follower_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_pursuit_follower_pursuit_id_pursuit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit_follower")),
        sa.UniqueConstraint(
            "pursuit_id", "person_id", name=op.f("uq_pursuit_follower_pursuit_id_person_id")
        ),
    )
    op.create_index(
        op.f("ix_pursuit_follower_person_id"), "pursuit_follower", ["person_id"], unique=False
    )
    op.create_table(
        "pursuit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pursuit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pursuit_note_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["pursuit_id"],
            ["pursuit.id"],
            name=op.f("fk_pursuit_note_pursuit_id_pursuit"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit_note")),
    )
    op.create_index(op.f("ix_pursuit_note_at"), "pursuit_note", ["at"], unique=False)
    op.create_index(
        op.f("ix_pursuit_note_pursuit_id"), "pursuit_note", ["pursuit_id"], unique=False
    )
    op.create_table(
        "pursuit_mention",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["pursuit_note.id"],
            name=op.f("fk_pursuit_mention_note_id_pursuit_note"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pursuit_mention_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pursuit_mention")),
        sa.UniqueConstraint(
            "note_id", "person_id", name=op.f("uq_pursuit_mention_note_id_person_id")
        ),
    )
    op.create_index(
        "ix_pursuit_mention_person_id_seen_at",
        "pursuit_mention",
        ["person_id", "seen_at"],
        unique=False,
    )
    _seed_reasons()
    _open_for_what_there_is()


def _seed_reasons() -> None:
    table = sa.table(
        "end_reason", *map(sa.column, ("code", "ending", "name", "position", "version"))
    )
    op.bulk_insert(
        table,
        [
            {"code": code, "ending": ending, "name": name, "position": position, "version": 1}
            for ending, named in REASONS.items()
            for position, (code, name) in enumerate(named.items(), start=1)
        ],
    )


_OF_DRAFTS = """
INSERT INTO pursuit (call_id, project_id, stage, department, end_reason, version,
                     opened_at, opened_by, moved_at, touched_at)
SELECT d.call_id, d.project_id, 'drafting', MAX(p.department), NULL, 1,
       MIN(d.created_at), MIN(d.owner_id), MIN(d.created_at), MAX(d.updated_at)
FROM draft d LEFT JOIN project p ON p.id = d.project_id
WHERE d.call_id IS NOT NULL AND d.archived_at IS NULL
GROUP BY d.call_id, d.project_id
"""
_OF_DECISIONS = """
INSERT INTO pursuit (call_id, project_id, stage, department, end_reason, version,
                     opened_at, opened_by, moved_at, touched_at)
SELECT d.call_id, d.project_id,
       CASE WHEN d.verdict = 'no-vamos' THEN 'discarded' ELSE 'analysis' END, p.department,
       CASE WHEN d.verdict = 'no-vamos' THEN 'decided-no' END, 1, d.at, d.person_id, d.at, d.at
FROM decision d JOIN project p ON p.id = d.project_id
WHERE NOT EXISTS (SELECT 1 FROM pursuit s
                  WHERE s.call_id = d.call_id AND s.project_id = d.project_id)
"""
_FOLLOWERS = """
INSERT INTO pursuit_follower (pursuit_id, person_id, at)
SELECT id, opened_by, opened_at FROM pursuit
"""
_CHANGES = """
INSERT INTO pursuit_change (pursuit_id, at, person_id, kind, after, reason)
SELECT id, opened_at, opened_by, 'opened', stage, '' FROM pursuit
"""


def _open_for_what_there_is() -> None:
    for statement in (_OF_DRAFTS, _OF_DECISIONS, _FOLLOWERS, _CHANGES):
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    for table in (
        "pursuit_mention",
        "pursuit_note",
        "pursuit_follower",
        "pursuit_date",
        "pursuit_change",
        "pursuit",
        "gate_pass",
        "gate_rule",
        "end_reason",
    ):
        op.drop_table(table)
