"""A real IMAP server: what comes back pauses an address or is told, once, and stays where it is."""

import logging
import ssl
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matcher.cli.health.mail import examine_mail, examine_mailbox
from matcher.coded import to_message
from matcher.db.session import session_factory, transaction
from matcher.digests.again import reactivate
from matcher.errors import MailboxError
from matcher.intake.forwarded import take
from matcher.jobs.job import Context
from matcher.jobs.schedule import TIMETABLE
from matcher.jobs.stages import Pipe
from matcher.mail.foreign import read_letter
from matcher.mail.mailbox import MailboxRead, read_mailbox
from matcher.mail.models import MailboxMark, OutgoingMail, PausedAddress
from matcher.mail.outbox import pauses, queue_mail, stands_still
from matcher.mail.templates import Rendered
from matcher.people.queries import add_person
from matcher.settings import Settings
from tests.conftest import NOON
from tests.matcher.mail.letterbox import Letterbox
from tests.matcher.mail.moody import MovingClock
from tests.matcher.mail.test_senders import self_signed

RETURNED = Path(__file__).parent / "returned"
PERSON = b"From: Ana <ana@uno.example>\r\nSubject: hola\r\n\r\nNo existe 550 5.1.1\r\n"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    letterbox = Letterbox()
    with letterbox.listening():
        yield letterbox


@pytest.fixture
def light(plain: Session) -> sessionmaker[Session]:
    """For what does not depend on the database."""
    return session_factory(plain.get_bind().engine)


def letter(name: str) -> bytes:
    return (RETURNED / f"{name}.eml").read_bytes()


def sent(sessions: sessionmaker[Session], message_id: str, to: str, **other: object) -> None:
    """A mail the server took a minute ago."""
    with transaction(sessions) as session:
        mail = queue_mail(
            session,
            Settings(),
            Rendered(subject="3 nuevas", text="Buenos días.", html="<p>Buenos días.</p>"),
            kind="digest",
            recipient=to,
            recipient_name="Ana",
            at=NOON,
        )
        mail.message_id, mail.state, mail.sent_at = message_id, "sent", NOON
        for name, value in other.items():
            setattr(mail, name, value)


def read(
    sessions: sessionmaker[Session], settings: Settings, clock: MovingClock | None = None
) -> tuple[MailboxRead, list[int]]:
    given_up: list[int] = []
    hooks = {"digest": lambda _session, mail: given_up.append(mail.id)}
    done = read_mailbox(sessions, settings, clock=clock or MovingClock(), on_failed=hooks)
    return done, given_up


def states(sessions: sessionmaker[Session]) -> dict[str, tuple[str, str | None]]:
    with sessions() as session:
        mails = session.scalars(select(OutgoingMail)).all()
        return {mail.recipient: (mail.state, mail.trouble) for mail in mails}


