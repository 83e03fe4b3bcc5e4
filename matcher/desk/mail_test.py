"""A test message: handed to the mail server while somebody waits, to hear what it says."""

from datetime import datetime
from email.utils import make_msgid

from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.audit.record import record
from matcher.mail.message import build
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import envelope, mail_domain
from matcher.mail.senders import Patience, SmtpSender
from matcher.mail.templates import render_email
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.words.language import gettext_noop, words_in

ACTION = "mail.tested"
PATIENCE = Patience(step=10, answer=30)
"""Whoever pressed the button is waiting."""
_SUBJECT = gettext_noop("Mensaje de prueba de Puente")
_SENTENCE = gettext_noop("Si lee esto, los correos de Puente llegan a esta dirección.")


def send_test(
    session: Session,
    settings: Settings,
    person: Person,
    *,
    at: datetime,
    patience: Patience = PATIENCE,
) -> None:
    """Send ``person`` a message now; nothing is kept of it but that it left.

    :raises MailError: if the server did not take it; the sentence says why.
    """
    words, agency = words_in(person.language), read_identity(session, settings)
    rendered = render_email(
        "password",
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": agency,
            "base": settings.base_url.rstrip("/"),
            "person": person.name,
            "subject": words.gettext(_SUBJECT),
            "sentence": words.gettext(_SENTENCE),
            "url": settings.base_url,
            "button": words.gettext("Abrir Puente"),
        },
        filters={},
    )
    mail = OutgoingMail(
        recipient=person.email,
        recipient_name=person.name,
        message_id=make_msgid(domain=mail_domain(settings)),
        created_at=at,
        headers={},
    )
    message = build(
        envelope(settings, agency, mail),
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
    )
    SmtpSender(settings, patience=patience).send(message)
    record(
        session,
        at=at,
        person_id=person.id,
        action=ACTION,
        subject_type="person",
        subject_id=person.id,
    )
