"""Full text on SQLite (FTS5) and PostgreSQL (tsvector), with the same answers on both.

Neither stems Spanish, English, Portuguese and French in one index, and PostgreSQL loses
matches when accents go before its stemmer. So words are folded and stemmed here, once, and
both databases index plain tokens: the folded words in order (for phrases), then their stems.
A word of a query matches its folded form or its stem in any of the languages.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import (
    DDL,
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    UniqueConstraint,
    delete,
    event,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from matcher.db.base import Base
from matcher.text import LANGUAGES, detect_language, stem, words

MAX_WORDS = 40_000
"""Words of one text that are indexed: a PostgreSQL tsvector holds a megabyte."""
TOGETHER = 500
"""Documents that are written at once."""
MAX_TERMS = 16
MAX_FORMS = 40
Also = Mapping[str, Sequence[str]]
NOTHING: Also = {}
_PART = re.compile(r'"([^"]+)"|(\S+)')


class SearchEntry(Base):
    """What is searched of one thing: tokens of its title and of the rest.

    ``stamp`` names the content that was indexed, so that what has not changed is skipped.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int]
    stamp: Mapped[str]
    title: Mapped[str]
    body: Mapped[str]


SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5("
    "title, body, content='search_entry', content_rowid='id', "
    "tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER IF NOT EXISTS search_entry_added AFTER INSERT ON search_entry BEGIN "
    "INSERT INTO search_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_gone AFTER DELETE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_entry_changed AFTER UPDATE ON search_entry BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, title, body) "
    "VALUES ('delete', old.id, old.title, old.body); "
    "INSERT INTO search_fts(rowid, title, body) VALUES (new.id, new.title, new.body); END",
)
"""What SQLite needs beside the table: for ``create_all`` and for the migration."""

_VECTOR = (
    "(setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D'))"
)
POSTGRESQL = (
    f"CREATE INDEX IF NOT EXISTS ix_search_entry_words ON search_entry USING gin ({_VECTOR})",
)
"""What PostgreSQL needs beside the table: for ``create_all`` and for the migration."""

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


def tokens(content: str, language: str | None) -> str:
    """Folded words of ``content`` in order, then the stems that are not among them."""
    found = words(content)[:MAX_WORDS]
    spoken = language if language in LANGUAGES else detect_language(content)
    if spoken is None:
        return " ".join(found)
    distinct = set(found)
    stemmed = {stem(word, spoken) for word in distinct} - distinct
    return " ".join([*found, *sorted(stemmed)])


def index(session: Session, subject_type: str, documents: Iterable[Searchable]) -> int:
    """Make ``documents`` findable (replacing what was indexed of them); how many."""
    count = 0
    rest = iter(documents)
    while some := list(islice(rest, TOGETHER)):
        forget(session, subject_type, [document.id for document in some])
        rows = [
            {
                "subject_type": subject_type,
                "subject_id": document.id,
                "stamp": document.stamp,
                "title": tokens(document.title, document.language),
                "body": tokens(document.text, document.language),
            }
            for document in some
        ]
        session.execute(insert(SearchEntry), rows)
        count += len(some)
    return count


def forget(session: Session, subject_type: str, ids: Sequence[int]) -> None:
    """Take things out of the index."""
    gone = delete(SearchEntry).where(
        SearchEntry.subject_type == subject_type, SearchEntry.subject_id.in_(ids)
    )
    # No entry is ever held as an object: looking for one through a whole session takes longer
    # than everything else.
    session.execute(gone, execution_options={"synchronize_session": False})


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """One word or «quoted phrase» of a query; any of ``forms`` will do, each a run of words."""

    forms: tuple[tuple[str, ...], ...]


