"""Queue digests and let them go, each exactly once.

A digest and its ledger rows are written in one transaction; sending claims it first. Where a
process dies between claiming and hearing the mail server's answer, nobody can know whether the
mail left: it is shown to the administration and not sent again by itself.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock, local_day
from matcher.db.session import transaction
from matcher.digests.compose import WEEK, Content, Shared, compose
from matcher.digests.models import Digest, DigestItem
from matcher.digests.render import View, render
from matcher.mail.message import Envelope, build
from matcher.mail.senders import Sender
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags

logger = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
MONDAY = 0


@dataclass(slots=True)
class Sent:
    """What one run did."""

    queued: int = 0
    sent: int = 0
    failed: int = 0


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
    for person in session.scalars(select(Person).order_by(Person.id)).all():
        last = session.scalar(
            select(Digest.created_at)
            .where(Digest.person_id == person.id)
            .order_by(Digest.created_at.desc())
            .limit(1)
        )
        if not is_due(person, last=last, now=now, timezone=settings.timezone):
            continue
        content = compose(session, person, now=now, timezone=settings.timezone, shared=shared)
        asks = (content.to_confirm or content.stopped) and (last is None or now - last >= WEEK)
        if content.items or asks or (person.digest == "weekly" and last is not None):
            yield content


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
            session, content, settings, now=now, source_titles=source_titles, doubts=doubts or {},
            halted=halted,
        )  # fmt: skip
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
        settings=settings, now=now, source_titles=source_titles, tags=tags, doubts=doubts,
        halted=halted,
    )  # fmt: skip
    rendered = render(content, view)
    digest = Digest(
        person_id=content.person.id,
        message_id=make_msgid(domain=_domain(settings)),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        status="queued",
        created_at=now,
    )
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
) -> Sent:
    """Send what is queued; one person's failure never stops the next one's mail."""
    result = Sent()
    with transaction(factory) as session:
        waiting = list(session.scalars(select(Digest.id).where(_may_go()).order_by(Digest.id)))
    for number, digest_id in enumerate(waiting, start=1):
        if _claim(factory, digest_id):
            _send_one(factory, settings, sender, digest_id, clock=clock, result=result)
        done(number, len(waiting))
    return result


def _may_go() -> ColumnElement[bool]:
    return (Digest.status == "queued") | (
        (Digest.status == "failed") & (Digest.attempts < MOST_ATTEMPTS)
    )


def _claim(factory: sessionmaker[Session], digest_id: int) -> bool:
    """Take a digest for this process; false where another was first."""
    with transaction(factory) as session:
        claimed = session.scalar(
            update(Digest)
            .where(Digest.id == digest_id, _may_go())
            .values(status="sending", attempts=Digest.attempts + 1)
            .returning(Digest.id)
        )
        return claimed is not None


def _send_one(
    factory: sessionmaker[Session],
    settings: Settings,
    sender: Sender,
    digest_id: int,
    *,
    clock: Clock,
    result: Sent,
) -> None:
    with transaction(factory) as session:
        digest = session.get_one(Digest, digest_id)
        person = session.get_one(Person, digest.person_id)
        try:
            sender.send(
                build(
                    _envelope(settings, digest, person),
                    subject=digest.subject,
                    text=digest.text,
                    html=digest.html,
                )
            )
        except Exception as error:  # noqa: BLE001 # one person's mail must not stop the others'
            digest.status, digest.error = "failed", f"{type(error).__name__}: {error}"
            result.failed += 1
            logger.warning("digest not sent", extra={"fields": {"digest": digest_id}})
            return
        digest.status, digest.error, digest.sent_at = "sent", None, clock.now()
        result.sent += 1


def _envelope(settings: Settings, digest: Digest, person: Person) -> Envelope:
    return Envelope(
        sender=settings.mail_from or f"{settings.agency_name} <puente@{_domain(settings)}>",
        recipient=person.email,
        recipient_name=person.name,
        message_id=digest.message_id,
        at=digest.created_at,
    )


def _domain(settings: Settings) -> str:
    address = parseaddr(settings.mail_from)[1]
    return address.partition("@")[2] or "puente.invalid"


def stuck(session: Session, *, now: datetime) -> list[Digest]:
    """Digests claimed an hour ago and never heard of again: a person decides."""
    return list(
        session.scalars(
            select(Digest).where(
                Digest.status == "sending", Digest.created_at < now - timedelta(hours=1)
            )
        )
    )
