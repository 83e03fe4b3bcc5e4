"""Read calls: one, a filtered page of many, and the counts beside the filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline, Sighting
from matcher.calls.state import State
from matcher.calls.state_sql import StateSql, genuine, state_sql
from matcher.db import search
from matcher.db.search_sql import matches
from matcher.errors import NotFound
from matcher.money.sums import MONEY, enough, largest_first, no_amount, no_rate

Sort = Literal["deadline", "newest", "amount", "relevance"]
SORTS: tuple[Sort, ...] = ("deadline", "newest", "amount", "relevance")
LIVE: tuple[State, ...] = ("cierra-pronto", "abierta", "proxima", "permanente", "sin-fecha")
ENDED: tuple[State, ...] = ("cerrada", "retirada", "descartada")
STATES: tuple[State, ...] = (*LIVE, "dudosa", *ENDED)
PAGE = 25
SUBJECT = "call"
_FAR = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """What somebody asked for; an empty field asks for nothing.

    ``also`` gives, for a folded word of ``words``, others that will do as well; with ``any_word``
    some of the words will do. ``unknown_amount`` keeps calls that cannot be compared with
    ``amount_min``: the source gives no amount, or there is no rate for its currency. ``least`` is
    ``amount_min`` in the currencies there are rates for, ``worth`` what one unit of each is.
    ``extra`` are conditions of other nouns (tags), already expressed over ``Call``.
    """

    words: str = ""
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    any_word: bool = False
    states: tuple[State, ...] = LIVE
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    funder: str = ""
    local_government: bool = False
    country: bool = False
    amount_min: Decimal | None = None
    currency: str = ""
    least: Mapping[str, Decimal] = field(default_factory=dict)
    worth: Mapping[str, Decimal] = field(default_factory=dict)
    unknown_amount: bool = False
    closes_from: date | None = None
    closes_to: date | None = None
    extra: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPage:
    """One page of calls; ``after`` continues it, ``None`` at the end."""

    calls: list[Call]
    total: int
    without_amount: int
    after: str | None
    without_rate: int = 0


def get_call(session: Session, call_id: int) -> Call:
    """The call with this id.

    :raises NotFound: if there is none.
    """
    call = session.get(Call, call_id)
    if call is None:
        raise NotFound("Esta convocatoria no existe o se unió con otra.")
    return call


def find_calls(
    session: Session,
    wanted: CallFilter,
    *,
    now: datetime,
    timezone: str,
    sort: Sort = "deadline",
    after: str | None = None,
    limit: int = PAGE,
) -> CallPage:
    """One page of the calls ``wanted``, in the order of ``sort``.

    :param after: the ``after`` of the page before; one that cannot be read starts anew.
    """
    states = state_sql(session, now=now, timezone=timezone)
    found = matches(session, SUBJECT, wanted.words, wanted.also, any_word=wanted.any_word)
    if wanted.words.strip() and found is None:
        return CallPage(calls=[], total=0, without_amount=0, after=None)
    base = select(Call.id)
    if found is not None:
        base = base.join(found, found.c.subject_id == Call.id)
    elif sort == "relevance":
        sort = "deadline"
    base = base.where(*conditions(wanted, states))
    asked = base.where(amount) if (amount := _amount(wanted)) is not None else base
    total = _count(session, asked)
    keys = _keys(sort, states, found, wanted)
    rows = _page(session, asked, keys, after=after, limit=limit)
    calls = _load(session, [row[0] for row in rows[:limit]])
    left_out = wanted.amount_min is not None and not wanted.unknown_amount
    converted = left_out and bool(wanted.currency)
    return CallPage(
        calls=calls,
        total=total,
        without_amount=_count(session, base.where(no_amount())) if left_out else 0,
        without_rate=_count(session, base.where(no_rate(_least(wanted)))) if converted else 0,
        after=_cursor(rows[limit - 1]) if len(rows) > limit else None,
    )


def found_ids(
    session: Session, wanted: CallFilter, *, now: datetime, timezone: str
) -> Select[Any] | None:
    """The ids of the calls ``wanted``, for counting them; ``None`` where no word can be read."""
    states = state_sql(session, now=now, timezone=timezone)
    query = select(Call.id)
    if wanted.words.strip():
        found = matches(session, SUBJECT, wanted.words, wanted.also, any_word=wanted.any_word)
        if found is None:
            return None
        query = query.join(found, found.c.subject_id == Call.id)
    query = query.where(*conditions(wanted, states))
    return query if (amount := _amount(wanted)) is None else query.where(amount)


def conditions(wanted: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """``wanted`` as conditions over ``Call``, but for words and amount."""
    parts: list[ColumnElement[bool]] = list(wanted.extra)
    if wanted.states and set(wanted.states) != set(STATES):
        parts.append(states.state().in_(wanted.states))
    if wanted.kinds:
        parts.append(Call.kind.in_(wanted.kinds))
    if wanted.languages:
        parts.append(Call.language.in_(wanted.languages))
    if wanted.sources:
        parts.append(
            exists().where(Sighting.call_id == Call.id, Sighting.source_id.in_(wanted.sources))
        )
    if wanted.funder:
        parts.append(func.lower(Call.funder).contains(wanted.funder.lower(), autoescape=True))
    if wanted.local_government:
        parts.append(_not_refused("local_government"))
    if wanted.country:
        parts.append(_not_refused("agency_country"))
    if wanted.closes_from or wanted.closes_to:
        parts.append(
            exists().where(
                CallDeadline.call_id == Call.id,
                states.ahead,
                CallDeadline.on_day >= (wanted.closes_from or states.today),
                CallDeadline.on_day <= (wanted.closes_to or _FAR),
            )
        )
    return parts


def _not_refused(question: str) -> ColumnElement[bool]:
    """Calls that do not say no: the unknown stays in, shown as unknown."""
    answer = Call.facts["composed"]["eligibility"][question]["answer"].as_boolean()
    return or_(answer.is_(None), answer.is_(True))


def _least(wanted: CallFilter) -> Mapping[str, Decimal]:
    """The least amount in each currency it is known in; in its own one at least."""
    own = {wanted.currency: wanted.amount_min} if wanted.currency and wanted.amount_min else {}
    return {**own, **wanted.least}


def _amount(wanted: CallFilter) -> ColumnElement[bool] | None:
    if wanted.amount_min is None:
        return None
    if not wanted.currency:
        asked = wanted.amount_min <= MONEY
        return or_(asked, no_amount()) if wanted.unknown_amount else asked
    asked = enough(_least(wanted))
    unknown = or_(no_amount(), no_rate(_least(wanted)))
    return or_(asked, unknown) if wanted.unknown_amount else asked


def _count(session: Session, query: Select[Any]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


@dataclass(frozen=True, slots=True)
class _Key:
    """What a page is sorted by before the id; ``read`` turns a cursor's text back."""

    value: ColumnElement[Any]
    descending: bool
    read: Any


