"""A real server that misbehaves in every way: each mail goes once, later rather than never."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from matcher.coded import to_message, to_stored
from matcher.db.session import transaction
from matcher.mail.delivery import LEASE, Delivered, claim, deliver, settle
from matcher.mail.models import OutgoingMail
from matcher.mail.outbox import find_pause, pauses, unpause
from tests.matcher.mail.moody import Desk, Moody, free_port


@pytest.fixture
def server() -> Iterator[Moody]:
    moody = Moody(port=free_port())
    with moody.listening():
        yield moody


@pytest.fixture
def desk(sessions: sessionmaker[Session], server: Moody) -> Desk:
    return Desk(sessions, server)


def rounds(desk: Desk, number: int = 1, **apart: float) -> list[Delivered]:
    """So many rounds of the worker, each after the last."""
    done = []
    for _ in range(number):
        done.append(deliver(desk.post))
        desk.clock.move(**apart)
    return done


def test_a_server_that_is_down_for_days_costs_nothing(
    sessions: sessionmaker[Session], caplog: pytest.LogCaptureFixture
) -> None:
    server = Moody(port=free_port())
    desk = Desk(sessions, server)
    desk.write("ana", "luz", lasts=timedelta(days=5))
    tried = rounds(desk, 3 * 24 * 4, minutes=15)
    assert sum(one.sent + one.failed for one in tried) == 0
    ana, luz = desk.mail("ana"), desk.mail("luz")
    assert (ana.state, ana.trouble, luz.state, luz.trouble) == ("waiting", "server") * 2
    assert 60 < ana.tries < 80  # an hour apart at the end, and one probe for the whole outbox
    assert luz.tries == 0
    assert "apagado" in to_message(luz.error or {})
    warned = [r for r in caplog.records if r.message == "mail not sent"]
    assert "apagado" in warned[0].fields["reason"]  # type: ignore[attr-defined] # our own field
    with server.listening():
        rounds(desk, 13, minutes=5)
    assert sorted(server.taken) == sorted([ana.message_id, luz.message_id])
    assert desk.mail("ana").state == desk.mail("luz").state == "sent"
    assert desk.mail("ana").error is None


def test_greylisting_delays_one_mail_and_no_other(desk: Desk, server: Moody) -> None:
    server.rcpt = "451 4.7.1 Greylisted, come back in five minutes"
    desk.write("ana", "luz")
    assert rounds(desk, minutes=4) == [Delivered(waiting=2)]
    server.rcpt = "250 OK"
    assert rounds(desk, minutes=1) == [Delivered()]
    assert rounds(desk) == [Delivered(sent=2)]
    assert len(server.taken) == len(set(server.taken)) == 2


def test_greylisting_for_days_does_not_count_against_a_mail(desk: Desk, server: Moody) -> None:
    server.rcpt = "451 4.3.0 Try again later"
    desk.write("ana")
    rounds(desk, 24, hours=3)
    assert desk.mail("ana").state == "waiting"
    assert "451 4.3.0 Try again later" in to_message(desk.mail("ana").error or {})
    server.rcpt = "250 OK"
    rounds(desk, 2, hours=1)
    assert server.taken == [desk.mail("ana").message_id]


def test_a_wrong_password_for_a_morning(desk: Desk, server: Moody) -> None:
    desk.user, desk.password = "puente", "la mala"
    names = [f"persona{number}" for number in range(30)]
    desk.write(*names)
    rounds(desk, 5 * 12, minutes=5)
    assert server.logins < 20  # one probe for all, so that nobody locks the account
    assert server.asked == []
    assert {desk.mail(name).trouble for name in names} == {"server"}
    assert "PUENTE_SMTP_PASSWORD" in to_message(desk.mail("persona29").error or {})
    assert "la mala" not in to_message(desk.mail("persona29").error or {})
    desk.password = "la buena"
    rounds(desk, 13, minutes=5)
    assert len(server.taken) == len(set(server.taken)) == 30


@pytest.mark.parametrize("farewell", ["421 4.3.2 Shutting down", "500 What?"])
def test_what_is_answered_to_the_farewell_does_not_matter(
    desk: Desk, server: Moody, farewell: str
) -> None:
    server.farewell = farewell
    desk.write("ana")
    assert rounds(desk, 3, days=1) == [Delivered(sent=1), Delivered(), Delivered()]
    assert len(server.taken) == 1


@pytest.mark.parametrize("mood", ["take-and-drop", "lose-and-drop"])
def test_a_line_that_breaks_after_the_data_sends_it_once_more_under_its_id(
    desk: Desk, server: Moody, mood: str
) -> None:
    server.data = mood
    desk.write("ana")
    assert rounds(desk, minutes=59) == [Delivered(unknown=1)]
    ana = desk.mail("ana")
    assert (ana.state, ana.trouble, ana.doubts) == ("unknown", "unknown", 1)
    assert "recibió el mensaje completo" in to_message(ana.error or {})
    server.data = "take"
    assert rounds(desk, minutes=1) == [Delivered()]
    assert rounds(desk) == [Delivered(sent=1)]
    assert set(server.taken) == {ana.message_id}
    assert desk.mail("ana").state == "sent"


def test_a_line_that_always_breaks_makes_three_copies_and_not_hundreds(
    desk: Desk, server: Moody
) -> None:
    given_up: list[str] = []
    desk.on_failed = {"digest": lambda _session, mail: given_up.append(mail.message_id)}
    server.data = "take-and-drop"
    desk.write("ana")
    rounds(desk, 120, hours=1)
    assert len(server.taken) == 3
    assert desk.mail("ana").state == "failed"
    assert given_up == [desk.mail("ana").message_id]


def test_a_server_that_thinks_longer_than_a_step_may_take(desk: Desk, server: Moody) -> None:
    """A step may take half a second here, the answer to the message a whole one."""
    server.delay = 0.7
    desk.write("ana")
    assert rounds(desk) == [Delivered(sent=1)]
    assert len(server.taken) == 1


def test_a_server_that_thinks_longer_than_anybody_waits(desk: Desk, server: Moody) -> None:
    server.delay = 1.6
    desk.write("ana")
    assert rounds(desk, hours=1) == [Delivered(unknown=1)]
    assert "no contestó a tiempo" in to_message(desk.mail("ana").error or {})
    server.delay = 0
    assert rounds(desk, hours=1) == [Delivered(sent=1)]
    assert set(server.taken) == {desk.mail("ana").message_id}


def test_a_mailbox_that_is_not_there_pauses_its_address_and_no_other(
    desk: Desk, server: Moody
) -> None:
    server.rcpt = "550 5.1.1 ese buzon no existe"
    desk.write("ana")
    assert rounds(desk) == [Delivered(failed=1)]
    server.rcpt = "250 OK"
    desk.write("luz")
    desk.write("ana2")
    with desk.sessions() as session:
        (pause,) = pauses(session)
    assert (pause.address, pause.mail_id) == ("ana@ciudad.example", desk.mail("ana").id)
    assert "550 5.1.1 ese buzon no existe" in to_message(pause.reason)
    assert rounds(desk) == [Delivered(sent=2)]


def test_nothing_is_sent_to_a_paused_address_until_a_person_says_so(
    desk: Desk, server: Moody
) -> None:
    server.rcpt = "550 5.1.1 ese buzon no existe"
    desk.write("ana")
    rounds(desk)
    server.rcpt = "250 OK"
    with transaction(desk.sessions) as session:
        session.query(OutgoingMail).delete()
    desk.write("ana")
    with transaction(desk.sessions) as session:
        session.merge(paused(desk))
    assert rounds(desk, 3, days=1) == [Delivered()] * 3
    with transaction(desk.sessions) as session:
        unpause(session, "Ana@ciudad.example ")
        assert find_pause(session, "ana@ciudad.example") is None
    assert rounds(desk) == [Delivered(sent=1)]


def paused(desk: Desk):
    from matcher.mail.models import PausedAddress

    return PausedAddress(
        address="ana@ciudad.example",
        at=desk.clock.now(),
        reason=to_stored("550"),
        mail_id=desk.mail("ana").id,
    )


@pytest.mark.parametrize(
    "words",
    [
        "554 5.7.1 <luz@ciudad.example>: Relay access denied",
        "550 5.7.26 This mail is unauthenticated, which poses a security risk",
        "550 Relaying denied",
    ],
)
def test_a_refusal_of_ourselves_pauses_nobody(desk: Desk, server: Moody, words: str) -> None:
    server.rcpt = words
    desk.write("ana", "luz")
    assert rounds(desk, hours=1) == [Delivered(waiting=2)]
    assert desk.mail("ana").trouble == "refused"
    with desk.sessions() as session:
        assert pauses(session) == []
    server.rcpt = "250 OK"
    assert rounds(desk) == [Delivered(sent=2)]


def test_a_message_nobody_wants_is_tried_a_few_times_and_given_up(
    desk: Desk, server: Moody
) -> None:
    given_up: list[int] = []
    desk.on_failed = {"digest": lambda _session, mail: given_up.append(mail.id)}
    server.data = "554 5.6.0 Message content rejected"
    desk.write("ana", lasts=timedelta(days=5))
    rounds(desk, 6 * 24, hours=1)
    assert len(server.asked) < 15
    assert desk.mail("ana").state == "failed"
    assert given_up == [desk.mail("ana").id]
    with desk.sessions() as session:
        assert pauses(session) == []


def test_mail_that_nobody_tried_in_time_is_not_sent_late(desk: Desk, server: Moody) -> None:
    given_up: list[int] = []
    desk.on_failed = {"digest": lambda _session, mail: given_up.append(mail.id)}
    desk.write("ana", lasts=timedelta(days=5))
    desk.clock.move(days=6)
    assert rounds(desk) == [Delivered()]
    assert (server.taken, given_up) == ([], [desk.mail("ana").id])


def test_a_claim_whose_process_died_runs_out_and_is_seen(desk: Desk, server: Moody) -> None:
    desk.write("ana")
    assert claim(desk.post, desk.mail("ana").id) is not None
    assert rounds(desk, minutes=44) == [Delivered()]
    assert desk.mail("ana").state == "sending"
    desk.clock.move(minutes=LEASE.seconds / 60 - 44)
    settle(desk.post)
    assert (desk.mail("ana").state, desk.mail("ana").trouble) == ("unknown", "unknown")
    assert "se interrumpió" in to_message(desk.mail("ana").error or {})
    assert rounds(desk) == [Delivered(sent=1)]
    ana = desk.mail("ana")
    assert (ana.state, ana.tries, ana.doubts) == ("sent", 2, 0)


def test_only_one_of_two_processes_gets_a_mail(desk: Desk) -> None:
    desk.write("ana")
    number = desk.mail("ana").id
    assert [claim(desk.post, number) is None for _ in range(3)] == [False, True, True]


def test_a_mail_that_cannot_be_built_stops_no_other(
    desk: Desk, server: Moody, caplog: pytest.LogCaptureFixture
) -> None:
    desk.write("ana", "luz")
    with transaction(desk.sessions) as session:
        mail = session.query(OutgoingMail).where(OutgoingMail.recipient.like("ana@%")).one()
        mail.recipient = "no es una dirección"
    with caplog.at_level(logging.CRITICAL):
        assert rounds(desk) == [Delivered(sent=1, waiting=1)]
    assert server.taken == [desk.mail("luz").message_id]


def test_lines_that_begin_with_a_dot_arrive_whole(desk: Desk, server: Moody) -> None:
    bodies: list[bytes] = []
    taken = server.handle_DATA

    async def look(smtp, session, envelope) -> str:
        bodies.append(envelope.content)
        return await taken(smtp, session, envelope)

    server.handle_DATA = look  # type: ignore[method-assign] # it only looks
    desk.write("ana")
    assert rounds(desk) == [Delivered(sent=1)]
    assert b"\r\n.\r\nHola\r\n..\r\n" in bodies[0]
