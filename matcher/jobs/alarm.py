"""A timetable that stands still is told to those who administer, by mail.

Whoever would send the mail is who stands still: so the web watches, and sends this one kind.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.agency.identity import read_identity
from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.jobs.pulse import STAGES, read_pulse, silent_since, told_late, told_silent
from matcher.mail.delivery import PostOffice, deliver
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import mail_domain, queue_mail
from matcher.mail.senders import Sender, sender_for
from matcher.mail.templates import render_email
from matcher.messages import Message
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.words.language import gettext_noop, words_in

KIND = "timetable"
_STANDS = gettext_noop(
    "El horario de Puente está parado: no se leen las fuentes ni salen los correos, y nadie más lo "
    "sabe."
)


def watch(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    clock: Clock,
    sender: Sender | None = None,
) -> int:
    """Tell a standstill that is new, and send what of that waits; how many mails left."""
    try:
        with transaction(sessions) as session:
            told = queue_alarms(session, settings, now=clock.now())
            waiting = select(OutgoingMail.id).where(
                OutgoingMail.kind == KIND, OutgoingMail.state.in_(("waiting", "unknown"))
            )
            if not told and session.scalar(waiting.limit(1)) is None:
                return 0
    except IntegrityError:  # another process of the web told it in the same moment
        return 0
    post = PostOffice(
        sessions=sessions,
        settings=settings,
        sender=sender or sender_for(settings),
        clock=clock,
        on_failed={},
    )
    return deliver(post, kind=KIND).sent


def queue_alarms(session: Session, settings: Settings, *, now: datetime) -> int:
    """Write to everybody who administers, once for each standstill; to how many."""
    since, sentences = _standstill(session, now=now, timezone=settings.timezone)
    if since is None:
        return 0
    told = 0
    administers = select(Person).where(Person.role == "administracion", Person.active.is_(True))
    for person in session.scalars(administers.order_by(Person.id)):
        once = f"horario-{since:%Y%m%d%H%M}-{person.id}"
        message_id = f"<{once}@{mail_domain(settings)}>"
        known = select(OutgoingMail.id).where(OutgoingMail.message_id == message_id)
        if session.scalar(known) is None:
            _write(session, settings, person, sentences, once=once, at=now)
            told += 1
    return told


def _standstill(
    session: Session, *, now: datetime, timezone: str
) -> tuple[datetime | None, Sequence[Message]]:
    """Since when something stands still, and what, a sentence each."""
    silent = silent_since(session, now=now)
    pulse = read_pulse(session, now=now)
    late = [pulse[stage] for stage in STAGES if pulse[stage].late]
    sentences = [told_silent(silent, timezone=timezone)] if silent else []
    sentences += [told_late(one, timezone=timezone) for one in late]
    since = silent or min((one.since for one in late if one.since), default=None)
    return since, sentences


def _write(
    session: Session,
    settings: Settings,
    person: Person,
    sentences: Sequence[Message],
    *,
    once: str,
    at: datetime,
) -> None:
    words = words_in(person.language)
    rendered = render_email(
        "timetable",
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": read_identity(session, settings),
            "person": person.name,
            "sentence": words.gettext(_STANDS),
            "sentences": [words.say(sentence) for sentence in sentences],
            "base": settings.base_url.rstrip("/"),
        },
        filters={},
    )
    queue_mail(
        session,
        settings,
        rendered,
        kind=KIND,
        recipient=person.email,
        recipient_name=person.name,
        at=at,
        once=once,
    )
