"""What becomes of the news in a mail that did not leave: told later, once, never lost."""

from threading import Thread

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.db.session import open_engine, session_factory, transaction
from matcher.digests.again import reactivate, send_again
from matcher.digests.models import Digest, DigestItem
from matcher.digests.send import deliver, queue_digests
from matcher.errors import Conflict, NotFound
from matcher.intake.store import Counts, Store
from matcher.mail.models import MailState, OutgoingMail
from matcher.mail.senders import SmtpSender
from matcher.people.models import Person
from tests.matcher.digests.test_digests import TITLES, bank, pair  # noqa: F401 # a fixture
from tests.matcher.intake.records import record
from tests.matcher.mail.moody import QUICK, Desk, Moody, free_port

pytestmark = pytest.mark.usefixtures("bank")


@pytest.fixture
def desk(sessions: sessionmaker[Session]) -> Desk:
    return Desk(sessions, Moody(port=free_port()))


def notify(desk: Desk) -> int:
    """One hour's run of ``notify``: how many digests were written."""
    with transaction(desk.sessions) as session:
        queued = queue_digests(session, desk.settings, now=desk.clock.now(), source_titles=TITLES)
    deliver(
        desk.sessions, desk.settings, SmtpSender(desk.settings, patience=QUICK), clock=desk.clock
    )
    return queued.queued


def states(desk: Desk) -> list[MailState]:
    with desk.sessions() as session:
        return list(session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))


def told(desk: Desk) -> int:
    with desk.sessions() as session:
        return session.scalar(select(func.count()).select_from(DigestItem)) or 0


def admin(session: Session) -> Person:
    return session.scalars(select(Person).order_by(Person.id)).all()[0]


def test_after_days_without_a_server_there_is_one_mail_and_not_five(desk: Desk) -> None:
    with transaction(desk.sessions) as session:
        admin(session).digest = "daily"
    written = []
    for _ in range(4):
        written.append(notify(desk))
        desk.clock.move(days=1)
    assert (written, states(desk)) == ([1, 0, 0, 0], ["waiting"])
    with desk.server.listening():
        notify(desk)
    assert (len(desk.server.taken), states(desk), told(desk)) == (1, ["sent"], 2)


def test_what_a_mail_given_up_told_is_told_in_the_next(desk: Desk) -> None:
    """The server is down for longer than a digest is worth sending."""
    notify(desk)
    for _ in range(5):
        desk.clock.move(days=1)
        notify(desk)
    assert (states(desk), told(desk)) == (["failed"], 0)
    with desk.server.listening():
        desk.clock.move(days=2)
        assert notify(desk) == 1
    assert (states(desk), told(desk)) == (["failed", "sent"], 2)
    assert len(desk.server.taken) == 1
    with desk.sessions() as session:
        assert "Premio de paz" in session.scalars(select(OutgoingMail.text)).all()[-1]


def test_a_first_mail_that_failed_was_no_first_mail(desk: Desk) -> None:
    """What a first load brought is told in the first digest that arrives."""
    with transaction(desk.sessions) as session:
        old = [record("nueva", "1", title="De la primera lectura")]
        Store(session, sources={}, at=desk.clock.now()).add(old, Counts(), quiet=True)
        pair(session, session.scalars(select(Call).where(Call.quiet)).one(), score=0.9)
    notify(desk)
    desk.clock.move(days=8)
    notify(desk)
    with desk.server.listening():
        notify(desk)
    assert (states(desk), told(desk)) == (["failed", "sent"], 3)


