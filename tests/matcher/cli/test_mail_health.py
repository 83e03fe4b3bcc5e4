"""What ``puente doctor`` says of mail that does not leave."""

from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session, sessionmaker

from matcher.cli import care
from matcher.cli.health.mail import Finding, examine_mail
from matcher.mail.delivery import deliver
from tests.matcher.cli.test_care import here  # noqa: F401 # a fixture
from tests.matcher.mail.moody import Desk, Moody, free_port


@pytest.fixture
def desk(sessions: sessionmaker[Session]) -> Desk:
    return Desk(sessions, Moody(port=free_port()))


def findings(desk: Desk) -> list[Finding]:
    with desk.sessions() as session:
        return examine_mail(session, now=desk.clock.now())


def test_where_nothing_stands_still_it_says_so(desk: Desk) -> None:
    desk.write("ana")
    assert findings(desk) == [(True, True, "Correos: ninguno está detenido.")]
    with desk.server.listening():
        deliver(desk.post)
    desk.clock.move(days=1)
    assert findings(desk) == [(True, True, "Correos: ninguno está detenido.")]


def test_mail_that_nobody_tries_is_the_timetable_standing_still(desk: Desk) -> None:
    desk.write("ana", "luz")
    desk.clock.move(hours=2)
    ((good, needed, sentence),) = findings(desk)
    assert (good, needed) == (False, True)
    assert "nadie intentó: 2. ¿Está en marcha «puente scheduler»?" in sentence


def test_a_wrong_password_is_told_with_what_to_look_at(desk: Desk) -> None:
    desk.user, desk.password = "puente", "la mala"
    desk.write("ana", "luz", lasts=timedelta(days=5))
    with desk.server.listening():
        deliver(desk.post)
        assert findings(desk)[0][0]  # a server may be down for a moment
        desk.clock.move(hours=1, minutes=1)
        deliver(desk.post)
    ((good, needed, sentence),) = findings(desk)
    assert (good, needed) == (False, True)
    assert "Correos que no logran salir desde hace más de una hora: 2." in sentence
    assert "PUENTE_SMTP_PASSWORD" in sentence
    assert "próximo intento: 2026-11-20 18:" in sentence
    desk.clock.move(days=5)
    deliver(desk.post)
    ((good, needed, sentence),) = findings(desk)
    assert (good, needed) == (False, True)
    assert "ya no se intentan: 2." in sentence


def test_an_address_that_is_paused_is_named_and_does_not_stop_the_work(desk: Desk) -> None:
    desk.server.rcpt = "550 5.1.1 ese buzon no existe"
    desk.write("ana")
    with desk.server.listening():
        deliver(desk.post)
    ((good, needed, sentence),) = findings(desk)
    assert (good, needed) == (False, False)
    assert "No se escribe a ana@ciudad.example desde el 2026-11-20." in sentence
    assert "550 5.1.1 ese buzon no existe" in sentence


def test_what_nobody_knows_is_told(desk: Desk) -> None:
    desk.server.data = "lose-and-drop"
    desk.write("ana")
    with desk.server.listening():
        deliver(desk.post)
    ((good, needed, sentence),) = findings(desk)
    assert (good, needed) == (False, False)
    assert "no se sabe si salieron: 1." in sentence


@pytest.mark.usefixtures("here")
def test_doctor_ends_with_an_error_while_mail_stands_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from matcher.cli.service import open_service
    from matcher.clock import SystemClock

    service = open_service()
    desk = Desk(service.sessions, Moody(port=free_port()))
    desk.clock.instant = SystemClock().now() - timedelta(hours=2)
    assert CliRunner().invoke(care.doctor).exit_code == 0
    desk.write("ana")
    done = CliRunner().invoke(care.doctor)
    assert done.exit_code == 1
    assert "FALTA   Correos que debían salir" in done.output
