"""Full text on SQLite (FTS5) and PostgreSQL (tsvector): what is indexed, and keeping it so.

Neither stems Spanish, English, Portuguese and French in one index, and PostgreSQL loses
matches when accents go before its stemmer. So words are folded and stemmed here, once, and
both databases index plain tokens: the folded words in order (for phrases), then their stems.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    ColumnElement,
    Index,
    Integer,
    UniqueConstraint,
    and_,
    delete,
    event,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.db.base import Base
from matcher.db.search_query import plain_words, root
from matcher.db.search_words import learn
from matcher.text import LANGUAGES, Language, detect_language

MAX_WORDS = 40_000
"""Words of one text that are indexed: a PostgreSQL tsvector holds a megabyte."""
LONGEST_WORD = 100
OPENING = 80
"""Words at the beginning of a text that mostly say what it is about."""
TOGETHER = 500
"""Documents that are written at once."""
SUBJECTS = ("call", "project")
PLACES = 8
"""More than there will be subjects: an entry's id is eight times its subject's, plus which one."""
_LEARNED = 2_000
"""Letters at the beginning of a text whose words may be suggested for a mistyped one."""
EDITION = "3:"
"""Stands before each stamp; another one has everything indexed again, as it is gone through."""


class SearchEntry(Base):
    """What is searched of one thing: tokens of its title, its opening and all the rest.

    ``stamp`` names the content that was indexed, so that what has not changed is skipped. The
    ``id`` says which thing it is, so that a hit need not be looked up to know.
    """

    __tablename__ = "search_entry"
    __table_args__ = (
        UniqueConstraint("subject_type", "subject_id"),
        # What has changed is found in the index alone: a row itself is as long as its text.
        Index("ix_search_entry_stamp", "subject_type", "subject_id", "stamp"),
    )

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    stamp: Mapped[str]
    title: Mapped[str]
    lead: Mapped[str] = mapped_column(default="", server_default="")
    body: Mapped[str]


def place_of(subject_type: str, subject_id: int) -> int:
    """The id of the entry of one thing."""
    return subject_id * PLACES + SUBJECTS.index(subject_type)


SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5("
    "title, lead, body, content='search_entry', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS search_entry_added AFTER INSERT ON search_entry BEGIN "
    "INSERT INTO search_fts(rowid, title, lead, body) "
    "VALUES (new.id, new.title, new.lead, new.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, lead, body) "
    "VALUES ('delete', old.id, old.title, old.lead, old.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_changed AFTER UPDATE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, lead, body) "
    "VALUES ('delete', old.id, old.title, old.lead, old.body); "
    "INSERT INTO search_fts(rowid, title, lead, body) "
    "VALUES (new.id, new.title, new.lead, new.body); END",
)
"""What SQLite needs beside the table: for ``create_all`` and for the migration."""

_VECTORS = {
    "title_words": "title",
    "head_words": "title || ' ' || lead",
    "all_words": "title || ' ' || body",
}
POSTGRESQL = tuple(
    statement
    for name, column in _VECTORS.items()
    for statement in (
        f"ALTER TABLE search_entry ADD COLUMN IF NOT EXISTS {name} tsvector GENERATED ALWAYS AS "
        f"(array_to_tsvector(array_remove(string_to_array({column}, ' '), ''))) STORED",
        f"CREATE INDEX IF NOT EXISTS ix_search_entry_{name} ON search_entry USING gin ({name})",
    )
)
"""What PostgreSQL needs beside the table: for ``create_all`` and for the migration.

The tokens go in as they are: its own parser would take some for addresses and numbers.
"""

for _dialect, _statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
    for _statement in _statements:
        event.listen(
            SearchEntry.__table__,
            "after_create",
            DDL(_statement.replace("%", "%%")).execute_if(  # type: ignore[no-untyped-call] # SQLAlchemy left it so
                dialect=_dialect
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Searchable:
    """One thing to be found: ``stamp`` changes when its words do."""

    id: int
    stamp: str
    title: str
    text: str
    language: str | None = None


def tokens(content: Sequence[str], language: Language | None) -> str:
    """Folded words in order, then the stems that are not among them.

    Where the language is unknown, as for a short text, they may be Spanish or English.
    """
    distinct = set(content)
    spoken: tuple[Language, ...] = (language,) if language else ("es", "en")
    stemmed = {root(word, known) for word in distinct for known in spoken} - distinct
    return " ".join([*content, *sorted(filter(None, stemmed))])


def index(session: Session, subject_type: str, documents: Iterable[Searchable]) -> int:
    """Make ``documents`` findable (replacing what was indexed of them); how many."""
    count = 0
    rest = iter(documents)
    while some := list(islice(rest, TOGETHER)):
        forget(session, subject_type, [document.id for document in some])
        session.execute(insert(SearchEntry), [_entry(subject_type, one) for one in some])
        learn(session, (f"{one.title} {one.text[:_LEARNED]}" for one in some))
        count += len(some)
    return count


def _entry(subject_type: str, document: Searchable) -> dict[str, object]:
    content, spoken = plain_words(document.text), document.language
    found = tuple(word for word in content[:MAX_WORDS] if len(word) <= LONGEST_WORD)
    known = (
        next((one for one in LANGUAGES if one == spoken), None)
        if spoken
        else detect_language(document.text)
    )
    title = tuple(word for word in plain_words(document.title) if len(word) <= LONGEST_WORD)
    return {
        "id": place_of(subject_type, document.id),
        "subject_type": subject_type,
        "subject_id": document.id,
        "stamp": EDITION + document.stamp,
        "title": tokens(title, known),
        "lead": tokens(found[:OPENING], known),
        "body": tokens(found, known),
    }


def forget(session: Session, subject_type: str, ids: Sequence[int]) -> None:
    """Take things out of the index."""
    gone = delete(SearchEntry).where(
        SearchEntry.subject_type == subject_type, SearchEntry.subject_id.in_(ids)
    )
    # No entry is ever held as an object: looking for one through a whole session takes longer
    # than everything else.
    session.execute(gone, execution_options={"synchronize_session": False})


def stale(
    session: Session, subject_type: str, subject_id: Any, stamp: ColumnElement[str] | Any
) -> list[int]:
    """The ids of the things that are not indexed as they are now.

    :param subject_id: the column with the ids; ``stamp`` the one that changes with the words.
    """
    here = and_(SearchEntry.subject_type == subject_type, SearchEntry.subject_id == subject_id)
    return list(
        session.scalars(
            select(subject_id)
            .outerjoin(SearchEntry, here)
            .where(func.coalesce(SearchEntry.stamp, "") != literal(EDITION).concat(stamp))
            .order_by(subject_id)
        )
    )


def forget_gone(session: Session, subject_type: str, subject_id: Any) -> None:
    """Take out of the index the things that are no longer there."""
    gone = session.scalars(
        select(SearchEntry.subject_id)
        .outerjoin(subject_id.class_, subject_id == SearchEntry.subject_id)
        .where(SearchEntry.subject_type == subject_type, subject_id.is_(None))
    ).all()
    if gone:
        forget(session, subject_type, gone)
