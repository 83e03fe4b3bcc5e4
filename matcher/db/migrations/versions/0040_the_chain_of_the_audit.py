"""The audit trail is only added to, by the database's own word, and chained."""

import json
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from matcher.db.types import Json, UTCDateTime

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

_KEPT = ("id", "at", "person_id", "action", "subject_type", "subject_id", "detail")
_SAID = "The audit trail is only added to"
_SQLITE = (
    "CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry WHEN OLD.seal IS NOT NULL"
    " OR NEW.seal IS NULL OR "
    + " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _KEPT)
    + f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
    "CREATE TRIGGER audit_entry_kept BEFORE DELETE ON audit_entry"
    f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
    "CREATE TRIGGER audit_chain_kept BEFORE DELETE ON audit_chain"
    f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
    "CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_chain WHEN NEW.place <= OLD.place"
    f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$",
    "CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE ON audit_entry FOR EACH ROW"
    " WHEN (OLD.seal IS NOT NULL OR NEW.seal IS NULL OR "
    + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _KEPT)
    + ") EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_chain_grows BEFORE UPDATE ON audit_chain FOR EACH ROW"
    " WHEN (NEW.place <= OLD.place) EXECUTE FUNCTION audit_refuse()",
    *(
        f"CREATE TRIGGER {table}_{name} BEFORE {deed} ON {table} FOR EACH STATEMENT"
        " EXECUTE FUNCTION audit_refuse()"
        for table in ("audit_entry", "audit_chain")
        for name, deed in (("kept", "DELETE"), ("whole", "TRUNCATE"))
    ),
)


def upgrade() -> None:
    """Apply; what was written before is sealed as it stands."""
    op.add_column("audit_entry", sa.Column("place", sa.Integer(), nullable=True))
    op.add_column("audit_entry", sa.Column("seal", sa.Text(), nullable=True))
    op.create_index("ix_audit_entry_place", "audit_entry", ["place"], unique=True)
    chain = op.create_table(
        "audit_chain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("seal", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_chain")),
    )
    place, seal = _seal_all()
    op.bulk_insert(chain, [{"id": 1, "place": place, "seal": seal}])
    for statement in _POSTGRESQL if _is_postgresql() else _SQLITE:
        op.execute(statement)


def _seal_all() -> tuple[int, str]:
    """Seal every entry in the order they were written; where the chain ends."""
    entries = sa.table(
        "audit_entry",
        sa.column("id", sa.Integer()),
        sa.column("at", UTCDateTime()),
        *(sa.column(name, sa.Text()) for name in ("action", "subject_type", "subject_id")),
        sa.column("person_id", sa.Integer()),
        sa.column("detail", Json),
        sa.column("place", sa.Integer()),
        sa.column("seal", sa.Text()),
    )
    connection, place, seal, last = op.get_bind(), 0, "", 0
    sealing = (
        sa.update(entries)
        .where(entries.c.id == sa.bindparam("its"))
        .values(place=sa.bindparam("its_place"), seal=sa.bindparam("its_seal"))
    )
    while True:
        some = sa.select(entries).where(entries.c.id > last).order_by(entries.c.id).limit(1000)
        found = connection.execute(some).mappings().all()
        if not found:
            return place, seal
        sealed = []
        for row in found:
            place += 1
            seal = _seal(seal, place, row)
            sealed.append({"its": row["id"], "its_place": place, "its_seal": seal})
        connection.execute(sealing, sealed)
        last = found[-1]["id"]


def _seal(previous: str, place: int, row: Any) -> str:
    told = [
        previous,
        place,
        row["at"].isoformat(timespec="microseconds"),
        *(row[name] for name in ("person_id", "action", "subject_type", "subject_id")),
        _plain(row["detail"]),
    ]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def downgrade() -> None:
    """Take back."""
    for name, table in (
        ("audit_entry_unchanged", "audit_entry"),
        ("audit_entry_kept", "audit_entry"),
        ("audit_chain_kept", "audit_chain"),
        ("audit_chain_grows", "audit_chain"),
    ):
        op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if _is_postgresql() else ""))
    if _is_postgresql():
        op.execute("DROP TRIGGER audit_entry_whole ON audit_entry")
        op.execute("DROP TABLE audit_chain")
        op.execute("DROP FUNCTION audit_refuse()")
    else:
        op.drop_table("audit_chain")
    op.drop_index("ix_audit_entry_place", "audit_entry")
    op.drop_column("audit_entry", "seal")
    op.drop_column("audit_entry", "place")
