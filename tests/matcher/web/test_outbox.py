"""Correos que salen: every state in words, and what somebody can do about it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.coded import to_stored
from matcher.mail.models import OutgoingMail, PausedAddress
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

URL = "/correos-que-salen"
Write = Callable[..., OutgoingMail]


@pytest.fixture
def write(session: Session) -> Write:
    def write(name: str, **given: object) -> OutgoingMail:
        values = {
            "kind": "digest",
            "recipient": f"{name}@ciudad.example",
            "message_id": f"<{name}@x>",
            "recipient_name": f"{name.title()} Prueba",
            "text": "t",
            "html": "<p>h</p>",
            "subject": f"Novedades para {name}",
            "created_at": NOW - timedelta(hours=3),
        } | given
        mail = OutgoingMail(**values)
        session.add(mail)
        session.commit()
        return mail

    return write


def in_state(session: Session, mail_id: int) -> tuple[str, object]:
    session.expire_all()
    mail = session.get_one(OutgoingMail, mail_id)
    return mail.state, mail.next_try_at


def row(page, name: str) -> str:
    (found,) = page.tree.xpath(f"//tr[contains(., '{name} Prueba')]")
    return " ".join(found.text_content().split())


def test_only_those_who_administer_see_it(officer: Visitor) -> None:
    assert "Correos que salen" not in officer.get("/").links()
    officer.get(URL, status=403)
    page = Visitor(officer.app).sign_in("admin@ciudad.example").get(URL)
    assert page.heading == "Correos que salen"
    assert "Ningún correo está esperando." in page.text


def test_every_state_in_words(admin: Visitor, write: Write) -> None:
    soon = NOW + timedelta(minutes=30)
    said = "El servidor de correo mx:587 no aceptó el mensaje: 451 4.7.1 Greylisted"
    write("uno", state="waiting", next_try_at=NOW)
    write("dos", state="waiting", next_try_at=soon, tries=3, trouble="later", error=to_stored(said))
    write("tres", state="sending", next_try_at=soon, tries=1)
    write("cuatro", state="sending", next_try_at=NOW - timedelta(minutes=1), tries=1)
    write(
        "cinco", state="unknown", next_try_at=soon, tries=1, trouble="unknown", error=to_stored("x")
    )
    write(
        "seis",
        state="waiting",
        next_try_at=soon,
        tries=2,
        trouble="refused",
        error=to_stored("554 spam"),
    )
    write("siete", state="failed", tries=40, trouble="server", error=to_stored("no contestó"))
    write("ocho", state="replaced", tries=40, trouble="server", error=to_stored("no contestó"))
    write("nueve", state="sent", tries=1, sent_at=NOW)
    page = admin.get(URL)
    assert "Listo para salir" in row(page, "Uno")
    assert "El servidor pidió esperar" in row(page, "Dos")
    assert "451 4.7.1 Greylisted" in row(page, "Dos")
    assert "3 intentos · el próximo: 20 de noviembre de 2026, 12:30" in row(page, "Dos")
    assert "Saliendo ahora" in row(page, "Tres")
    assert "Enviar otra vez" not in row(page, "Tres")
    assert "No se sabe si salió" in row(page, "Cuatro")
    assert "después del" not in row(page, "Cuatro")  # that hour is over
    assert "Enviar otra vez" in row(page, "Cuatro")
    assert "No se sabe si salió" in row(page, "Cinco")
    assert "para que quien ya lo tiene no vea dos" in row(page, "Cinco")
    assert "El servidor no lo quiso" in row(page, "Seis")
    assert "va en el próximo correo de esta persona" in row(page, "Siete")
    assert "Va en un correo nuevo" in row(page, "Ocho")
    assert "Novedades para nueve" in row(page, "Nueve")


def test_a_server_in_trouble_is_told_once_on_top(
    admin: Visitor, write: Write, session: Session
) -> None:
    later = NOW + timedelta(hours=1)
    mails = [
        write(
            n, state="waiting", next_try_at=later, trouble="server", error=to_stored("está apagado")
        )
        for n in ("uno", "dos")
    ]
    page = admin.get(URL)
    assert "El servidor de correo no está recibiendo." in page.text
    assert page.text.count("está apagado") == 1
    assert "Próximo intento: 20 de noviembre de 2026, 13:00." in page.text
    told = admin.send(f"{URL}/ahora", {}, on=URL)
    assert "2 correos se intentan en los próximos minutos." in told.text
    assert [in_state(session, m.id) for m in mails] == [("waiting", NOW)] * 2


def test_one_is_sent_again(admin: Visitor, write: Write, session: Session) -> None:
    later = NOW + timedelta(hours=1)
    mail = write("uno", state="unknown", next_try_at=later, trouble="unknown", error=to_stored("x"))
    told = admin.send(f"{URL}/{mail.id}/otra-vez", {}, on=URL)
    assert "Sale en los próximos minutos" in told.text
    assert in_state(session, mail.id) == ("unknown", NOW)
    assert "pidió enviar otra vez el correo" in admin.get("/auditoria").text


def test_one_a_dead_process_left_behind_is_sent_again(
    admin: Visitor, write: Write, session: Session
) -> None:
    over, held = NOW - timedelta(minutes=1), NOW + timedelta(minutes=30)
    dropped = write("uno", state="sending", next_try_at=over, tries=2)
    alive = write("dos", state="sending", next_try_at=held, tries=1)
    told = admin.send(f"{URL}/{dropped.id}/otra-vez", {}, on=URL)
    assert "Sale en los próximos minutos" in told.text
    assert in_state(session, dropped.id) == ("unknown", NOW)
    assert "se interrumpió antes de anotar" in row(told, "Uno")
    told = admin.send(f"{URL}/{alive.id}/otra-vez", {}, on=URL)
    assert "está saliendo en este momento" in told.text
    assert in_state(session, alive.id) == ("sending", held)


def test_a_failed_digest_is_written_anew(admin: Visitor, write: Write, session: Session) -> None:
    mail = write("uno", state="failed", trouble="server", error=to_stored("x"))
    assert "Hay correos que no salen" in admin.get("/").text
    told = admin.send(f"{URL}/{mail.id}/otra-vez", {}, on=URL)
    assert "va en el próximo correo de esta persona" in told.text
    assert in_state(session, mail.id) == ("replaced", None)
    assert "Hay correos que no salen" not in admin.get("/").text


def test_one_that_left_meanwhile_is_left_alone(
    admin: Visitor, write: Write, session: Session
) -> None:
    mail = write("uno", state="waiting", next_try_at=NOW)
    form = admin.get(URL).form(f"{URL}/{mail.id}/otra-vez")
    session.get_one(OutgoingMail, mail.id).state = "sent"
    session.commit()
    told = admin.client.post(f"{URL}/{mail.id}/otra-vez", data=form, follow_redirects=True)
    assert "ya salió o está saliendo" in told.text
    assert in_state(session, mail.id)[0] == "sent"


def test_a_paused_address_is_reactivated(admin: Visitor, write: Write, session: Session) -> None:
    said = "550 5.1.1 ese buzon no existe"
    mail = write("luz", state="failed", trouble="address", error=to_stored(said))
    session.add(
        PausedAddress(address=mail.recipient, at=NOW, reason=to_stored(said), mail_id=mail.id)
    )
    session.commit()
    page = admin.get(URL)
    assert said in page.text
    assert f"{URL}/{mail.id}/otra-vez" not in [f.get("action") for f in page.tree.forms]
    assert "No le llegan correos" in admin.get("/personas").text
    assert said in admin.get("/personas/1").text
    told = admin.send(f"{URL}/reactivar", page.form(f"{URL}/reactivar"), on=URL)
    assert "Se escribe otra vez a luz@ciudad.example." in told.text
    session.expire_all()
    assert session.scalars(select(PausedAddress)).all() == []
    assert in_state(session, mail.id) == ("replaced", None)
    assert "reactivó la dirección" in admin.get("/auditoria").text


def test_without_a_mail_server_nothing_is_told_as_gone(admin: Visitor, write: Write) -> None:
    write("mar", state="sent", sent_at=NOW)
    page = admin.get(URL)
    assert "los correos se escriben en la carpeta" in page.text
    assert "Salieron" not in [h.text for h in page.tree.xpath("//h2")]
    settings = replace(admin.app.extensions["puente"].settings, smtp_host="127.0.0.1")
    given = replace(admin.app.extensions["puente"], settings=settings)
    admin.app.extensions["puente"] = given
    page = admin.get(URL)
    assert "en la carpeta" not in page.text
    assert "Salieron" in [h.text for h in page.tree.xpath("//h2")]
