"""What comes in, read from a mailbox that Dovecot keeps: returned mail, newsletters, the rest."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.session import session_factory
from matcher.errors import MailboxError
from matcher.jobs.job import Context
from matcher.jobs.stages import Pipe, mailbox
from matcher.mail.outbox import pauses
from tests.matcher.intake.made_newsletters import message_of, newsletters
from tests.matcher.intake.test_newsletters import ANA, Box, box, serve, vouched
from tests.matcher.mail.dovecot import Mailbox, dovecot
from tests.matcher.mail.test_mailbox import PERSON, letter, read, sent, states

__all__ = ["box"]
pytestmark = pytest.mark.imap


@pytest.fixture
def kept() -> Iterator[Mailbox]:
    with dovecot() as running:
        yield running


@pytest.fixture
def light(plain: Session) -> sessionmaker[Session]:
    return session_factory(plain.get_bind().engine)


def test_a_returned_mail_pauses_its_address_and_a_person_s_letter_stays_unread(
    light: sessionmaker[Session], kept: Mailbox
) -> None:
    sent(light, "<postfix.1@ciudad.example>", "ana@uno.example")
    kept.put(PERSON, letter("postfix_hard"), letter("away_gmail"))
    done, given_up = read(light, kept.settings())
    assert (done.read, done.paused, len(given_up)) == (3, 1, 1)
    assert states(light) == {"ana@uno.example": ("failed", "address")}
    assert ["\\Seen" in flags for flags in kept.flags()] == [False, True, False]
    with light() as session:
        assert [pause.address for pause in pauses(session)] == ["ana@uno.example"]
    kept.put(letter("gmail_hard"))
    again, _ = read(light, kept.settings())
    assert (again.read, again.stranger) == (1, 1)


def test_a_wrong_password_and_a_folder_that_is_not_there_are_said(
    light: sessionmaker[Session], kept: Mailbox
) -> None:
    with pytest.raises(MailboxError, match="no deja entrar"):
        read(light, kept.settings(imap_password="otra"))
    with pytest.raises(MailboxError, match="Devueltos ñ"):
        read(light, kept.settings(imap_folder="Devueltos ñ"))
    with kept.opened() as server:
        server.create('"Devueltos &APE-"')
    done, _ = read(light, kept.settings(imap_folder="Devueltos ñ"))
    assert done.read == 0


def test_a_forwarded_newsletter_becomes_its_calls(
    httpserver: HTTPServer, box: Box, kept: Mailbox
) -> None:
    serve(httpserver)
    one = next(found for found in newsletters() if found.name == "fr-plain")
    short = replace(one, entries=one.entries[:2])
    kept.put(vouched(message_of(short, httpserver.url_for(""), ANA)), PERSON)
    settings = kept.settings(
        imap_vouched_by="mx.ciudad.example", allow_private_addresses=True, contact="x@y.example"
    )
    context = Context(run_id=1, clock=box.clock, progress=lambda *_: None)
    pipe = Pipe(sessions=box.sessions, settings=settings)
    counts = mailbox(pipe, context)
    assert (counts["forwarded"], counts["new"], counts["read"]) == (1, 1, 2)
    assert mailbox(pipe, context)["new"] == 0
    assert ["\\Seen" in flags for flags in kept.flags()] == [True, False]
