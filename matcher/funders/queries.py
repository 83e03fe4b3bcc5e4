"""Read a funder: its calls, its rounds, the months it closes in, how it went with it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, extract, func, select
from sqlalchemy.orm import Session, selectinload

from matcher.calls.models import Call
from matcher.calls.queries import LIVE
from matcher.calls.rounds import Round, rounds_before
from matcher.calls.state import State
from matcher.calls.state_sql import StateSql, genuine, joined, standing
from matcher.funders.models import FunderNote
from matcher.pursuits.models import Pursuit, Stage
from matcher.pursuits.queries import standing_pursuits
from matcher.pursuits.stages import AT_THE_FUNDER, OPEN

OPEN_NOW: tuple[State, ...] = ("cierra-pronto", "abierta", "permanente")
"""States in which one can apply today, as far as is known."""
SHOWN = 30
MOST_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How often we went after calls of a funder, and what came of it."""

    sent: int = 0
    won: int = 0
    lost: int = 0
    going: int = 0

    @property
    def waiting(self) -> int:
        """Sent, and not answered yet."""
        return self.sent - self.won - self.lost


@dataclass(frozen=True, slots=True)
class Month:
    """One month of the year, and how many calls closed in it in each year."""

    number: int
    years: Mapping[int, int]

    @property
    def closings(self) -> int:
        """How many calls closed in it, of any year."""
        return sum(self.years.values())

    @property
    def usual(self) -> bool:
        """Whether calls closed in it in more than one year."""
        return len(self.years) > 1


@dataclass(frozen=True, slots=True)
class CallsOf:
    """The calls of a funder: the first that stand, the latest that are over, how many of each."""

    standing: Sequence[Call]
    over: Sequence[Call]
    counted: Mapping[str, int]

    @property
    def open_now(self) -> int:
        """How many one can apply to today."""
        return sum(self.counted.get(state, 0) for state in OPEN_NOW)

    @property
    def more_standing(self) -> int:
        """How many that stand are not shown."""
        return sum(self.counted.get(state, 0) for state in LIVE) - len(self.standing)

    @property
    def more_over(self) -> int:
        """How many that are over are not shown."""
        return self.counted.get("cerrada", 0) - len(self.over)


def open_by_name(session: Session, states: StateSql) -> dict[str, int]:
    """Name of a funder → calls one can apply to today."""
    rows = session.execute(
        select(Call.funder, func.count())
        .where(Call.funder.is_not(None), states.within(OPEN_NOW, ahead=None))
        .group_by(Call.funder)
    )
    return {name: count for name, count in rows if name}


def records_by_name(session: Session) -> dict[str, Counter[Stage]]:
    """Name of a funder → how many of our pursuits of its calls are in each stage."""
    found: dict[str, Counter[Stage]] = {}
    rows = session.execute(
        select(Call.funder, Pursuit.stage, func.count())
        .join(Call, Call.id == Pursuit.call_id)
        .where(Pursuit.joined_into_id.is_(None), Call.funder.is_not(None))
        .group_by(Call.funder, Pursuit.stage)
    )
    for name, stage, count in rows:
        found.setdefault(name or "", Counter())[stage] = count
    return found


def noted_names(session: Session) -> set[str]:
    """The names of funders somebody wrote a contact or a note about."""
    return set(session.scalars(select(FunderNote.funder).distinct()))


def record_of(stages: Mapping[Stage, int]) -> TrackRecord:
    """What the stages of pursuits say: won or lost is only what was sent."""
    won, lost = stages.get("won", 0), stages.get("lost", 0)
    waiting = sum(stages.get(stage, 0) for stage in AT_THE_FUNDER)
    going = sum(stages.get(stage, 0) for stage in OPEN) - waiting
    return TrackRecord(sent=waiting + won + lost, won=won, lost=lost, going=going)


def calls_of(
    session: Session, names: Sequence[str], states: StateSql, *, shown: int = SHOWN
) -> CallsOf:
    """The calls of these names: open ones first, by closing; and the latest that closed."""
    theirs, state = Call.funder.in_(names), states.state()
    counted = session.execute(
        select(state.label("state"), func.count()).where(theirs, ~joined()).group_by("state")
    )
    later = case((state.in_(OPEN_NOW), 0), (state == "proxima", 1), else_=2)
    closing = func.coalesce(states.next_day(), date.max)
    alive = (
        select(Call)
        .where(theirs, states.within(LIVE, ahead=None))
        .order_by(later, closing, Call.id)
    )
    over = (
        select(Call)
        .where(theirs, state == "cerrada")
        .order_by(func.coalesce(Call.closes_on, date.min).desc(), Call.id.desc())
    )
    return CallsOf(
        standing=session.scalars(alive.limit(shown)).all(),
        over=session.scalars(over.limit(shown)).all(),
        counted={name: count for name, count in counted},
    )


def months_of(session: Session, names: Sequence[str]) -> list[Month]:
    """The twelve months, by the last closing day of each call of these names."""
    year, month = extract("year", Call.closes_on), extract("month", Call.closes_on)
    years: dict[int, dict[int, int]] = {number: {} for number in range(1, 13)}
    rows = session.execute(
        select(month, year, func.count())
        .where(Call.funder.in_(names), Call.closes_on.is_not(None), standing())
        .group_by(month, year)
        .order_by(year)
    )
    for number, when, count in rows:
        years[int(number)][int(when)] = count
    return [Month(number, told) for number, told in years.items()]


def rounds_of(session: Session, names: Sequence[str]) -> list[tuple[Call, list[Round]]]:
    """Calls that came back: the latest round of each with those before, the latest first."""
    last = func.max(Call.closes_on)
    theirs = (Call.funder.in_(names), Call.closes_on.is_not(None), genuine())
    keys = session.scalars(
        select(Call.round_key)
        .where(*theirs)
        .group_by(Call.round_key)
        .having(func.count() > 1)
        .order_by(last.desc(), Call.round_key)
        .limit(MOST_ROUNDS)
    ).all()
    if not keys:
        return []
    latest: dict[str, Call] = {}
    for call in session.scalars(
        select(Call).where(*theirs, Call.round_key.in_(keys)).order_by(Call.closes_on, Call.id)
    ):
        latest[call.round_key] = call
    calls = [latest[key] for key in keys]
    before = rounds_before(session, calls)
    return [(call, before[call.id]) for call in calls if before[call.id]]


def pursuits_with(session: Session, names: Sequence[str], *, shown: int = SHOWN) -> list[Pursuit]:
    """Our pursuits of calls of these names, what moved last first."""
    return list(
        session.scalars(
            standing_pursuits()
            .join(Call, Call.id == Pursuit.call_id)
            .where(Call.funder.in_(names))
            .order_by(Pursuit.moved_at.desc(), Pursuit.id.desc())
            .limit(shown)
        )
    )


def all_names(session: Session) -> list[str]:
    """Every name of a funder that a call or a note has, of calls set apart too."""
    called = select(Call.funder).where(Call.funder.is_not(None)).distinct()
    noted = select(FunderNote.funder).distinct()
    names = [*session.scalars(called), *session.scalars(noted)]
    return [name for name in dict.fromkeys(names) if name]


def notes_of(session: Session, names: Sequence[str]) -> list[FunderNote]:
    """Contacts and notes of these names, the latest first."""
    return list(
        session.scalars(
            select(FunderNote)
            .where(FunderNote.funder.in_(names))
            .options(selectinload(FunderNote.person))
            .order_by(FunderNote.at.desc(), FunderNote.id.desc())
        )
    )
