"""Queue digests, let them go, and take their news back where one is given up.

A digest, its mail and its ledger rows are written in one transaction; :mod:`matcher.mail.delivery`
does the rest. Who has a digest under way gets no other, so that after days without a mail server
there is one mail to read and not five.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock, local_day
from matcher.digests.content import WEEK, Content, Shared, content_for
from matcher.digests.models import Digest, DigestItem
from matcher.digests.render import View, render
from matcher.mail import delivery
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.outbox import UNDER_WAY, queue_mail
from matcher.mail.senders import Sender
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags

MONDAY = 0
KIND = "digest"
WORTH_SENDING = timedelta(days=5)
"""A digest older than this is not news: what it told goes in a new one."""


@dataclass(slots=True)
class Sent:
    """What one run wrote."""

    queued: int = 0


def is_due(person: Person, *, last: datetime | None, now: datetime, timezone: str) -> bool:
    """Whether it is time to write to ``person``.

    Daily and immediate: once a day at the most, for immediate whenever there is news. Weekly: on
    Mondays, or as soon as a week has gone by, so that a missed Monday is made up for.
    """
    today = local_day(now, timezone)
    paused = person.paused_until is not None and person.paused_until > today
    if not person.active or person.digest == "off" or paused:
        return False
    if last is None or person.digest == "immediate":
        return True
    days = (today - local_day(last, timezone)).days
    if person.digest == "daily":
        return days >= 1
    return days >= 7 or (today.weekday() == MONDAY and days >= 1)


def due_digests(session: Session, settings: Settings, *, now: datetime) -> Iterator[Content]:
    """What is to be told now, to everybody who is due; an empty one is a quiet week.

    A week without news is told too, so that silence is never taken for a failure; in the other
    rhythms silence is just that. Projects that stop, or have stopped, are a reason to write by
    themselves, once a week.
    """
    shared = Shared(session, now=now, timezone=settings.timezone)
    unreachable = _unreachable(session)
    for person in session.scalars(select(Person).order_by(Person.id)).all():
        if person.id in unreachable:
            continue
        last = session.scalar(
            select(Digest.created_at)
            .join(OutgoingMail)
            .where(Digest.person_id == person.id, OutgoingMail.state != "replaced")
            .order_by(Digest.created_at.desc())
            .limit(1)
        )
        if not is_due(person, last=last, now=now, timezone=settings.timezone):
            continue
        content = content_for(session, person, now=now, timezone=settings.timezone, shared=shared)
        asks = (content.to_confirm or content.stopped) and (last is None or now - last >= WEEK)
        if content.items or asks or (person.digest == "weekly" and last is not None):
            yield content


def _unreachable(session: Session) -> set[int]:
    """Who gets no digest now: one is on its way to them, or their address takes no mail."""
    under_way = select(Digest.person_id).join(OutgoingMail).where(OutgoingMail.state.in_(UNDER_WAY))
    paused = select(Person.id).join(PausedAddress, PausedAddress.address == Person.email)
    return set(session.scalars(under_way.union(paused)))


def queue_digests(
    session: Session,
    settings: Settings,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
    doubts: Mapping[int, str] | None = None,
    contents: Iterable[Content] | None = None,
    halted: Sequence[str] = (),
) -> Sent:
    """Write the digests that are due, each with its ledger rows; nothing is sent yet.

    :param contents: what :func:`due_digests` gave just before, where it was asked.
    :param doubts: call → what was found wrong when its page was looked at just before.
    :param halted: what of the timetable stands still, a sentence each.
    """
    result = Sent()
    due = due_digests(session, settings, now=now) if contents is None else contents
    for content in due:
        _queue(
            session,
            content,
            settings,
            now=now,
            source_titles=source_titles,
            doubts=doubts or {},
            halted=halted,
        )
        result.queued += 1
    return result


def _queue(
    session: Session,
    content: Content,
    settings: Settings,
    *,
    now: datetime,
    source_titles: Mapping[str, str],
    doubts: Mapping[int, str],
    halted: Sequence[str],
) -> None:
    tags = assigned_tags(session, "call", [item.call.id for item in content.items])
    view = View(
        settings=settings,
        now=now,
        source_titles=source_titles,
        tags=tags,
        doubts=doubts,
        halted=halted,
    )
    rendered = render(content, view)
    mail = queue_mail(
        session,
        settings,
        rendered,
        kind=KIND,
        recipient=content.person.email,
        recipient_name=content.person.name,
        at=now,
        expires_at=now + WORTH_SENDING,
    )
    digest = Digest(person_id=content.person.id, mail=mail, created_at=now)
    digest.items = [
        DigestItem(person_id=content.person.id, call_id=item.call.id, reason=item.reason)
        for item in content.items
    ]
    session.add(digest)
    session.flush()


def deliver(
    factory: sessionmaker[Session],
    settings: Settings,
    sender: Sender,
    *,
    clock: Clock,
    done: Callable[[int, int], None] = lambda _done, _total: None,
) -> delivery.Delivered:
    """Send what is due, whatever it is about; what digests that fail told is told again."""
    post = delivery.PostOffice(
        sessions=factory,
        settings=settings,
        sender=sender,
        clock=clock,
        on_failed={KIND: free_ledger},
    )
    return delivery.deliver(post, done=done)


def free_ledger(session: Session, mail: OutgoingMail) -> None:
    """Forget that the calls of a digest were told: the next one tells them."""
    digest = select(Digest.id).where(Digest.mail_id == mail.id)
    session.execute(
        delete(DigestItem).where(DigestItem.digest_id.in_(digest)),
        execution_options={"synchronize_session": False},
    )
