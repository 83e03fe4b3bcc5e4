"""Calls that may be one: what waits for a person to say, and what was said."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    bindparam,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from matcher.calls.models import Call, PossibleTwin

PAGE = 20
Reason = Mapping[str, Any]
JOINED = "joined"
"""The field of a version that tells into which call this one went, or out of which it came."""


def note_twins(
    session: Session, call: Call, doubts: Iterable[tuple[Call, Reason]], *, at: datetime
) -> None:
    """Put before a person that ``call`` may be each of these others; nobody is asked twice."""
    for other, reason in doubts:
        if other is call:
            continue
        session.flush()  # both need their numbers
        first, second = sorted((call, other), key=lambda one: one.id)
        if _between(session, first.id, second.id) is None:
            session.add(
                PossibleTwin(first_id=first.id, second_id=second.id, reason=dict(reason), at=at)
            )


def _between(session: Session, first: int, second: int) -> PossibleTwin | None:
    return session.scalar(
        select(PossibleTwin).where(PossibleTwin.first_id == first, PossibleTwin.second_id == second)
    )


def waiting_twins(
    session: Session, *, after: int = 0, limit: int = PAGE
) -> tuple[list[PossibleTwin], int | None]:
    """One page of the pairs nobody has judged, the latest first, and where the next begins."""
    query = _waiting(select(PossibleTwin)).order_by(PossibleTwin.id.desc())
    if after:
        query = query.where(PossibleTwin.id < after)
    both = (
        joinedload(PossibleTwin.first, innerjoin=True).selectinload(Call.sightings),
        joinedload(PossibleTwin.second, innerjoin=True).selectinload(Call.sightings),
    )
    rows = list(session.scalars(query.options(*both).limit(limit + 1)))
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def count_twins(session: Session) -> int:
    """How many pairs wait."""
    return session.scalar(_waiting(select(func.count()).select_from(PossibleTwin))) or 0


def twins_of(session: Session, call: Call) -> list[tuple[Call, Reason]]:
    """The calls that may be ``call``, and why, while nobody has said."""
    if session.scalar(_ANY_OF_CALL, {"call": call.id}) is None:
        return []
    rows = session.scalars(_OF_CALL, {"call": call.id})
    return [(row.second if row.first_id == call.id else row.first, row.reason) for row in rows]


def settle_twins(
    session: Session, keep: Call, gone: Call, *, person_id: int, at: datetime
) -> list[PossibleTwin]:
    """Note that ``gone`` is ``keep``; of what else ``gone`` may be, ``keep`` is asked from now on.

    :returns: the rows that are answered by it.
    """
    answered = []
    for row in session.scalars(
        select(PossibleTwin).where(_of(gone.id), PossibleTwin.looked_at.is_(None))
    ).all():
        other = row.second if row.first_id == gone.id else row.first
        if other is keep:
            row.looked_at, row.person_id, row.same = at, person_id, True
            answered.append(row)
        else:
            note_twins(session, keep, [(other, row.reason)], at=row.at)
    return answered


def _of(call_id: int | BindParameter[int]) -> ColumnElement[bool]:
    return or_(PossibleTwin.first_id == call_id, PossibleTwin.second_id == call_id)


def _waiting(query: Any) -> Any:
    """Of ``query`` what waits: neither call is discarded, emptied or the other."""
    first, second = aliased(Call), aliased(Call)
    return (
        query.join(first, first.id == PossibleTwin.first_id)
        .join(second, second.id == PossibleTwin.second_id)
        .where(
            PossibleTwin.looked_at.is_(None),
            PossibleTwin.first_id != PossibleTwin.second_id,
            *(one.discarded_at.is_(None) for one in (first, second)),
            *(one.sightings.any() for one in (first, second)),
        )
    )


_OF_CALL = (
    _waiting(select(PossibleTwin))
    .where(_of(bindparam("call", type_=Integer())))
    .options(selectinload(PossibleTwin.first), selectinload(PossibleTwin.second))
    .order_by(PossibleTwin.id)
)
"""Put together once: every page of a call asks."""
_ANY_OF_CALL = (
    select(PossibleTwin.id)
    .where(_of(bindparam("call", type_=Integer())), PossibleTwin.looked_at.is_(None))
    .limit(literal_column("1"))
)
"""Of most calls there is none: said without reading any call."""


def joinings(call: Call) -> list[dict[str, Any]]:
    """What was noted of joining ``call`` to others and of taking it out again, in order."""
    return [c for v in call.versions for c in v.changes if c["field"] == JOINED]


def joined_into(call: Call) -> int | None:
    """The id of the call this one was joined to, or ``None``."""
    if call.withdrawn_at is None:
        return None
    last = joinings(call)[-1:]
    return None if not last or last[0]["after"] is None else int(last[0]["after"])


def standing(session: Session, call: Call | None) -> Call | None:
    """The call itself, or the one that stands for it since they were joined."""
    while call is not None and (taker := joined_into(call)) is not None:
        call = session.get(Call, taker)
    return call
