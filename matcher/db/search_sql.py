"""Look in the index: the same hits, in the same classes, on SQLite and PostgreSQL.

Neither database's own measure of relevance is asked, for they differ. A hit is of the best class
whose condition it meets: title before opening before the rest, the words typed before their
synonyms, all the words before some. Among equals the newest comes first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, Protocol

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    and_,
    cast,
    func,
    literal,
    literal_column,
    not_,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from matcher.db.search import PLACES, SearchEntry, place_of
from matcher.db.search_query import (
    NOTHING,
    Also,
    Run,
    SearchedWord,
    SearchQuery,
    forms,
    parse,
    telling,
)

Where = Literal["title", "head", "all"]
WHERE: tuple[Where, ...] = ("title", "head", "all")
"""The title, the title and the opening, everything."""
CLASS = 10**12
"""What a class is worth in a rank: more than there will ever be things."""
SOME_WORDS = 6
"""The first class of what does not hold all the words."""
_COLUMNS = {"title": "{title} : ", "head": "{title lead} : ", "all": ""}
"""How FTS5 is told where to look."""
_PAIRED = 6
"""Words of which any two together are better than one; of more, that would be many pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Groups of terms, of which one has to be there whole; ``typed``: by no synonym."""

    where: Where
    groups: tuple[tuple[SearchedWord, ...], ...]
    typed: bool = False
    without: tuple[SearchedWord, ...] = ()


class Engine(Protocol):
    """How one kind of database looks."""

    def having(self, condition: Condition) -> Select[Any]:
        """The ``place`` of every entry that meets ``condition``."""


def matches(
    session: Session,
    subject_type: str,
    query: str,
    also: Also = NOTHING,
    *,
    any_word: bool = False,
) -> FromClause | None:
    """Rows ``(subject_id, rank)`` that hold every term of ``query``; a low rank is a good one.

    :param any_word: also what holds only some of the terms, after all those that hold them all.
    :returns: ``None`` if ``query`` has no words.
    """
    asked = parse(query, also)
    if not asked.terms and not asked.without:
        return None
    engine: Engine = Fts5() if session.get_bind().dialect.name == "sqlite" else Vectors()
    if not asked.terms:
        return _all_but(engine, subject_type, asked.without)
    classes = [
        engine.having(condition).add_columns(literal(number).label("degree"))
        for number, condition in _classes(asked, any_word=any_word)
    ]
    hits = union_all(*classes).subquery("hits")
    best = (
        select(hits.c.place, func.min(hits.c.degree).label("degree"))
        .where(hits.c.place % PLACES == place_of(subject_type, 0))
        .group_by(hits.c.place)
        .subquery("best")
    )
    subject_id = best.c.place // PLACES
    rank = cast(best.c.degree, BigInteger) * CLASS - subject_id
    return select(subject_id.label("subject_id"), rank.label("rank")).subquery("found")


def class_of(rank: float) -> int:
    """The class of a hit with this rank; the classes from :data:`SOME_WORDS` on lack words."""
    return -int(-rank // CLASS)


def _classes(query: SearchQuery, *, any_word: bool) -> Iterator[tuple[int, Condition]]:
    """Number and condition of each class, best first."""
    every, without = (query.terms,), query.without
    for place, where in enumerate(WHERE):
        yield 2 * place, Condition(where=where, groups=every, typed=True, without=without)
        if any(term.also for term in query.terms):
            yield 2 * place + 1, Condition(where=where, groups=every, without=without)
    if not any_word or len(query.terms) < 2:
        return
    if 2 < len(query.terms) <= _PAIRED:
        pairs = tuple(combinations(query.terms, 2))
        for place, where in enumerate(WHERE[1:]):
            yield SOME_WORDS + place, Condition(where=where, groups=pairs, without=without)
    single = tuple((term,) for term in query.terms)
    for place, where in enumerate(WHERE):
        yield SOME_WORDS + 2 + place, Condition(where=where, groups=single, without=without)


def _all_but(engine: Engine, subject_type: str, without: Sequence[SearchedWord]) -> FromClause:
    """Everything that holds none of ``without``, where that is all that was asked."""
    held = Condition(where="all", groups=tuple((term,) for term in without))
    subject_id = SearchEntry.subject_id
    return (
        select(subject_id, (-cast(subject_id, BigInteger)).label("rank"))
        .where(SearchEntry.subject_type == subject_type)
        .where(SearchEntry.id.not_in(engine.having(held)))
        .subquery("found")
    )


class Fts5:
    """SQLite: one expression in the language of FTS5."""

    def having(self, condition: Condition) -> Select[Any]:
        """The ``place`` of every entry that meets ``condition``."""
        wanted = _either(
            _all(self._term(term, condition) for term in group) for group in condition.groups
        )
        expression = f"({_COLUMNS[condition.where]}{wanted})"
        if condition.without:
            anywhere = Condition(where="all", groups=(), typed=True)
            unwanted = _either(self._term(term, anywhere) for term in condition.without)
            expression += f" NOT {unwanted}"
        place: ColumnElement[int] = literal_column("search_fts.rowid", BigInteger)
        return (
            select(place.label("place"))
            .select_from(text("search_fts"))
            .where(literal_column("search_fts").op("MATCH")(literal(expression)))
        )

    def _term(self, term: SearchedWord, condition: Condition) -> str:
        ways = [f'"{form}"' for form in term.forms] or [_phrase(term.words)]
        for run in () if condition.typed else term.also:
            near = _all(_either(f'"{form}"' for form in forms(word)) for word in telling(run))
            if len(run) == 1 or condition.where != "all":
                ways.append(near)
            else:
                ways += [f"({_COLUMNS['head']}{near})", _phrase(run)]
        return _either(ways)


def _phrase(run: Run) -> str:
    return f'"{" ".join(run)}"'


def _all(parts: Iterator[str]) -> str:
    return f"({' AND '.join(parts)})"


def _either(parts: Any) -> str:
    return f"({' OR '.join(parts)})"


class Vectors:
    """PostgreSQL: vectors of plain tokens; what stands side by side is looked up in the text.

    A ``tsvector`` keeps no more than 256 places of a word, so its own phrases miss some.
    """

    def having(self, condition: Condition) -> Select[Any]:
        """The ``place`` of every entry that meets ``condition``."""
        wanted = or_(
            *(and_(*(self._term(term, condition) for term in g)) for g in condition.groups)
        )
        if condition.without:
            anywhere = Condition(where="all", groups=(), typed=True)
            wanted = and_(
                wanted, not_(or_(*(self._term(term, anywhere) for term in condition.without)))
            )
        return select(SearchEntry.id.label("place")).where(wanted)

    def _term(self, term: SearchedWord, condition: Condition) -> ColumnElement[bool]:
        where = condition.where
        ways = [_holds(where, _lexemes(term.forms))] if term.forms else [_beside(where, term.words)]
        for run in () if condition.typed else term.also:
            near = " & ".join(f"({_lexemes(forms(word))})" for word in telling(run))
            if len(run) == 1 or where != "all":
                ways.append(_holds(where, near))
            else:
                ways += [_holds("head", near), _beside(where, run)]
        return or_(*ways)


def _lexemes(wanted: Sequence[str]) -> str:
    return " | ".join(f"'{form}'" for form in wanted)


def _holds(where: Where, wanted: str) -> ColumnElement[bool]:
    """The tokens of ``where`` meet a query that is in the form the database keeps it in."""
    vector: ColumnElement[Any] = literal_column(f"search_entry.{where}_words")
    found: ColumnElement[bool] = vector.op("@@")(cast(literal(wanted), TSQUERY))
    return found


def _beside(where: Where, run: Run) -> ColumnElement[bool]:
    """The words of ``run`` stand side by side."""
    columns = {
        "title": (SearchEntry.title,),
        "head": (SearchEntry.title, SearchEntry.lead),
        "all": (SearchEntry.title, SearchEntry.body),
    }[where]
    side_by_side = [
        func.concat(" ", column, " ").contains(f" {' '.join(run)} ") for column in columns
    ]
    return and_(_holds(where, " & ".join(f"'{word}'" for word in run)), or_(*side_by_side))
