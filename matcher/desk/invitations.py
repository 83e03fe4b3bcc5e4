"""The mail that brings the link by which a person sets their own password."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.mail.outbox import queue_mail
from matcher.mail.templates import render_email
from matcher.people.links import LASTS, Purpose, password_link
from matcher.people.models import Person
from matcher.settings import Settings
from matcher.words.language import gettext_noop, words_in

KIND = "password"
_SUBJECTS: dict[Purpose, str] = {
    "invitation": gettext_noop("Su cuenta en Puente"),
    "reset": gettext_noop("Una contraseña nueva para Puente"),
}
_SENTENCES: dict[Purpose, str] = {
    "invitation": gettext_noop(
        "Tiene una cuenta en Puente. Ponga su contraseña con este enlace: sirve una vez, durante "
        "siete días. Nadie más la conoce."
    ),
    "reset": gettext_noop(
        "Con este enlace pone una contraseña nueva: sirve una vez, durante dos horas. Si usted no "
        "la pidió, no haga nada: la de antes sigue valiendo."
    ),
}


def send_link(
    session: Session, settings: Settings, who: Person, purpose: Purpose, *, at: datetime
) -> str:
    """Write ``who`` the link by which they set a password, where mail leaves; the link."""
    link = password_link(settings, who, purpose, now=at)
    if settings.smtp_host:
        write_link(session, settings, who, purpose, link=link, at=at)
    return link


def write_link(
    session: Session, settings: Settings, who: Person, purpose: Purpose, *, link: str, at: datetime
) -> None:
    """Put the mail with ``link`` into the outbox."""
    words = words_in(who.language)
    rendered = render_email(
        "password",
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": read_identity(session, settings),
            "base": settings.base_url.rstrip("/"),
            "person": who.name,
            "subject": words.gettext(_SUBJECTS[purpose]),
            "sentence": words.gettext(_SENTENCES[purpose]),
            "url": link,
            "button": words.gettext("Poner mi contraseña"),
        },
        filters={},
    )
    queue_mail(
        session,
        settings,
        rendered,
        kind=KIND,
        recipient=who.email,
        recipient_name=who.name,
        at=at,
        expires_at=at + LASTS[purpose],
    )
