"""The office's own dates beside the funder's: set, moved, met, taken away, always to be seen."""

from datetime import date, datetime
from typing import get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.people.models import Person
from matcher.pursuits.changes import change
from matcher.pursuits.models import DateKind, Pursuit, PursuitDate

DATE_KINDS: tuple[DateKind, ...] = get_args(DateKind)
LONGEST = 80
"""Characters the name of a date may have."""


def set_date(
    session: Session,
    pursuit: Pursuit,
    kind: DateKind,
    day: date | None,
    *,
    person: Person,
    at: datetime,
    label: str = "",
    seen: int | None = None,
) -> PursuitDate | None:
    """Set a day, move it, or take it away (``None``); those who follow are told by the change.

    :param label: what the day is for; asked for where ``kind`` is ``other``.
    :raises InvalidInput: for a kind that is not offered, or an ``other`` without a name.
    :raises Conflict: if somebody else has changed the pursuit since ``seen``.
    """
    name = _label(kind, label)
    found = find_date(session, pursuit, kind, name)
    before = found.day if found else None
    if before == day:
        return found
    change(
        session,
        pursuit,
        "date",
        person=person,
        at=at,
        seen=seen,
        about=name or kind,
        before=before,
        after=day,
    )
    if found is None:
        assert day is not None
        found = PursuitDate(kind=kind, label=name, day=day)
        pursuit.dates.append(found)
    elif day is None:
        pursuit.dates.remove(found)
        session.delete(found)
    else:
        found.day, found.done_at = day, None
    session.flush()
    session.expire(pursuit, ["dates"])
    return None if day is None else found


def meet_date(
    session: Session, due: PursuitDate, *, done: bool, person: Person, at: datetime
) -> None:
    """Say that what was due on a day is done, or that it is not yet."""
    if (due.done_at is not None) == done:
        return
    change(
        session,
        due.pursuit,
        "date",
        person=person,
        at=at,
        about=due.label or due.kind,
        before=due.day,
        after="done" if done else "due",
    )
    due.done_at = at if done else None
    session.flush()


def find_date(
    session: Session, pursuit: Pursuit, kind: DateKind, label: str = ""
) -> PursuitDate | None:
    """The day of this kind, if there is one."""
    return session.scalar(
        select(PursuitDate).where(
            PursuitDate.pursuit_id == pursuit.id,
            PursuitDate.kind == kind,
            PursuitDate.label == label,
        )
    )


def _label(kind: str, label: str) -> str:
    """
    :raises InvalidInput: see :func:`set_date`.
    """
    if kind not in DATE_KINDS:
        raise InvalidInput("Escoja una de las fechas que se ofrecen.", field="kind")
    if kind != "other":
        return ""
    clean = " ".join(label.split())[:LONGEST]
    if not clean:
        raise InvalidInput("Escriba para qué es esa fecha.", field="label")
    return clean