def test_an_address_nobody_reads_gets_nothing_more_until_somebody_says_so(desk: Desk) -> None:
    with desk.server.listening():
        desk.server.rcpt = "550 5.1.1 ese buzon no existe"
        notify(desk)
        desk.server.rcpt = "250 OK"
        for _ in range(3):
            desk.clock.move(days=7)
            assert notify(desk) == 0
        assert (states(desk), told(desk), desk.server.taken) == (["failed"], 0, [])
        with transaction(desk.sessions) as session:
            address = "ana@ciudad.example"
            reactivate(session, address, by=admin(session), at=desk.clock.now())
            with pytest.raises(NotFound):
                reactivate(session, address, by=admin(session), at=desk.clock.now())
        assert notify(desk) == 1
        assert (states(desk), told(desk)) == (["replaced", "sent"], 2)
    with desk.sessions() as session:
        (entry,) = session.scalars(select(AuditEntry)).all()
        assert (entry.action, entry.subject_id) == ("address.reactivated", address)


def test_a_failed_digest_sent_again_is_written_anew(desk: Desk) -> None:
    notify(desk)
    desk.clock.move(days=5)
    notify(desk)
    with transaction(desk.sessions) as session:
        mail = session.scalars(select(OutgoingMail)).one()
        send_again(session, mail, by=admin(session), at=desk.clock.now())
    with desk.server.listening():
        assert notify(desk) == 1
    assert (states(desk), told(desk)) == (["replaced", "sent"], 2)


def test_one_that_waits_goes_at_once_when_asked_and_one_that_went_never(desk: Desk) -> None:
    notify(desk)
    with desk.server.listening():
        desk.clock.move(minutes=1)
        notify(desk)
        assert desk.server.taken == []
        with transaction(desk.sessions) as session:
            mail = session.scalars(select(OutgoingMail)).one()
            send_again(session, mail, by=admin(session), at=desk.clock.now())
        notify(desk)
        assert len(desk.server.taken) == 1
        with transaction(desk.sessions) as session:
            mail = session.scalars(select(OutgoingMail)).one()
            with pytest.raises(Conflict):
                send_again(session, mail, by=admin(session), at=desk.clock.now())


def test_a_ledger_row_stands_and_falls_with_its_mail(desk: Desk) -> None:
    with desk.sessions() as session:  # as where the process dies before the transaction stands
        queue_digests(session, desk.settings, now=desk.clock.now(), source_titles=TITLES)
        assert session.scalars(select(DigestItem)).all() != []
    with desk.sessions() as session:
        for table in (OutgoingMail, Digest, DigestItem):
            assert session.scalars(select(table)).all() == []


def test_two_schedulers_at_once_send_each_mail_once(desk: Desk, engine: Engine) -> None:
    many = 40
    with transaction(desk.sessions) as session:
        session.add_all(
            Person(
                email=f"p{i}@ciudad.example",
                name=f"P {i}",
                password_hash="x",
                role="profesional",
                created_at=desk.clock.now(),
            )
            for i in range(many)
        )
    with transaction(desk.sessions) as session:
        queue_digests(session, desk.settings, now=desk.clock.now(), source_titles=TITLES)
    url = engine.url.render_as_string(hide_password=False)

    def scheduler() -> None:
        own = open_engine(url)
        sender = SmtpSender(desk.settings)
        deliver(session_factory(own), desk.settings, sender, clock=desk.clock)
        own.dispose()

    with desk.server.listening():
        workers = [Thread(target=scheduler) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert len(desk.server.taken) == len(set(desk.server.taken)) == many + 1
    assert set(states(desk)) == {"sent"}


def test_no_transaction_is_open_while_the_server_thinks(desk: Desk) -> None:
    """While a mail is being handed over somebody else can write, on SQLite too."""
    with transaction(desk.sessions) as session:
        queue_digests(session, desk.settings, now=desk.clock.now(), source_titles=TITLES)

    class Writing:
        def send(self, message: object) -> None:
            with transaction(desk.sessions) as session:
                admin(session).name = "Escrito mientras tanto"

    deliver(desk.sessions, desk.settings, Writing(), clock=desk.clock)
    assert states(desk) == ["sent"]
    with desk.sessions() as session:
        assert admin(session).name == "Escrito mientras tanto"
