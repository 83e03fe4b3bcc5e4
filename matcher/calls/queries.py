"""Read calls: one, a filtered page of many, and the counts beside the filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    and_,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from matcher.calls.models import BY_LAST_DAY, Call, CallDeadline, Sighting
from matcher.calls.state import State
from matcher.calls.state_sql import CLOSING, StateSql, by_next_day, state_sql, unjoined
from matcher.calls.twins import standing
from matcher.db import search
from matcher.db.search_sql import matches
from matcher.errors import NotFound
from matcher.money.sums import MONEY, enough, largest_first, no_amount, no_rate
from matcher.text import key_after, start_after

Sort = Literal["deadline", "newest", "amount", "relevance"]
SORTS: tuple[Sort, ...] = ("deadline", "newest", "amount", "relevance")
LIVE: tuple[State, ...] = ("cierra-pronto", "abierta", "proxima", "permanente", "sin-fecha")
ENDED: tuple[State, ...] = ("cerrada", "retirada", "descartada")
STATES: tuple[State, ...] = (*LIVE, "dudosa", *ENDED)
PAGE = 25
COUNTED = 10_000
"""Calls found are counted up to here: «más de 10.000» says enough of a list nobody reads whole."""
FEW = 2_000
"""So many are put in order; more are read in an order the database keeps."""
SUBJECT = "call"
_NEAR = 8  # pages looked through first by an index: PostgreSQL would judge every call otherwise
_FAR = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """What somebody asked for; an empty field asks for nothing.

    ``also`` gives, for a folded word of ``words``, others that will do as well; with ``any_word``
    some of the words will do. ``unknown_amount`` keeps calls that cannot be compared with
    ``amount_min``: the source gives no amount, or there is no rate for its currency. ``least`` is
    ``amount_min`` in the currencies there are rates for, ``worth`` what one unit of each is.
    ``joined`` asks also for what is another call since the two were joined, as withdrawn.
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
    joined: bool = False
    extra: tuple[ColumnElement[bool], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CallPage:
    """One page of calls; ``after`` continues it, ``None`` at the end.

    ``total`` and the sums without something stop at one more than :data:`COUNTED`.
    """

    session: Session = field(repr=False, compare=False)
    ids: Sequence[int]
    total: int
    without_amount: int
    after: str | None
    without_rate: int = 0

    @cached_property
    def calls(self) -> list[Call]:
        """The calls themselves, read when they are asked for."""
        return load_calls(self.session, self.ids)


def get_call(session: Session, call_id: int) -> Call:
    """The call with this id, or the one that it was joined to.

    :raises NotFound: if there is none.
    """
    call = standing(session, session.get(Call, call_id))
    if call is None:
        raise NotFound("Esta convocatoria no existe.")
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
    counted: Mapping[str, int] | None = None,
    total: int | None = None,
) -> CallPage:
    """One page of the calls ``wanted``, in the order of ``sort``.

    :param after: the ``after`` of the page before; one that cannot be read starts anew.
    :param counted: how many calls are in each state, where that is known: a list that is narrowed
        by nothing else is not counted again.
    :param total: how many there are, where it is known.
    """
    states = state_sql(session, now=now, timezone=timezone)
    found = matches(session, SUBJECT, wanted.words, wanted.also, any_word=wanted.any_word)
    if wanted.words.strip() and found is None:
        return CallPage(session=session, ids=[], total=0, without_amount=0, after=None)
    if found is None and sort == "relevance":
        sort = "deadline"
    narrowed = conditions(wanted, states)
    parts = narrowing(wanted, states)
    among = _among(wanted, states, found)
    known = None if found is not None or parts else counted
    if total is None:
        total = _summed(wanted, known) or _count(session, among.where(*parts))
    by_day = found is None and sort == "deadline" and not set(wanted.states) <= set(ENDED)
    if by_day and total > FEW:
        rows = _next_to_close(session, wanted, states, parts, after=after, limit=limit)
    else:
        key = _key(sort, states, found, wanted)
        asked = _base(wanted, states, found).where(*parts)
        rows = _page(session, asked, key, after=after, limit=limit)
    without_amount, without_rate = _left_out(session, wanted, among.where(*narrowed))
    return CallPage(
        session=session,
        ids=[row[0] for row in rows[:limit]],
        total=min(total, COUNTED + 1),
        without_amount=without_amount,
        without_rate=without_rate,
        after=_cursor(rows[limit - 1]) if len(rows) > limit else None,
    )


