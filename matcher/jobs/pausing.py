"""Addresses nobody reads are told to those who administer, by mail: each once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.coded import to_message
from matcher.mail.models import PausedAddress
from matcher.mail.outbox import queue_mail
from matcher.mail.templates import Rendered, render_email
from matcher.people.models import Person
from matcher.people.queries import administrators
from matcher.settings import Settings
from matcher.words.language import words_in

KIND = "paused"


def queue_pause_notices(session: Session, settings: Settings, *, now: datetime) -> int:
    """Write to everybody who administers and can be reached of the addresses paused since.

    Where nobody can be, they are told later.

    :returns: to how many.
    """
    untold = select(PausedAddress).where(PausedAddress.told_at.is_(None))
    paused = session.scalars(untold.order_by(PausedAddress.at, PausedAddress.address)).all()
    if not paused:
        return 0
    reached = administrators().where(Person.email.not_in(select(PausedAddress.address)))
    people = session.scalars(reached.order_by(Person.id)).all()
    for person in people:
        queue_mail(
            session,
            settings,
            _written(session, settings, person, paused),
            kind=KIND,
            recipient=person.email,
            recipient_name=person.name,
            at=now,
        )
    if people:
        for one in paused:
            one.told_at = now
    return len(people)


def _written(
    session: Session, settings: Settings, person: Person, paused: Sequence[PausedAddress]
) -> Rendered:
    words = words_in(person.language)
    addresses = [one.address for one in paused]
    rows = session.execute(select(Person.email, Person.name).where(Person.email.in_(addresses)))
    names = {email: name for email, name in rows}
    return render_email(
        "paused",
        {
            "_": words.gettext,
            "locale": words.locale,
            "agency": read_identity(session, settings),
            "base": settings.base_url.rstrip("/"),
            "person": person.name,
            "subject": words.ngettext(
                "Puente dejó de escribir a %(num)d dirección",
                "Puente dejó de escribir a %(num)d direcciones",
                len(paused),
            ),
            "sentence": words.ngettext(
                "El correo a esta dirección volvió, o el servidor lo rechazó. No se le escribe más "
                "hasta que usted lo diga:",
                "Los correos a estas direcciones volvieron, o el servidor los rechazó. No se les "
                "escribe más hasta que usted lo diga:",
                len(paused),
            ),
            "paused": [
                {
                    "who": f"{names[one.address]} ({one.address})"
                    if one.address in names
                    else one.address,
                    "reason": words.say(to_message(one.reason)),
                }
                for one in paused
            ],
        },
        filters={},
    )
