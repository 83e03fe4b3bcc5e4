"""What the pages ask for in an order or by a key, so that none of them reads whole tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_REFUSED = {"local_refused": "local_government", "country_refused": "agency_country"}
_SOURCES = ["looked_at", "quiet", "source_id"]
_FEW = {"ix_call_discarded": ["discarded_at"], "ix_call_doubted": ["doubt", "confirmed_at"]}
_DOUBTFUL = sa.text("origin = 'model' AND score >= 0.2 AND score <= 0.8")
_ADDED: dict[str, tuple[str, list[Any]]] = {
    "ix_call_newest": ("call", [sa.text("first_seen_at DESC"), "id"]),
    "ix_call_listing": (
        "call",
        [
            sa.text("coalesce(closes_on, '0001-01-01') DESC"),
            *("id", "closes_on", "discarded_at", "withdrawn_at", "doubt", "confirmed_at"),
            *("published_status", "opens_on", "rolling", "kind", "language", "currency"),
            *("amount_max", "amount_total", "local_refused", "country_refused"),
        ],
    ),
    "ix_sighting_source": ("sighting", ["source_id", "call_id"]),
    "ix_tag_given": ("tag", ["subject_type", "scheme", "code", "assigned", "subject_id"]),
    "ix_call_deadline_day": ("call_deadline", ["on_day", "call_id", "label"]),
    "ix_call_deadline_call": ("call_deadline", ["call_id", "on_day", "label"]),
    "ix_source_run_started_at": ("source_run", ["started_at"]),
    "ix_job_run_good": ("job_run", ["name", "status", "finished_at"]),
    "ix_audit_entry_subject": ("audit_entry", ["subject_type", "subject_id", "action"]),
    "ix_audit_entry_action": ("audit_entry", ["action", "at"]),
    "ix_match_best": ("match", ["blocked", sa.text("score DESC"), "id"]),
    "ix_match_first_at": ("match", ["first_at"]),
    "ix_project_bank": (
        "project",
        ["archived_at", "confirmed_at", "department", "stage", "owner_id"],
    ),
}
_REPLACED = {
    "ix_call_deadline_on_day": ("call_deadline", ["on_day"]),
    "ix_call_deadline_call_id": ("call_deadline", ["call_id"]),
    "ix_call_kind": ("call", ["kind"]),
    "ix_call_discarded_at": ("call", ["discarded_at"]),
    "ix_call_doubt": ("call", ["doubt"]),
    "ix_call_first_seen_at": ("call", ["first_seen_at"]),
    "ix_tag_scheme_code_assigned": ("tag", ["scheme", "code", "assigned"]),
}


def upgrade() -> None:
    """Apply."""
    for name in _REFUSED:
        op.add_column(
            "call", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _fill()
    for name, columns in _FEW.items():
        only = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(name, "call", columns, sqlite_where=only, postgresql_where=only)
    for name, (table, columns) in _ADDED.items():
        op.create_index(name, table, columns)
    op.create_index(
        "ix_tag_doubt",
        "tag",
        ["subject_type", sa.text("abs(score - 0.5)"), "subject_id"],
        sqlite_where=_DOUBTFUL,
        postgresql_where=_DOUBTFUL,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.create_index("ix_project_name", "project", ["archived_at", sa.text("lower(name)")])
    for name, (table, _columns) in _REPLACED.items():
        op.drop_index(name, table)
    op.drop_index("ix_review_sources", "review")
    op.create_index("ix_review_sources", "review", [*_SOURCES, "call_id"])


def _fill() -> None:
    """Read the answers that stand in the facts."""
    call = sa.table(
        "call",
        sa.column("facts", Json),
        *(sa.column(name, sa.Boolean()) for name in _REFUSED),
    )
    for name, question in _REFUSED.items():
        answer = call.c.facts["composed"]["eligibility"][question]["answer"].as_boolean()
        op.execute(sa.update(call).where(answer.is_(False)).values({name: True}))


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_project_name", "project")
    op.drop_index("ix_review_sources", "review")
    op.create_index("ix_review_sources", "review", _SOURCES)
    for name, (table, columns) in _REPLACED.items():
        op.create_index(name, table, columns)
    for name in ("ix_tag_doubt", *_FEW):
        op.drop_index(name)
    for name, (table, _columns) in _ADDED.items():
        op.drop_index(name, table)
    for name in _REFUSED:
        op.drop_column("call", name)
