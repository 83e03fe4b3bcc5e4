"""A refused address is told to those who administer, once, by a mail that leaves."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import transaction
from matcher.digests.send import deliver
from matcher.jobs.pausing import KIND, queue_pause_notices
from matcher.mail.models import OutgoingMail, PausedAddress
from matcher.mail.outbox import queue_mail
from matcher.mail.senders import SmtpSender
from matcher.mail.templates import Rendered
from matcher.people.models import Person, Role
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.mail.moody import Moody, MovingClock, free_port

ROLES: tuple[Role, ...] = ("administracion", "profesional")


@pytest.fixture
def server() -> Moody:
    return Moody(port=free_port())


def test_those_who_administer_are_told_once(
    sessions: sessionmaker[Session], server: Moody, settings: Settings
) -> None:
    settings = replace(settings, smtp_host="127.0.0.1", smtp_port=server.port, smtp_security="none")
    with transaction(sessions) as session:
        for role in ROLES:
            add_person(
                session,
                email=f"{role}@ciudad.example",
                name=role.title(),
                password="una clave larga",
                role=role,
                at=NOON,
            )
        queue_mail(
            session,
            settings,
            Rendered(subject="3 nuevas", text="Buenos días.", html="<p>Buenos días.</p>"),
            kind="digest",
            recipient="profesional@ciudad.example",
            recipient_name="Profesional",
            at=NOON,
        )

    def told() -> int:
        with transaction(sessions) as session:
            return queue_pause_notices(session, settings, now=NOON)

    sender, clock = SmtpSender(settings), MovingClock()
    with server.listening():
        server.rcpt = "550 5.1.1 No such user"
        assert told() == 0
        assert deliver(sessions, settings, sender, clock=clock).failed == 1
        server.rcpt = "250 OK"
        assert (told(), told()) == (1, 0)
        assert deliver(sessions, settings, sender, clock=clock).sent == 1
    with sessions() as session:
        mail = session.scalars(select(OutgoingMail).where(OutgoingMail.kind == KIND)).one()
        assert mail.recipient == "administracion@ciudad.example"
        assert mail.subject == "Puente dejó de escribir a 1 dirección"
        assert "Profesional (profesional@ciudad.example): " in mail.text
        assert "5.1.1" in mail.text


def test_who_cannot_be_reached_is_told_later(
    sessions: sessionmaker[Session], settings: Settings
) -> None:
    with transaction(sessions) as session:
        admin = add_person(
            session,
            email="administracion@ciudad.example",
            name="Admin",
            password="una clave larga",
            role="administracion",
            at=NOON,
        )
        mail = OutgoingMail(
            kind="digest",
            recipient=admin.email,
            recipient_name="x",
            message_id="<x@y>",
            subject="x",
            text="x",
            html="x",
            state="failed",
            created_at=NOON,
        )
        session.add(mail)
        session.flush()
        reason = {"code": "returned-no-mailbox", "params": {"words": "550 5.1.1"}}
        session.add(PausedAddress(address=admin.email, at=NOON, reason=reason, mail_id=mail.id))
        session.flush()
        assert queue_pause_notices(session, settings, now=NOON) == 0
        other = Person(
            email="otra@ciudad.example",
            name="Otra",
            password_hash="x",
            role="administracion",
            created_at=NOON,
        )
        session.add(other)
        session.flush()
        assert queue_pause_notices(session, settings, now=NOON) == 1
