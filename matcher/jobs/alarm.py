"""What is wrong with the service is told to those who administer, by mail, once for each cause.

Whoever would send the mail may be who stands still: so the web watches, and sends this one kind.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.agency.identity import read_identity
from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.jobs.causes import Cause, find_causes
from matcher.mail.delivery import PostOffice, deliver
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import mail_domain, queue_mail
from matcher.mail.senders import Sender, sender_for
from matcher.mail.templates import render_email
from matcher.people.models import Person
from matcher.people.queries import administrators
from matcher.settings import Settings
from matcher.words.language import gettext_noop, words_in

KIND = "timetable"
_SAYS = {
    "timetable": gettext_noop(
        "El horario de Puente está parado: no se leen las fuentes ni salen los correos, y nadie "
        "más lo sabe."
    ),
    "trouble": gettext_noop("Algo en el servicio de Puente necesita a alguien:"),
}
"""How each letter begins."""


def watch(
    sessions: sessionmaker[Session],
    settings: Settings,
    *,
    clock: Clock,
    sender: Sender | None = None,
) -> int:
    """Tell a cause that is new, and send what of that waits; how many mails left."""
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
    """Write to everybody who administers, once for each cause; how many mails."""
    told = 0
    people = session.scalars(administrators().order_by(Person.id)).all()
    for cause in find_causes(session, settings, now=now):
        for person in people:
            once = f"{cause.key}-{person.id}"
            message_id = f"<{once}@{mail_domain(settings)}>"
            known = select(OutgoingMail.id).where(OutgoingMail.message_id == message_id)
            if session.scalar(known) is None:
                _write(session, settings, person, cause, once=once, at=now)
                told += 1
    return told


def _write(
    session: Session, settings: Settings, person: Person, cause: Cause, *, once: str, at: datetime
) -> None:
    words = words_in(person.language)
    rendered = render_email(
        cause.letter,
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": read_identity(session, settings),
            "person": person.name,
            "sentence": words.gettext(_SAYS[cause.letter]),
            "sentences": [words.say(sentence) for sentence in cause.sentences],
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
