"""Search by classes of hits, words to suggest, rates of exchange, saved searches."""

import sqlalchemy as sa
from alembic import op

from matcher.db.types import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_NUMBERED = (
    "UPDATE search_entry SET id = -(subject_id * 8 + "
    "CASE subject_type WHEN 'call' THEN 0 WHEN 'project' THEN 1 ELSE 2 END)"
)
_GONE = ("search_entry_added", "search_entry_gone", "search_entry_changed")
_FTS = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(title, lead, body, content='search_entry', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2')",
    "INSERT INTO search_fts(search_fts) VALUES ('rebuild')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN "
    "INSERT INTO search_fts(rowid, title, lead, body) "
    "VALUES (new.id, new.title, new.lead, new.body); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, lead, body) "
    "VALUES ('delete', old.id, old.title, old.lead, old.body); END",
    "CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, lead, body) "
    "VALUES ('delete', old.id, old.title, old.lead, old.body); "
    "INSERT INTO search_fts(rowid, title, lead, body) "
    "VALUES (new.id, new.title, new.lead, new.body); END",
)
_OLD_FTS = tuple(
    statement.replace("title, lead, body", "title, body")
    .replace("new.title, new.lead, new.body", "new.title, new.body")
    .replace("old.title, old.lead, old.body", "old.title, old.body")
    for statement in _FTS
)
_VECTORS = {
    "title_words": "title",
    "head_words": "title || ' ' || lead",
    "all_words": "title || ' ' || body",
}
_OLD_VECTOR = (
    "(setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D'))"
)


def upgrade() -> None:
    """Apply; what is indexed stays findable and is indexed anew by the next run."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        for trigger in _GONE:
            op.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        op.execute("DROP TABLE IF EXISTS search_fts")
    else:
        op.execute("DROP INDEX IF EXISTS ix_search_entry_words")
        op.execute("ALTER TABLE search_entry ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE IF EXISTS search_entry_id_seq")
    op.execute("ALTER TABLE search_entry ADD COLUMN lead TEXT NOT NULL DEFAULT ''")
    # By way of negative numbers, so that no new one is somebody's old one.
    op.execute(_NUMBERED)
    op.execute("UPDATE search_entry SET id = -id")
    if sqlite:
        for statement in _FTS:
            op.execute(statement)
    else:
        for name, column in _VECTORS.items():
            op.execute(
                f"ALTER TABLE search_entry ADD COLUMN {name} tsvector GENERATED ALWAYS AS "
                f"(array_to_tsvector(array_remove(string_to_array({column}, ' '), ''))) STORED"
            )
            op.execute(f"CREATE INDEX ix_search_entry_{name} ON search_entry USING gin ({name})")
    op.create_index(
        "ix_search_entry_stamp", "search_entry", ["subject_type", "subject_id", "stamp"]
    )
    _tables()


def _tables() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("letters", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
    )
    op.create_index(op.f("ix_search_word_letters"), "search_word", ["letters"])
    op.create_table(
        "rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.Numeric(24, 10), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rate_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rate")),
        sa.UniqueConstraint("currency", "base", "day", name=op.f("uq_rate_currency_base_day")),
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column(
            "every", sa.Enum("never", "day", "week", "month", native_enum=False), nullable=False
        ),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_saved_search_person_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_person_id"), "saved_search", ["person_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("saved_search")
    op.drop_table("rate")
    op.drop_table("search_word")
    op.drop_index("ix_search_entry_stamp", "search_entry")
    if op.get_bind().dialect.name == "sqlite":
        for trigger in _GONE:
            op.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        op.execute("DROP TABLE IF EXISTS search_fts")
        op.execute("ALTER TABLE search_entry DROP COLUMN lead")
        for statement in _OLD_FTS:
            op.execute(statement)
        return
    for name in _VECTORS:
        op.execute(f"ALTER TABLE search_entry DROP COLUMN {name}")
    op.execute("ALTER TABLE search_entry DROP COLUMN lead")
    op.execute("CREATE SEQUENCE search_entry_id_seq OWNED BY search_entry.id")
    op.execute(
        "SELECT setval('search_entry_id_seq', coalesce((SELECT max(id) FROM search_entry), 1))"
    )
    op.execute(
        "ALTER TABLE search_entry ALTER COLUMN id SET DEFAULT nextval('search_entry_id_seq')"
    )
    op.execute(f"CREATE INDEX ix_search_entry_words ON search_entry USING gin ({_OLD_VECTOR})")