def parse(query: str, also: Also = NOTHING) -> list[SearchedWord]:
    """The terms of what somebody typed; all must be found. Any input is safe.

    :param also: folded word → words or phrases that will do as well (a translation, a synonym).
    """
    terms: list[SearchedWord] = []
    for match in _PART.finditer(query):
        found = tuple(words(match[1] or match[2]))
        if not found:
            continue
        if match[1] or len(found) > 1:
            terms.append(SearchedWord((found,)))
        else:
            others = (tuple(words(name)) for name in also.get(found[0], ()))
            forms: list[tuple[str, ...]] = [(form,) for form in _forms(found[0])]
            forms += [f for name in others if name for f in _phrase_forms(name)]
            terms.append(SearchedWord(tuple(dict.fromkeys(forms))[:MAX_FORMS]))
    return terms[:MAX_TERMS]


def _phrase_forms(phrase: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [(form,) for form in _forms(phrase[0])] if len(phrase) == 1 else [phrase]


def _forms(word: str) -> list[str]:
    stemmed = (stem(word, language) for language in LANGUAGES)
    return list(dict.fromkeys([word, *(s for s in stemmed if len(s) > 2)]))


def matches(
    session: Session, subject_type: str, query: str, also: Also = NOTHING
) -> FromClause | None:
    """Rows ``(subject_id, rank)`` that hold every term of ``query``; a low rank is a good one.

    ``None`` if ``query`` has no words.
    """
    terms = parse(query, also)
    if not terms:
        return None
    if session.get_bind().dialect.name == "sqlite":
        return _sqlite(subject_type, terms)
    return _postgresql(subject_type, terms)


def _sqlite(subject_type: str, terms: Sequence[SearchedWord]) -> FromClause:
    expression = " AND ".join(
        "(" + " OR ".join('"' + " ".join(form) + '"' for form in term.forms) + ")" for term in terms
    )
    hits = (
        select(
            literal_column("search_fts.rowid", Integer).label("entry_id"),
            literal_column("bm25(search_fts, 8.0, 1.0)").label("rank"),
        )
        .select_from(text("search_fts"))
        .where(literal_column("search_fts").op("MATCH")(literal(expression)))
        .subquery("hits")
    )
    return (
        select(SearchEntry.subject_id, hits.c.rank)
        .join(hits, hits.c.entry_id == SearchEntry.id)
        .where(SearchEntry.subject_type == subject_type)
        .subquery("found")
    )


def _postgresql(subject_type: str, terms: Sequence[SearchedWord]) -> FromClause:
    wanted: ColumnElement[Any] = func.to_tsquery(
        "simple",
        " & ".join(
            "(" + " | ".join("(" + " <-> ".join(form) + ")" for form in term.forms) + ")"
            for term in terms
        ),
    )
    vector: ColumnElement[Any] = literal_column(_VECTOR)
    return (
        select(SearchEntry.subject_id, (-func.ts_rank(vector, wanted)).label("rank"))
        .where(SearchEntry.subject_type == subject_type, vector.op("@@")(wanted))
        .subquery("found")
    )


def stamps(session: Session, subject_type: str) -> dict[int, str]:
    """What of each thing is indexed: id → stamp."""
    rows = session.execute(
        select(SearchEntry.subject_id, SearchEntry.stamp).where(
            SearchEntry.subject_type == subject_type
        )
    )
    return {subject_id: stamp for subject_id, stamp in rows}


def hit_ranges(content: str, query: str, also: Also = NOTHING) -> list[tuple[int, int]]:
    """Where the terms of ``query`` stand in ``content``, as code-point offsets."""
    terms = parse(query, also)
    singles = {form[0] for term in terms for form in term.forms if len(form) == 1}
    singles |= {word for term in terms for form in term.forms if len(form) > 1 for word in form}
    if not singles:
        return []
    return [
        (match.start(), match.end())
        for match in re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", content)
        if _meets(match[0], singles)
    ]


def _meets(word: str, wanted: set[str]) -> bool:
    found = words(word)
    return bool(found) and not wanted.isdisjoint(_forms(found[0]))
