"""Sessions: what the signed cookie says, until when, and those that were ended before.

A session needs no row, so that who is signed in may read and whoever administers may sign in
even while nothing can be written. Only a session that is ended is remembered, until its time
would have been over: a copy of its cookie opens nothing. Where it could be written, a session is
noted too, for its own person to see and to end.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from matcher.people.models import EndedSession, OpenSession, Person
from matcher.settings import MOST_DAYS

LONGEST = timedelta(days=MOST_DAYS + 1)
"""No session lasts longer: one that would was begun by a clock that was ahead."""
_REMEMBERED = timedelta(days=400)
"""How long an ended session is remembered after its time: a clock that is a year ahead for an hour
must not forget it, or a copy of its cookie would open again."""
_WHOSE = (
    select(Person, EndedSession.id.is_not(None))
    .outerjoin(EndedSession, EndedSession.id == bindparam("name"))
    .where(Person.id == bindparam("person"))
)
"""Who it is and whether it was ended: one question, asked at every request, built once."""
WORKING_DAY = timedelta(hours=16)
"""How long a session lasts of who did not ask to be remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSession:
    """One session of one person; ``epoch`` is the person's at the time it began."""

    person_id: int
    epoch: int
    token: str
    until: datetime

    def __str__(self) -> str:
        return f"{self.person_id}:{self.epoch}:{self.token}:{int(self.until.timestamp())}"


def begin_session(person: Person, *, at: datetime, lasting: timedelta) -> SignedSession:
    """A session nobody has had before."""
    return SignedSession(
        person_id=person.id,
        epoch=person.session_epoch,
        token=secrets.token_urlsafe(18),
        until=at + lasting,
    )


def read_session(text: str) -> SignedSession | None:
    """What a cookie says; ``None`` for one of another kind (of a former release)."""
    parts = text.split(":")
    if len(parts) != 4 or not all(parts[place].isdecimal() for place in (0, 1, 3)):
        return None
    return SignedSession(
        person_id=int(parts[0]),
        epoch=int(parts[1]),
        token=parts[2],
        until=datetime.fromtimestamp(int(parts[3]), tz=UTC),
    )


def find_person(session: Session, sign_in: SignedSession, *, at: datetime) -> Person | None:
    """Whose session this is; ``None`` if it was ended, is over, or the account was closed."""
    if not at < sign_in.until <= at + LONGEST:
        return None
    asked = {"person": sign_in.person_id, "name": name_of(sign_in)}
    found = session.execute(_WHOSE, asked).one_or_none()
    if found is None:
        return None
    person, ended = found
    stands = person.active and person.session_epoch == sign_in.epoch and not ended
    return person if stands else None


def end_session(session: Session, sign_in: SignedSession, *, at: datetime) -> None:
    """Let nobody use this session again; those whose time is over are forgotten."""
    session.execute(delete(EndedSession).where(EndedSession.until < at - _REMEMBERED))
    _end(session, name_of(sign_in), until=sign_in.until)


def _end(session: Session, name: str, *, until: datetime) -> None:
    session.merge(EndedSession(id=name, until=until))
    session.execute(delete(OpenSession).where(OpenSession.id == name))


def note_session(session: Session, sign_in: SignedSession, *, device: str, at: datetime) -> None:
    """Note that this session is open; those of the same person whose time is over are forgotten."""
    session.execute(
        delete(OpenSession).where(
            OpenSession.person_id == sign_in.person_id, OpenSession.until <= at
        )
    )
    session.merge(
        OpenSession(
            id=name_of(sign_in),
            person_id=sign_in.person_id,
            epoch=sign_in.epoch,
            device=device,
            begun_at=at,
            until=sign_in.until,
        )
    )


def open_sessions(session: Session, person: Person, *, at: datetime) -> list[OpenSession]:
    """The sessions by which ``person`` can be in now, the newest first."""
    asked = select(OpenSession).where(
        OpenSession.person_id == person.id,
        OpenSession.epoch == person.session_epoch,
        OpenSession.until > at,
    )
    return list(session.scalars(asked.order_by(OpenSession.begun_at.desc(), OpenSession.id)))


def end_noted(session: Session, person: Person, names: Iterable[str], *, at: datetime) -> int:
    """End those of ``names`` that are sessions of ``person``; how many were."""
    wanted = set(names)
    found = [one for one in open_sessions(session, person, at=at) if one.id in wanted]
    for one in found:
        _end(session, one.id, until=one.until)
    return len(found)


def name_of(sign_in: SignedSession) -> str:
    """What a session is called where it must not be told how to have it."""
    return sha256(sign_in.token.encode()).hexdigest()
