"""A proposal's way to the funder: states, comments, presence, files, and the agency's library."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

STATES = ("writing", "review", "asked", "approved", "sent", "won", "lost", "withdrawn")


def _ref(
    table: str, column: str, to: str, key: str = "id", *, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{to}")
    return sa.ForeignKeyConstraint([column], [f"{to}.{key}"], name=name, ondelete=ondelete)


def _draft(table: str) -> sa.ForeignKeyConstraint:
    return _ref(table, "draft_id", "draft", ondelete="CASCADE")


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _integer(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _state(name: str, *, default: str | None = None) -> sa.Column[str]:
    kind = sa.Enum(*STATES, native_enum=False)
    return sa.Column(name, kind, nullable=False, server_default=default)


def _at(name: str = "at", *, null: bool = False) -> sa.Column[sa.DateTime]:
    return sa.Column(name, UTCDateTime(), nullable=null)


def upgrade() -> None:
    """Apply. Every draft begins as one being written, and an endorsement typed by hand is asked
    for again: until now whoever wrote could grant it."""
    op.add_column("draft", _state("state", default="writing"))
    _process()
    _library()
    _files()
    _talk()
    _take_endorsements_back()


def _process() -> None:
    op.create_table(
        "draft_passage",
        _integer("id"),
        _integer("draft_id"),
        _text("deed"),
        _state("before"),
        _state("after"),
        _integer("person_id"),
        _at(),
        _text("reason"),
        sa.Column("snapshot", Json, nullable=True),
        _draft("draft_passage"),
        _ref("draft_passage", "person_id", "person"),
        _key("draft_passage", "id"),
    )
    op.create_index(op.f("ix_draft_passage_draft_id"), "draft_passage", ["draft_id"])


def _library() -> None:
    op.create_table(
        "entity_profile",
        _integer("id"),
        sa.Column("facts", Json, nullable=False),
        sa.Column("experience", Json, nullable=False),
        _integer("version"),
        _integer("person_id"),
        _at(),
        _ref("entity_profile", "person_id", "person"),
        _key("entity_profile", "id"),
    )
    op.create_table(
        "stored_file",
        _text("digest"),
        _integer("size"),
        _text("kind"),
        _key("stored_file", "digest"),
    )
    op.create_table(
        "team_member",
        _integer("id"),
        _text("name"),
        _text("position", null=True),
        _text("profile", null=True),
        _text("filename", null=True),
        _text("digest", null=True),
        _integer("version"),
        _integer("person_id"),
        _at(),
        _at("archived_at", null=True),
        _ref("team_member", "digest", "stored_file", "digest"),
        _ref("team_member", "person_id", "person"),
        _key("team_member", "id"),
    )
    op.create_table(
        "text_block",
        _integer("id"),
        _text("title"),
        sa.Column("texts", Json, nullable=False),
        _integer("owner_id"),
        sa.Column("expires_on", sa.Date(), nullable=True),
        _integer("version"),
        _at(),
        _at("archived_at", null=True),
        _ref("text_block", "owner_id", "person"),
        _key("text_block", "id"),
    )


def _files() -> None:
    op.create_table(
        "attachment",
        _integer("id"),
        _integer("draft_id"),
        _text("kind"),
        _text("filename"),
        _text("digest"),
        sa.Column("expires_on", sa.Date(), nullable=True),
        _integer("person_id"),
        _at(),
        _at("removed_at", null=True),
        _draft("attachment"),
        _ref("attachment", "digest", "stored_file", "digest"),
        _ref("attachment", "person_id", "person"),
        _key("attachment", "id"),
    )
    op.create_index(op.f("ix_attachment_draft_id"), "attachment", ["draft_id"])
    op.create_table(
        "submission",
        _integer("draft_id"),
        _at("sent_at"),
        _text("timezone"),
        _text("channel"),
        _text("number", null=True),
        _integer("receipt_id", null=True),
        sa.Column("content", Json, nullable=False),
        sa.Column("requested", sa.Numeric(20, 2), nullable=True),
        _text("requested_currency", null=True),
        sa.Column("outcome", sa.Enum(*STATES[-3:], native_enum=False), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("granted", sa.Numeric(20, 2), nullable=True),
        _text("granted_currency", null=True),
        _text("reason", null=True),
        _draft("submission"),
        _ref("submission", "receipt_id", "attachment"),
        _key("submission", "draft_id"),
    )


def _talk() -> None:
    op.create_table(
        "draft_comment",
        _integer("id"),
        _integer("draft_id"),
        _text("field"),
        _text("row"),
        _integer("parent_id", null=True),
        _text("text"),
        sa.Column("mentions", Json, nullable=False),
        _integer("person_id"),
        _at(),
        _at("resolved_at", null=True),
        _integer("resolved_by_id", null=True),
        _draft("draft_comment"),
        _ref("draft_comment", "parent_id", "draft_comment"),
        _ref("draft_comment", "person_id", "person"),
        _ref("draft_comment", "resolved_by_id", "person"),
        _key("draft_comment", "id"),
    )
    op.create_index(op.f("ix_draft_comment_draft_id"), "draft_comment", ["draft_id"])
    op.create_table(
        "presence",
        _integer("draft_id"),
        _integer("person_id"),
        _text("step"),
        _at("since"),
        _at(),
        _at("active_at"),
        _draft("presence"),
        _ref("presence", "person_id", "person"),
        _key("presence", "draft_id", "person_id"),
    )


def _take_endorsements_back() -> None:
    """A next version of each, so that what was typed stays in the history."""
    answer = sa.table(
        "answer",
        sa.column("id"),
        sa.column("field"),
        sa.column("value", Json),
        sa.column("version"),
        sa.column("origin"),
        sa.column("at", UTCDateTime()),
    )
    version = sa.table(
        "answer_version",
        *(sa.column(name) for name in ("answer_id", "version", "deleted", "origin")),
        sa.column("value", Json),
        sa.column("at", UTCDateTime()),
    )
    connection = op.get_bind()
    held = connection.execute(sa.select(answer).where(answer.c.field == "aval_estado")).all()
    for row in held:
        if row.value in ("", "por-pedir"):
            continue
        new = {"value": "por-pedir", "version": row.version + 1, "origin": "computed"}
        connection.execute(sa.update(answer).where(answer.c.id == row.id).values(**new))
        connection.execute(
            sa.insert(version).values(answer_id=row.id, deleted=False, at=row.at, **new)
        )


def downgrade() -> None:
    """Take back. Files stay where they lie."""
    for table in (
        "presence",
        "draft_comment",
        "submission",
        "attachment",
        "text_block",
        "team_member",
        "stored_file",
        "entity_profile",
        "draft_passage",
    ):
        op.drop_table(table)
    op.drop_column("draft", "state")