def found_ids(
    session: Session, wanted: CallFilter, *, now: datetime, timezone: str
) -> Select[Any] | None:
    """The ids of the calls ``wanted``, for counting them; ``None`` where no word can be read."""
    states = state_sql(session, now=now, timezone=timezone)
    found = matches(session, SUBJECT, wanted.words, wanted.also, any_word=wanted.any_word)
    if wanted.words.strip() and found is None:
        return None
    return _among(wanted, states, found).where(*narrowing(wanted, states))


def _summed(wanted: CallFilter, counted: Mapping[str, int] | None) -> int:
    """How many calls are in the states asked for, as far as it is known."""
    return sum((counted or {}).get(state, 0) for state in wanted.states or STATES)


def _left_out(session: Session, wanted: CallFilter, among: Select[Any]) -> tuple[int, int]:
    """How many were left out: those that name no sum, and those no rate compares."""
    if wanted.amount_min is None or wanted.unknown_amount:
        return 0, 0
    apart = _count(session, among.where(no_rate(_least(wanted)))) if wanted.currency else 0
    return _count(session, among.where(no_amount())), apart


def closing_next(
    session: Session, wanted: CallFilter, *, now: datetime, timezone: str, limit: int
) -> list[int]:
    """The first of the calls ``wanted`` to close, however many there are. Words are not asked."""
    states = state_sql(session, now=now, timezone=timezone)
    any_day = replace(wanted, closes_from=None, closes_to=None)
    parts = [*conditions(any_day, states), *closing_of_each(wanted, states)]
    rows = _next_to_close(session, wanted, states, parts, after=None, limit=limit)
    return [row[0] for row in rows[:limit]]


def _base(wanted: CallFilter, states: StateSql, found: FromClause | None) -> Select[Any]:
    """The calls that hold the words, in the states asked for."""
    base = select(Call.id)
    if found is not None:
        base = base.join(found, found.c.subject_id == Call.id)
    return base.where(*_within(wanted, states))


def _among(wanted: CallFilter, states: StateSql, found: FromClause | None) -> Select[Any]:
    """The same calls, to be counted: gone through without fetching the whole row of each hit."""
    held = [] if found is None else [(Call.id + 0).in_(select(found.c.subject_id))]
    return select(Call.id).where(*_within(wanted, states), *held)


def _within(
    wanted: CallFilter, states: StateSql, *, ahead: bool | None = None
) -> list[ColumnElement[bool]]:
    every = not wanted.states or set(wanted.states) == set(STATES)
    within = [] if every else [states.within(wanted.states, ahead=ahead)]
    return within + unjoined(wanted.states, but=wanted.joined)


