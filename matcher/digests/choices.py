"""What a person chose: how often each kind of news comes, and which of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.clock import local_day
from matcher.digests.models import LEAST, Digest, Kind, MailChoices
from matcher.mail.models import OutgoingMail
from matcher.people.models import Frequency, Person

MONDAY = 0
KINDS: tuple[Kind, ...] = ("news", "changes", "closings")
_RECENT = timedelta(days=9)
"""The time after which every rhythm is due again, whatever went before."""
Last = Mapping[Kind, datetime]
"""When each kind had its turn, within the last days."""


def choices_of(session: Session, person: Person) -> MailChoices:
    """What ``person`` chose; where they never did, what everybody starts with (not stored)."""
    return session.get(MailChoices, person.id) or _first_choices(person)


def own_choices(session: Session, person: Person) -> MailChoices:
    """The stored choices of ``person``, to be changed: made where there are none."""
    found = session.get(MailChoices, person.id)
    if found is None:
        found = _first_choices(person)
        session.add(found)
        session.flush()
    return found


def all_choices(session: Session, people: Iterable[Person]) -> dict[int, MailChoices]:
    """Person → their choices, in one query."""
    stored = {one.person_id: one for one in session.scalars(select(MailChoices))}
    return {p.id: stored.get(p.id) or _first_choices(p) for p in people}


def _first_choices(person: Person) -> MailChoices:
    return MailChoices(
        person_id=person.id,
        changes="daily",
        closings="daily",
        weekdays=[MONDAY],
        hour=None,
        lines=[],
        ods=[],
        departments=[],
        projects=[],
        least=LEAST,
    )


def rhythm(person: Person, choices: MailChoices, kind: Kind) -> Frequency:
    """How often ``kind`` comes."""
    return {"news": person.digest, "changes": choices.changes, "closings": choices.closings}[kind]


def due_kinds(
    person: Person, choices: MailChoices, last: Last, *, now: datetime, timezone: str
) -> frozenset[Kind]:
    """The kinds of news whose turn it is; none while mail is paused or it is too early."""
    if not takes_mail(person, choices, now=now, timezone=timezone):
        return frozenset()
    return frozenset(
        kind
        for kind in KINDS
        if is_due(
            rhythm(person, choices, kind),
            last=last.get(kind),
            now=now,
            timezone=timezone,
            weekdays=choices.weekdays,
        )
    )


def takes_mail(person: Person, choices: MailChoices, *, now: datetime, timezone: str) -> bool:
    """Whether mail may be written to ``person`` at this hour: no pause, and not all is off."""
    here = now.astimezone(ZoneInfo(timezone))
    paused = person.paused_until is not None and person.paused_until > here.date()
    left = all(rhythm(person, choices, kind) == "off" for kind in KINDS)
    return person.active and not paused and not left and here.hour >= (choices.hour or 0)


def is_due(
    frequency: Frequency,
    *,
    last: datetime | None,
    now: datetime,
    timezone: str,
    weekdays: Iterable[int] = (MONDAY,),
) -> bool:
    """Whether it is the turn of what comes that often.

    Once a day at the most, but for ``immediate``. Weekly: on Mondays, or as soon as a week has gone
    by, so that a missed Monday is made up for; on chosen days likewise.
    """
    if frequency == "off":
        return False
    if last is None or frequency == "immediate":
        return True
    today = local_day(now, timezone)
    days = (today - local_day(last, timezone)).days
    if frequency == "daily" or days >= 7:
        return days >= 1
    chosen = {MONDAY} if frequency == "weekly" else set(weekdays)
    return days >= 1 and today.weekday() in chosen


def last_turns(session: Session, *, now: datetime) -> dict[int, Last]:
    """Person → when each kind last had its turn, of the last days; the others are due anyway.

    What a clock that was ahead wrote does not count: it would keep everybody waiting.
    """
    rows = session.execute(
        select(
            Digest.person_id,
            *(
                func.max(Digest.created_at).filter(getattr(Digest, kind).is_(True)).label(kind)
                for kind in KINDS
            ),
        )
        .join(OutgoingMail)
        .where(OutgoingMail.state != "replaced", Digest.created_at.between(now - _RECENT, now))
        .group_by(Digest.person_id)
    )
    return {
        person_id: {kind: at for kind, at in zip(KINDS, turns, strict=True) if at is not None}
        for person_id, *turns in rows
    }
