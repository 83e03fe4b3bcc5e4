"""The state of calls as the database computes it: the same answer as :mod:`matcher.calls.state`.

Only deadlines within a day of a boundary can be moved by their hour and zone. Those few are
judged in Python; all others by their day, so that 100,000 calls need no row to be loaded.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from matcher.calls.models import Call, CallDeadline, Sighting
from matcher.calls.state import LATER_STAGES, SOON_DAYS, State, days_left, is_past
from matcher.clock import local_day
from matcher.db.generation import remembered

_DAY = timedelta(days=1)
ONE_MOMENT = "one-moment"
"""Set in the info of a session that shows one page and is gone."""
_KEPT = "state-sql"
ClosingTimes = Mapping[tuple[Any, ...], Sequence[int]]
"""Day, hour, zone and label → the deadlines that have them."""
_OPEN: frozenset[State] = frozenset({"proxima", "cierra-pronto", "abierta"})
_UNDATED: frozenset[State] = frozenset({"proxima", "permanente", "sin-fecha", "cerrada"})
_SET_APART: frozenset[State] = frozenset({"descartada", "retirada", "dudosa"})


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSql:
    """Expressions over ``Call`` that hold at one instant.

    ``past``, ``alive``, ``early`` and ``late`` are the deadlines whose hour and zone say otherwise
    than their day: gone today, not yet gone, soon already, not yet soon.
    """

    today: date
    past: frozenset[int]
    alive: frozenset[int]
    early: frozenset[int]
    late: frozenset[int]

    def is_ahead(self, deadline: Any = CallDeadline) -> ColumnElement[bool]:
        """Of a ``CallDeadline`` (or an alias of it): not yet past, and one enters by it."""
        day = deadline.on_day
        parts = [
            day >= self.today,
            func.coalesce(deadline.label, "").not_in(LATER_STAGES),
        ]
        if self.alive:  # none of them lies more than a day back: the index still serves
            parts[0] = and_(
                day >= self.today - _DAY, or_(day >= self.today, _is_one(deadline, self.alive))
            )
        if self.past:
            parts.append(~_is_one(deadline, self.past))
        return and_(*parts)

    def is_soon(self, deadline: Any = CallDeadline) -> ColumnElement[bool]:
        """Of a ``CallDeadline`` ahead: closes within :data:`SOON_DAYS` days."""
        soon: ColumnElement[bool] = deadline.on_day <= self.today + timedelta(days=SOON_DAYS)
        if self.early:
            soon = or_(soon, _is_one(deadline, self.early))
        return and_(soon, ~_is_one(deadline, self.late)) if self.late else soon

    def next_day(self) -> ScalarSelect[date | None]:
        """The first closing day still ahead of a call."""
        return (
            select(func.min(CallDeadline.on_day))
            .where(CallDeadline.call_id == Call.id, self.is_ahead())
            .correlate(Call)
            .scalar_subquery()
        )

    def has_ahead(self) -> ColumnElement[bool]:
        """Whether a call has a deadline ahead."""
        return _of_call(self.is_ahead())

    def state(self) -> ColumnElement[str]:
        """The state of a call, as in :func:`matcher.calls.state.state_of`."""
        return _made(self, None, None)

    def within(self, states: Iterable[State], *, ahead: bool | None) -> ColumnElement[bool]:
        """Whether a call is in one of ``states``: ``state().in_(states)``, asked for less.

        :param ahead: whether it is known to have a deadline ahead, or to have none.
        """
        return _made(self, frozenset(states), ahead)

    def _state(self) -> ColumnElement[str]:
        soon = _of_call(self.is_ahead(), self.is_soon())
        entered = case(
            (Call.opens_on > self.today, "proxima"), (soon, "cierra-pronto"), else_="abierta"
        )
        return case(
            (Call.discarded_at.is_not(None), "descartada"),
            (_withdrawn(), "retirada"),
            (doubtful(), "dudosa"),
            (self.has_ahead(), entered),
            else_=self._without_ahead(),
        )

    def _without_ahead(self) -> ColumnElement[str]:
        """The state of a call that stands and has no deadline ahead; of one that has, «cerrada»."""
        return case(
            (_of_call(CallDeadline.on_day.is_not(None)), "cerrada"),
            (Call.opens_on > self.today, "proxima"),
            (Call.rolling.is_(True), "permanente"),
            (Call.published_status == "closed", "cerrada"),
            (Call.published_status == "forthcoming", "proxima"),
            else_="sin-fecha",
        )

    def _within(self, wanted: frozenset[State], *, ahead: bool | None) -> ColumnElement[bool]:
        if wanted & _SET_APART:
            return self.state().in_(sorted(wanted))
        parts: list[ColumnElement[bool]] = []
        if wanted & _OPEN and ahead is not False:
            parts.append(self._open(wanted & _OPEN, known=ahead is True))
        if wanted & _UNDATED and ahead is not True:
            undated = self._without_ahead().in_(sorted(wanted & _UNDATED))
            asked = ahead is None and "cerrada" in wanted  # else one with a day ahead is not in it
            parts.append(and_(~self.has_ahead(), undated) if asked else undated)
        stands = [Call.discarded_at.is_(None), ~_withdrawn(), ~doubtful(), or_(false(), *parts)]
        return and_(*stands, self._over()) if wanted == {"cerrada"} else and_(*stands)

    def _open(self, wanted: frozenset[State], *, known: bool) -> ColumnElement[bool]:
        """Whether a call that stands has a deadline ahead and is therefore in one of ``wanted``."""
        later = and_(Call.opens_on.is_not(None), Call.opens_on > self.today)
        soon = Call.id.in_(select(CallDeadline.call_id).where(self.is_ahead(), self.is_soon()))
        ways: dict[State, ColumnElement[bool]] = {
            "proxima": later,
            "cierra-pronto": and_(~later, soon),
            "abierta": and_(~later, ~soon),
        }
        parts = [] if wanted == _OPEN else [or_(*(ways[state] for state in sorted(wanted)))]
        return and_(true(), *parts) if known else and_(self.has_ahead(), *parts)

    def _over(self) -> ColumnElement[bool]:
        """True of every closed call, and of few others: told by the last day alone."""
        stages = select(CallDeadline.call_id).where(
            CallDeadline.on_day > self.today, CallDeadline.label.in_(LATER_STAGES)
        )
        last = Call.closes_on
        return or_(last.is_(None), last <= self.today + _DAY, Call.id.in_(stages))


@lru_cache(maxsize=128)
def _made(
    states: StateSql, wanted: frozenset[State] | None, ahead: bool | None
) -> ColumnElement[Any]:
    """The state, or whether it is a ``wanted`` one: long to put together, and asked all the time.

    From one request to the next nothing in it changes until a deadline passes.
    """
    return states._state() if wanted is None else states._within(wanted, ahead=ahead)


def _is_one(deadline: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Whether a deadline is one of these, written out: the same numbers stand in five places.

    Given as values they were hundreds for each question, and PostgreSQL compared each row with
    every one of them as soon as it kept the plan.
    """
    among: ColumnElement[Any] = literal_column(f"({', '.join(map(str, sorted(numbers)))})")
    one: ColumnElement[bool] = deadline.id.op("IN", is_comparison=True)(among)
    return one