def conditions(wanted: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """``wanted`` as conditions over ``Call``, but for words, states and amount."""
    parts: list[ColumnElement[bool]] = list(wanted.extra)
    if wanted.kinds:
        parts.append(Call.kind.in_(wanted.kinds))
    if wanted.languages:
        parts.append(Call.language.in_(wanted.languages))
    if wanted.sources:
        told = select(Sighting.call_id).where(Sighting.source_id.in_(wanted.sources))
        parts.append((Call.id + 0).in_(told))
    if wanted.funder:
        parts.append(func.lower(Call.funder).contains(wanted.funder.lower(), autoescape=True))
    if wanted.local_government:
        parts.append(Call.local_refused.is_(False))
    if wanted.country:
        parts.append(Call.country_refused.is_(False))
    if days := days_asked(wanted, states):
        parts.append(Call.id.in_(select(CallDeadline.call_id).where(*days)))
    return parts


def days_asked(wanted: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """What a deadline meets that closes when ``wanted`` says; nothing where it says no day."""
    if not wanted.closes_from and not wanted.closes_to:
        return []
    first, last = wanted.closes_from or states.today, wanted.closes_to or _FAR
    return [states.is_ahead(), CallDeadline.on_day >= first, CallDeadline.on_day <= last]


def closing_of_each(wanted: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """The same as a condition that is looked up for each call: for the few of a page."""
    days = days_asked(wanted, states)
    mine = select(CallDeadline.id).where(CallDeadline.call_id == Call.id, *days)
    return [mine.correlate(Call).exists()] if days else []


def narrowing(wanted: CallFilter, states: StateSql) -> list[ColumnElement[bool]]:
    """The same, with the amount."""
    amount = _amount(wanted)
    return conditions(wanted, states) + ([] if amount is None else [amount])


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
    """How many ``query`` finds, counted up to :data:`COUNTED` and one."""
    some = query.limit(COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


@dataclass(frozen=True, slots=True)
class _Key:
    """What a page is sorted by before the id; ``read`` turns a cursor's text back."""

    value: ColumnElement[Any]
    descending: bool
    read: Any
    kept: bool = False


def _key(sort: Sort, states: StateSql, found: Any, wanted: CallFilter) -> _Key:
    if sort == "relevance" and found is not None:
        return _Key(found.c.rank, False, float)
    if sort == "newest":
        return _Key(Call.first_seen_at.expression, True, datetime.fromisoformat, kept=found is None)
    if sort == "amount":
        return _Key(largest_first(wanted.worth), True, float)
    if set(wanted.states) <= set(ENDED):
        return _Key(literal_column(BY_LAST_DAY, Date()), True, date.fromisoformat)
    return _Key(func.coalesce(states.next_day(), _FAR), False, date.fromisoformat)


def _page(
    session: Session, query: Select[Any], key: _Key, *, after: str | None, limit: int
) -> Sequence[Any]:
    start = start_after(key.read, after)
    beyond = [] if start is None else [_beyond(key, Call.id, *start)]
    order = key.value.desc() if key.descending else key.value
    page = query.add_columns(key.value).where(*beyond).order_by(order, Call.id).limit(limit + 1)
    if key.kept:
        first = select(Call.id).where(*beyond).order_by(order, Call.id).limit(_NEAR * limit)
        if len(rows := session.execute(page.where(Call.id.in_(first))).all()) > limit:
            return rows
    return session.execute(page).all()


def _beyond(key: _Key, number: Any, at: Any, last: int) -> ColumnElement[bool]:
    """What comes after the row of this key and id; an index on the key finds its beginning."""
    value = key.value
    reached, passed = (value <= at, value < at) if key.descending else (value >= at, value > at)
    return and_(reached, or_(passed, number > last))


def _next_to_close(
    session: Session,
    wanted: CallFilter,
    states: StateSql,
    parts: Sequence[ColumnElement[bool]],
    *,
    after: str | None,
    limit: int,
) -> Sequence[Any]:
    """A page by closing day, read in the order of the deadlines; what has none ahead comes last.

    The same page as :func:`_page` gives, which asks every call for its next day first.
    """
    day, parts = CLOSING, [*parts, *unjoined(wanted.states, but=wanted.joined)]
    every = not wanted.states or set(wanted.states) == set(STATES)
    dated = by_next_day(states, () if every else wanted.states)
    start = start_after(date.fromisoformat, after)
    if parts:
        dated = dated.where(exists().where(Call.id == day.call_id, *parts))
    if wanted.closes_to is not None:
        dated = dated.where(day.on_day <= wanted.closes_to)
    if start is not None:
        dated = dated.where(_beyond(_Key(day.on_day.expression, False, None), day.call_id, *start))
    rows = list(session.execute(dated.limit(limit + 1)))
    if len(rows) > limit or wanted.closes_from or wanted.closes_to:
        return rows
    # Not in the order of the table itself, which would be read whole for the few that are left.
    number, ahead = Call.id + 0, and_(states.is_ahead(day), day.on_day < _FAR)
    undated = (
        select(Call.id, literal(_FAR, Date()))
        .where(number > (start[1] if start is not None and start[0] == _FAR else 0))
        .where(~select(day.id).where(day.call_id == Call.id, ahead).exists(), *parts)
        .where(*_within(wanted, states, ahead=False))
    )
    rows += session.execute(undated.order_by(number).limit(limit + 1 - len(rows)))
    return rows


def _cursor(row: Any) -> str:
    return key_after(row[1].isoformat() if isinstance(row[1], date) else str(row[1]), row[0])


def load_calls(session: Session, ids: Sequence[int]) -> list[Call]:
    """The calls with these ids, in this order."""
    loaded = {c.id: c for c in session.scalars(select(Call).where(Call.id.in_(ids)))}
    return [loaded[i] for i in ids]


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