def test_a_dead_address_rests_and_its_news_may_be_told_again(
    sessions: sessionmaker[Session], box: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    sent(sessions, "<postfix.1@ciudad.example>", "ana@uno.example")
    box.put(letter("postfix_hard"))
    with caplog.at_level(logging.INFO):
        done, given_up = read(sessions, box.settings())
    assert (done.read, done.paused, len(given_up)) == (1, 1, 1)
    assert states(sessions) == {"ana@uno.example": ("failed", "address")}
    with sessions() as session:
        (pause,) = pauses(session)
        assert pause.address == "ana@uno.example"
        assert "nadie lee esa dirección (550 5.1.1" in to_message(pause.reason)
        assert stands_still(session, now=NOON)
        (finding,) = examine_mail(session, now=NOON)
        assert "No se escribe a ana@uno.example" in finding[2]
    told = [(r.getMessage(), getattr(r, "fields", {})) for r in caplog.records]
    assert any(message == "mail came back" for message, _ in told)
    assert "@" not in str(told)


HEADERS = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=%s\r\n"
STRANGE = (
    b"From: Aviso: tres <a>r;b\r\n" + HEADERS % b"utf-8" + b"\r\nhola\r\n",
    b"From: Ana <ana@uno.example>\r\n" + HEADERS % b"a\0b" + b"\r\nhola\r\n",
)
"""What Python's own reader of mails breaks over."""


def test_a_letter_nobody_can_read_does_not_stop_the_mailbox(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    with transaction(light) as session:
        add_person(
            session,
            email="ana@uno.example",
            name="Ana",
            role="profesional",
            password="tres loros comen arroz",
            at=NOON,
        )
    sent(light, "<postfix.1@ciudad.example>", "ana@uno.example")
    box.put(*STRANGE, letter("postfix_hard"))
    settings = box.settings()
    done = read_mailbox(
        light,
        settings,
        clock=MovingClock(),
        on_failed={"digest": lambda _session, _mail: None},
        on_letter=lambda session, raw: take(session, raw, settings, now=NOON),
    )
    assert (done.read, done.paused, done.forwarded) == (3, 1, 0)


def test_who_is_not_believed_pauses_nobody_and_is_told_in_plain_words(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    sent(light, "<outlook.1@ciudad.example>", "eva@outlook.example")
    sent(light, "<gmail.1@ciudad.example>", "ivan@correo.example")
    sent(light, "<exim.3@ciudad.example>", "sol@ocho.example")
    box.put(letter("outlook_5_7_515"), letter("gmail_5_7_26"), letter("exim_spf"))
    done, given_up = read(light, box.settings())
    assert (done.refused, done.paused, len(given_up)) == (3, 0, 3)
    assert set(states(light).values()) == {("failed", "refused")}
    with light() as session:
        assert pauses(session) == []
        words = [to_message(m.error or {}) for m in session.scalars(select(OutgoingMail))]
        assert all("SPF, DKIM y DMARC" in said for said in words)
        assert "5.7.515" in words[0]
        ((good, needed, sentence),) = examine_mail(session, now=NOON)
    assert (good, needed) == (False, True)
    assert "no salieron y ya no se intentan: 3." in sentence


def test_what_passes_and_what_nobody_wrote_pauses_nobody(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    for number in (1, 2, 3, 4):
        name = {1: "uno", 2: "dos", 3: "tres", 4: "cuatro"}[number]
        sent(light, f"<postfix.{number}@ciudad.example>", f"ana@{name}.example")
    sent(light, "<exchange.1@ciudad.example>", "luz@entidad.example")
    sent(light, "<gmail.2@ciudad.example>", "nadie@correo.example")
    calm = ("away_exchange", "away_gmail", "away_old_gateway", "read_receipt", "delivered")
    box.put(*map(letter, calm), letter("person_forwards_a_report"), PERSON)
    box.put(letter("postfix_delayed"), letter("postfix_expired"))
    done, given_up = read(light, box.settings())
    assert (done.read, done.delayed, done.later, done.paused) == (9, 1, 1, 0)
    assert len(given_up) == 1
    assert states(light)["ana@tres.example"] == ("failed", "later")
    assert [state for state, _ in states(light).values()].count("sent") == 5
    with light() as session:
        assert pauses(session) == []
    assert len(box.seen) == 2, "what a person wrote stays unread for a person"


def test_nothing_is_read_twice_and_who_was_reactivated_stays_so(
    sessions: sessionmaker[Session], box: Letterbox
) -> None:
    sent(sessions, "<postfix.1@ciudad.example>", "ana@uno.example")
    box.put(letter("postfix_hard"))
    assert read(sessions, box.settings())[0].paused == 1
    assert read(sessions, box.settings())[0] == MailboxRead()
    with transaction(sessions) as session:
        admin = add_person(
            session,
            email="admin@ciudad.example",
            name="Admin",
            password="pan duro con queso fresco",
            role="administracion",
            at=NOON,
        )
        reactivate(session, "ana@uno.example", by=admin, at=NOON)
    box.put(letter("postfix_hard"), letter("gmail_hard"))
    box.uid_validity = 8  # the server numbers anew, so that all is read again
    done, given_up = read(sessions, box.settings())
    assert (done.read, done.known, done.stranger, done.paused, given_up) == (3, 2, 1, 0, [])
    with sessions() as session:
        assert pauses(session) == []
        assert session.scalars(select(MailboxMark.last_uid)).all() == [103]


@pytest.mark.parametrize("cut", ["STORE", "FETCH 102", "SEARCH"])
def test_a_line_that_breaks_loses_nothing_and_doubles_nothing(
    light: sessionmaker[Session], box: Letterbox, cut: str
) -> None:
    sent(light, "<postfix.1@ciudad.example>", "ana@uno.example")
    sent(light, "<gmail.2@ciudad.example>", "nadie@correo.example")
    box.put(letter("postfix_hard"), letter("gmail_hard"))
    box.cut_at = cut
    with pytest.raises(MailboxError, match="cortó la conexión"):
        read(light, box.settings())
    box.cut_at = ""
    read(light, box.settings())
    assert set(states(light).values()) == {("failed", "address")}
    with light() as session:
        assert len(pauses(session)) == 2


def test_a_letter_is_marked_only_after_the_database_has_it(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    sent(light, "<postfix.1@ciudad.example>", "ana@uno.example")
    box.put(letter("postfix_hard"))

    def dies(_session: Session, _mail: OutgoingMail) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_mailbox(light, box.settings(), clock=MovingClock(), on_failed={"digest": dies})
    assert box.seen == set()
    assert states(light) == {"ana@uno.example": ("sent", None)}
    assert read(light, box.settings())[0].paused == 1
    assert box.seen == {101}
    assert set(box.letters) == {101}


def test_a_report_without_an_id_is_believed_of_mail_that_went_of_late(
    sessions: sessionmaker[Session], box: Letterbox
) -> None:
    nameless = letter("postfix_hard").replace(b"Message-ID: <postfix.1@ciudad.example>\n", b"")
    assert nameless.count(b"postfix.1") == 0
    box.put(nameless)
    clock = MovingClock()
    sent(sessions, "<x@ciudad.example>", "ana@uno.example", sent_at=NOON - timedelta(days=30))
    assert read(sessions, box.settings(), clock)[0].stranger == 1
    sent(sessions, "<y@ciudad.example>", "ana@uno.example")
    box.put(nameless)
    assert read(sessions, box.settings(), clock)[0].paused == 1


def test_a_refusal_of_somebody_else_s_mail_is_none_of_ours(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    sent(light, "<x@ciudad.example>", "eva@outlook.example")
    box.put(letter("outlook_5_7_515"))
    assert read(light, box.settings())[0].stranger == 1
    assert states(light) == {"eva@outlook.example": ("sent", None)}


def test_over_tls_with_a_certificate_that_is_trusted_and_one_that_is_not(
    light: sessionmaker[Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_and_certificate = self_signed(tmp_path, "-addext", "subjectAltName=IP:127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*key_and_certificate)
    box = Letterbox(tls=context)
    box.put(letter("gmail_hard"))
    sent(light, "<gmail.2@ciudad.example>", "nadie@correo.example")
    with box.listening():
        with pytest.raises(MailboxError, match="certificado"):
            read(light, box.settings(imap_security="tls"))
        assert box.said == []
        monkeypatch.setenv("SSL_CERT_FILE", str(key_and_certificate[0]))
        assert read(light, box.settings(imap_security="tls"))[0].paused == 1


def test_the_password_never_goes_in_the_clear_where_tls_is_asked_for(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    for asked in ("tls", "starttls"):
        with pytest.raises(MailboxError, match="PUENTE_IMAP_SECURITY"):
            read(light, box.settings(imap_security=asked))
    assert not any("LOGIN" in line for line in box.said)


def test_doctor_says_whether_the_mailbox_can_be_read(box: Letterbox) -> None:
    assert examine_mailbox(Settings()) == []
    ((good, needed, _),) = examine_mailbox(Settings(smtp_host="x", mail_from="a@x.example"))
    assert (good, needed) == (False, False)
    ((good, _, sentence),) = examine_mailbox(box.settings())
    assert good
    assert "Se puede leer la casilla" in sentence
    for wrong, hint in (
        ({"imap_password": "otra"}, "PUENTE_IMAP_PASSWORD"),
        ({"imap_folder": "Devueltos"}, "«Devueltos». Revise PUENTE_IMAP_FOLDER"),
    ):
        ((good, needed, sentence),) = examine_mailbox(box.settings(**wrong))
        assert (good, needed) == (False, True)
        assert hint in sentence
        assert "otra" not in sentence
    box.folder = '"Correos que vuelven &- m&AOE-s"'
    assert examine_mailbox(box.settings(imap_folder="Correos que vuelven & más"))[0][0]


def test_the_timetable_reads_it_and_forgets_that_the_calls_were_told(
    light: sessionmaker[Session], box: Letterbox
) -> None:
    planned = next(one for one in TIMETABLE if one.name == "mailbox")
    context = Context(run_id=1, clock=MovingClock(), progress=lambda *_: None)
    assert planned.work(Pipe(sessions=light, settings=Settings()), context) == {}
    sent(light, "<postfix.1@ciudad.example>", "ana@uno.example")
    box.put(letter("postfix_hard"))
    counts = planned.work(Pipe(sessions=light, settings=box.settings()), context)
    assert counts["paused"] == 1
    with light() as session:
        assert session.get(PausedAddress, "ana@uno.example") is not None


def test_of_a_letter_in_endless_parts_the_beginning_is_read() -> None:
    head = (
        b"From: a@b.example\r\nSubject: Aviso\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
    )
    text = b"--q\r\nContent-Type: text/plain\r\n\r\nUna convocatoria.\r\n"
    began = time.process_time()
    letter = read_letter(head + text + b"--q\r\nContent-Type: text/plain\r\n\r\n\r\n" * 20_000)
    assert letter["Subject"] == "Aviso"
    assert next(letter.iter_parts()).get_content().strip() == "Una convocatoria."
    assert time.process_time() - began < 4  # some twenty, where every part is read