def _of_call(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a call has a deadline of which this holds; the index answers without its row."""
    mine = select(CallDeadline.id).where(CallDeadline.call_id == Call.id, *conditions)
    return mine.correlate(Call).exists()


def _withdrawn() -> ColumnElement[bool]:
    return or_(Call.withdrawn_at.is_not(None), Call.published_status == "cancelled")


@lru_cache
def doubtful() -> ColumnElement[bool]:
    """Calls that seem to be none, and of which no person has said that they are."""
    return and_(Call.doubt.is_not(None), Call.confirmed_at.is_(None))


@lru_cache
def genuine() -> ColumnElement[bool]:
    """Calls that are taken for such: nobody discarded them, and nothing is doubtful."""
    return and_(Call.discarded_at.is_(None), ~doubtful())


@lru_cache
def set_apart() -> CompoundSelect[tuple[int]]:
    """The few calls that are not :func:`genuine`: quicker to leave out than all others to take."""
    return union_all(*_apart())


def _apart(*others: ColumnElement[bool]) -> list[Select[int]]:
    conditions = (Call.discarded_at.is_not(None), doubtful(), *others)
    return [select(Call.id).where(one) for one in conditions]


@lru_cache
def joined() -> ColumnElement[bool]:
    """Calls that are another since a person joined the two: all their records are its own now."""
    records = select(Sighting.id).where(Sighting.call_id == Call.id).correlate(Call)
    return and_(Call.withdrawn_at.is_not(None), ~records.exists())


def unjoined(states: Sequence[State], *, but: bool) -> list[ColumnElement[bool]]:
    """Leaves out what is another call, which only as withdrawn would come in; ``but`` does not."""
    return [] if but or (states and "retirada" not in states) else [~joined()]


@lru_cache
def unlisted() -> CompoundSelect[tuple[int]]:
    """What no figure beside a filter counts: what is set apart, and what is another call."""
    return union_all(*_apart(joined()))


@lru_cache
def standing() -> ColumnElement[bool]:
    """Calls taken for such that their sources have not withdrawn."""
    return and_(Call.withdrawn_at.is_(None), genuine())


@dataclass(slots=True)
class _ClosingTime:
    """Day, hour and zone of a deadline: very many have the same."""

    on_day: date | None
    at_time: time | None
    timezone: str | None
    label: str | None


_TIMES = (CallDeadline.on_day, CallDeadline.at_time, CallDeadline.timezone, CallDeadline.label)
_NEAR = select(CallDeadline.id, *_TIMES).where(
    or_(
        CallDeadline.on_day.between(bindparam("first"), bindparam("second")),
        CallDeadline.on_day.between(bindparam("third"), bindparam("last")),
    ),
    CallDeadline.at_time.is_not(None),
    CallDeadline.timezone.is_not(None),
)
"""The days on which an hour and a zone can say otherwise than the day."""


def state_sql(session: Session, *, now: datetime, timezone: str) -> StateSql:
    """The expressions that hold at ``now`` (UTC) in the agency's ``timezone``.

    In a session of :data:`ONE_MOMENT` they are read once: a page asks for them many times.
    """
    if not session.info.get(ONE_MOMENT):
        return _read(session, now=now, timezone=timezone)
    kept: dict[tuple[datetime, str], StateSql] = session.info.setdefault(_KEPT, {})
    if (now, timezone) not in kept:
        kept[now, timezone] = _read(session, now=now, timezone=timezone)
    return kept[now, timezone]


def _read(session: Session, *, now: datetime, timezone: str) -> StateSql:
    today = local_day(now, timezone)
    near = remembered(session, "near-closings", lambda: near_closings(session, today), also=today)
    return judged(near, now=now, timezone=timezone)


def near_closings(session: Session, today: date) -> ClosingTimes:
    """The closing times that may fall on another day here than there, and which have them."""
    limit = today + timedelta(days=SOON_DAYS)
    days = {"first": today - _DAY, "second": today + _DAY, "third": limit - _DAY}
    found: dict[tuple[Any, ...], list[int]] = {}
    for number, *when in session.execute(_NEAR, {**days, "last": limit + _DAY}):
        found.setdefault(tuple(when), []).append(number)
    return found


def judged(near: ClosingTimes, *, now: datetime, timezone: str) -> StateSql:
    """What :func:`near_closings` come to at ``now``."""
    today = local_day(now, timezone)
    limit = today + timedelta(days=SOON_DAYS)
    moved: dict[str, set[int]] = {name: set() for name in ("past", "alive", "early", "late")}

    def said(day: Any, *when: Any) -> list[str]:
        """In which of the sets a deadline of this day, hour and zone belongs."""
        told = _ClosingTime(day, *when)
        past = is_past(told, now=now, timezone=timezone)
        left = days_left(told, now=now, timezone=timezone)
        soon = left is not None and left <= SOON_DAYS
        holds = {
            "past": past is True and day >= today,
            "alive": past is False and day < today,
            "early": left is not None and soon and day > limit,
            "late": left is not None and not soon and day <= limit,
        }
        return [name for name, so in holds.items() if so]

    for when, numbers in near.items():  # many close at the same time: it is judged once
        for name in said(*when):
            moved[name].update(numbers)
    return StateSql(today=today, **{name: frozenset(ids) for name, ids in moved.items()})


CLOSING, _SOONER = aliased(CallDeadline), aliased(CallDeadline)


@lru_cache(maxsize=64)
def by_next_day(states: StateSql, wanted: tuple[State, ...]) -> Select[int, date | None]:
    """Calls by their next day (of :data:`CLOSING`), in these states or, without any, in all.

    Put together once until a deadline passes.
    """
    day, sooner = CLOSING, _SOONER
    before = or_(sooner.on_day < day.on_day, and_(sooner.on_day == day.on_day, sooner.id < day.id))
    others = select(sooner.id).where(sooner.call_id == day.call_id, states.is_ahead(sooner), before)
    within = [states.within(wanted, ahead=True)] if wanted else []
    stands = exists().where(Call.id == day.call_id, *within)
    return (
        select(day.call_id, day.on_day)
        .where(states.is_ahead(day), day.on_day < date.max, ~others.exists(), stands)
        .order_by(day.on_day, day.call_id)
    )