def _keys(sort: Sort, states: StateSql, found: Any, wanted: CallFilter) -> _Key:
    if sort == "relevance" and found is not None:
        return _Key(found.c.rank, False, float)
    if sort == "newest":
        return _Key(Call.first_seen_at.expression, True, datetime.fromisoformat)
    if sort == "amount":
        return _Key(largest_first(wanted.worth), True, float)
    if set(wanted.states) <= set(ENDED):
        return _Key(func.coalesce(Call.closes_on, date.min), True, date.fromisoformat)
    return _Key(func.coalesce(states.next_day(), _FAR), False, date.fromisoformat)


def _page(
    session: Session, query: Select[Any], key: _Key, *, after: str | None, limit: int
) -> Sequence[Any]:
    keyed = query.add_columns(key.value.label("sort_key")).subquery("keyed")
    value, number = keyed.c.sort_key, keyed.c.id
    page = select(number, value)
    if (start := _start(key, after)) is not None:
        at, last = start
        beyond = value < at if key.descending else value > at
        page = page.where(or_(beyond, and_(value == at, number > last)))
    order = value.desc() if key.descending else value.asc()
    return session.execute(page.order_by(order, number).limit(limit + 1)).all()


def _start(key: _Key, after: str | None) -> tuple[Any, int] | None:
    text, _, number = (after or "").rpartition("~")
    try:
        return key.read(text), int(number)
    except (ValueError, ArithmeticError):
        return None


def _cursor(row: Any) -> str:
    value = row[1].isoformat() if isinstance(row[1], date) else repr(row[1])
    if isinstance(row[1], Decimal):
        value = str(row[1])
    return f"{value}~{row[0]}"


def _load(session: Session, ids: Sequence[int]) -> list[Call]:
    loaded = {c.id: c for c in session.scalars(select(Call).where(Call.id.in_(ids)))}
    return [loaded[i] for i in ids]


def state_counts(session: Session, *, now: datetime, timezone: str) -> dict[str, int]:
    """How many calls are in each state."""
    state = state_sql(session, now=now, timezone=timezone).state().label("state")
    rows = session.execute(select(state, func.count()).group_by(state))
    return {name: count for name, count in rows}


def value_counts(session: Session, column: Any) -> list[tuple[str, int]]:
    """The values of a column that occur in calls taken for such, most frequent first."""
    rows = session.execute(
        select(column, func.count())
        .where(column.is_not(None), genuine())
        .group_by(column)
        .order_by(func.count().desc(), column)
    )
    return [(value, count) for value, count in rows]


def source_counts(session: Session) -> list[tuple[str, int]]:
    """Source id and how many calls it tells of, most first."""
    count = func.count(Sighting.call_id.distinct())
    rows = session.execute(
        select(Sighting.source_id, count)
        .join(Call)
        .where(genuine())
        .group_by(Sighting.source_id)
        .order_by(count.desc())
    )
    return [(value, number) for value, number in rows]


def refresh_index(session: Session) -> int:
    """Make what changed in the calls findable, and forget those that are gone; how many."""
    session.flush()
    search.forget_gone(session, SUBJECT, Call.id)
    stale = search.stale(session, SUBJECT, Call.id, Call.content_hash)
    return search.index(session, SUBJECT, _documents(session, stale))


def reindex(session: Session, call: Call) -> None:
    """Make what changed in one call findable at once."""
    session.flush()
    search.index(session, SUBJECT, _documents(session, [call.id]))


def _documents(session: Session, ids: Sequence[int]) -> Iterable[search.Searchable]:
    for first in range(0, len(ids), 500):
        query = select(Call).where(Call.id.in_(ids[first : first + 500]))
        for call in session.scalars(query):
            yield search.Searchable(
                id=call.id,
                stamp=call.content_hash,
                title=call.title,
                text=" ".join(filter(None, (call.funder, call.text))),
                language=call.language,
            )
