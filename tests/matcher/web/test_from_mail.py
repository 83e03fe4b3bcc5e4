"""What the links of a mail do: looking changes nothing, and the button does one thing."""

import email
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar
from lxml import html
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.clock import FixedClock
from matcher.db.session import transaction
from matcher.digests.models import DigestItem, MailChoices
from matcher.digests.send import deliver, queue_digests
from matcher.digests.tickets import MailTicket, address
from matcher.mail.senders import FolderSender
from matcher.matches.feedback import give_feedback
from matcher.matches.models import Feedback, Match
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit
from matcher.settings import Settings
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

BASE = "https://puente.ciudad.example"


@pytest.fixture
def settings(app: Flask) -> Settings:
    """The application's own, behind an address others reach."""
    given = app.extensions["puente"]
    settings = replace(
        given.settings, base_url=BASE, mail_from="Agencia <avisos@ciudad.example>", smtp_host=""
    )
    app.extensions["puente"] = replace(given, settings=settings)
    return settings


@pytest.fixture
def mail(app: Flask, settings: Settings) -> EmailMessage:
    """The mail of an officer who leads projects: with matches, a question and a change."""
    sessions = app.extensions["puente"].sessions
    with transaction(sessions) as session:
        luz = session.scalars(select(Person).where(Person.email.like("luz%"))).one()
        for person in session.scalars(select(Person).where(Person.id != luz.id)):
            person.active = False
        projects = session.scalars(select(Project).order_by(Project.id)).all()
        for project in projects:
            project.owner_id = luz.id
        projects[-1].confirmed_at = NOW - timedelta(days=85)
        match = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
        assert match is not None
        ids = {"call_id": match.call_id, "project_id": match.project_id}
        give_feedback(session, **ids, person=luz, verdict="interesa", at=NOW)
        queue_digests(session, settings, now=NOW, source_titles={})
    deliver(sessions, settings, FolderSender(settings.outbox), clock=FixedClock(NOW))
    (path,) = settings.outbox.glob("*.eml")
    return email.message_from_bytes(path.read_bytes(), policy=policy.default)  # type: ignore[return-value]


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def links(message: EmailMessage) -> set[str]:
    """Every address in the mail that leads to Puente."""
    found = html.document_fromstring(body(message, "html")).xpath("//a/@href")
    found += body(message, "plain").split()
    found += [way.strip("<>") for way in message["List-Unsubscribe"].split(", ")]
    return {one for one in found if one.startswith(BASE)}


def contents(session: Session) -> dict[str, list[Any]]:
    """Every row there is."""
    names = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
    return {
        name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"')).all()))
        for name in names
    }


def ticket(settings: Settings, purpose: str, **more: Any) -> str:
    link = address(settings, MailTicket(purpose=purpose, person_id=1, **more), now=NOW)  # type: ignore[arg-type] # as above
    return urlsplit(link).path


def test_looking_at_every_link_of_a_mail_changes_nothing(
    app: Flask, session: Session, mail: EmailMessage
) -> None:
    before = contents(session)
    session.rollback()
    found = links(mail)
    kinds = {"/".join(urlsplit(link).path.split("/")[:3]) for link in found}
    assert {
        "/correos/dejar",
        "/desde-el-correo/opinar",
        "/desde-el-correo/asignar",
        "/desde-el-correo/vigente",
        "/desde-el-correo/cierre",
    } <= kinds
    scanner = app.test_client()
    for link in sorted(found):
        for method in (scanner.get, scanner.head):
            assert method(urlsplit(link).path).status_code in (200, 302), link
    assert contents(session) == before


def test_the_mail_offers_to_leave_as_rfc_8058_asks(mail: EmailMessage) -> None:
    by_mail, by_web = (way.strip("<>") for way in mail["List-Unsubscribe"].split(", "))
    assert by_mail.startswith("mailto:avisos@ciudad.example?subject=baja%20")
    assert by_web.startswith(f"{BASE}/correos/dejar/")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Id"] == "Novedades de Puente <novedades.ciudad.example>"


def test_one_click_leaves_without_cookies_or_a_token(
    app: Flask, session: Session, mail: EmailMessage
) -> None:
    path = urlsplit(mail["List-Unsubscribe"].split(", ")[1].strip("<>")).path
    answer = app.test_client().post(path, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    who, choices = session.scalars(select(Person)).first(), session.scalars(select(MailChoices))
    assert who is not None
    assert who.digest == "off"
    assert [(c.person_id, c.changes, c.closings) for c in choices] == [(who.id, "off", "off")]


def test_less_a_pause_and_leaving_with_a_reason(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    path = ticket(settings, "leave")
    page = visitor.get(path)
    assert "luz@ciudad.example" in page.text
    form = page.form("")
    form["changes"], form["paused_until"] = "weekly", "2027-01-10"
    assert "Guardado." in visitor.send(path, form).text
    who = session.scalars(select(Person)).first()
    assert who is not None
    assert str(who.paused_until) == "2027-01-10"
    session.rollback()
    visitor.send(path, {"do": "leave", "reason": "demasiados"})
    session.expire_all()
    choices = session.scalars(select(MailChoices)).one()
    assert (choices.left_for, choices.left_at, who.digest) == ("demasiados", NOW, "off")
    assert "no le escribimos más" in visitor.send(path, {"do": "leave"}).text
    session.expire_all()
    assert session.scalars(select(MailChoices.left_for)).one() == "demasiados"


def test_what_stands_so_already_leaves_no_trace(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    path = ticket(settings, "leave")
    visitor.send(path, visitor.get(path).form(""))
    acts = select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "mail.chosen")
    assert session.scalar(acts) == 0


def test_an_opinion_by_mail_is_the_person_s_own_and_once(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    match = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
    assert match is not None
    ids = {"call_id": match.call_id, "project_id": match.project_id}
    path = ticket(settings, "judge", **ids, word="no-interesa")
    assert "¿No le interesa" in visitor.get(path).heading
    for _ in range(2):
        assert "Anotado: no le interesa" in visitor.send(path, {"reason": "otro-tema"}).text
    said = session.scalars(select(Feedback)).one()
    assert (said.verdict, said.scope, said.reason) == ("no-interesa", "me", "otro-tema")


def test_a_call_is_taken_by_mail_once_and_from_nobody(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    match = session.scalars(select(Match).where(Match.blocked.is_(False))).first()
    assert match is not None
    path = ticket(settings, "take", call_id=match.call_id, project_id=match.project_id)
    assert visitor.get(path).heading == "¿Se la asignamos a usted?"
    assert session.scalar(select(func.count()).select_from(Pursuit)) == 0
    for _ in range(2):
        assert "Es suya" in visitor.send(path, {}, on=ticket(settings, "leave")).text
    taken = session.scalars(select(Pursuit)).one()
    assert (taken.assignee_id, taken.project_id, taken.stage) == (1, match.project_id, "assigned")
    session.rollback()
    other = session.scalars(select(Person).where(Person.id != 1)).first()
    assert other is not None
    taken.assignee_id = other.id
    session.commit()
    page = visitor.send(path, {}, on=ticket(settings, "leave"))
    assert f"La tiene {other.name}" in page.text
    session.expire_all()
    assert taken.assignee_id == other.id


def test_the_links_of_a_call_that_was_joined_to_another_lead_on(
    settings: Settings, session: Session, officer: Visitor
) -> None:
    """A mail told of it before somebody joined it: its links say and take the one that stands."""
    match = session.scalars(select(Match).where(Match.call_id == 2)).first()
    assert match is not None
    ids = {"call_id": 2, "project_id": match.project_id}
    officer.send("/convocatorias/1/unir", {"other": "2"}, on="/convocatorias/1/corregir")
    judging, taking = (
        ticket(settings, "judge", **ids, word="interesa"),
        ticket(settings, "take", **ids),
    )
    officer.send(judging, {}, on=judging)
    officer.send(taking, {}, on=ticket(settings, "leave"))
    assert [one.call_id for one in session.scalars(select(Feedback))] == [1]
    assert [one.call_id for one in session.scalars(select(Pursuit))] == [1]
    for tail in ("", "/decision"):
        led = officer.client.get(f"/coincidencias/2/{match.project_id}{tail}")
        assert led.headers["Location"] == f"/coincidencias/1/{match.project_id}{tail}"


def test_a_project_is_confirmed_once(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    project = session.scalars(select(Project)).first()
    assert project is not None
    project.confirmed_at = NOW - timedelta(days=85)
    session.commit()
    path = ticket(settings, "confirm", project_id=project.id)
    for _ in range(2):
        assert "Está confirmado" in visitor.send(path, {}, on=ticket(settings, "leave")).text
    session.expire_all()
    assert project.confirmed_at == NOW
    assert session.scalar(select(func.count()).where(AuditEntry.action == "project.confirmed")) == 1


def test_the_closing_goes_into_a_calendar(settings: Settings, visitor: Visitor) -> None:
    page = visitor.get(ticket(settings, "calendar", call_id=1))
    assert page.response.mimetype == "text/calendar"
    (event,) = Calendar.from_ical(page.response.data).walk("VEVENT")
    assert event["UID"] == "call-1-0@puente.ciudad.example"
    assert event["DTSTART"].dt.isoformat() == "2026-11-30T17:00:00+01:00"  # in Brussels
    assert "hora de Bruselas" in str(event["DESCRIPTION"])


def test_a_ticket_holds_for_one_purpose_one_time_and_unaltered(
    app: Flask, settings: Settings, session: Session, visitor: Visitor
) -> None:
    token = ticket(settings, "judge", call_id=1, project_id=1, word="interesa").split("/")[-1]
    for path in (
        f"/correos/dejar/{token}",
        f"/desde-el-correo/vigente/{token}",
        f"/desde-el-correo/opinar/x{token}",
    ):
        assert "no es de Puente" in visitor.get(path, status=404).text
    given = app.extensions["puente"]
    app.extensions["puente"] = replace(given, clock=FixedClock(NOW + timedelta(days=46)))
    assert "venció" in visitor.get(f"/desde-el-correo/opinar/{token}", status=404).text
    app.extensions["puente"] = given
    for person in session.scalars(select(Person)):
        person.active = False
    session.commit()
    assert "cerrada" in visitor.get(f"/desde-el-correo/opinar/{token}", status=404).text


def test_the_page_speaks_the_language_of_the_person(
    settings: Settings, session: Session, visitor: Visitor
) -> None:
    session.get_one(Person, 1).language = "en"
    session.commit()
    assert visitor.get(ticket(settings, "leave")).heading == "Your emails from Puente"


def test_one_chooses_what_comes_and_sees_what_would(session: Session, officer: Visitor) -> None:
    form = officer.get("/correos/elegir").form("/correos/elegir")
    form.setlist("lines", ["ecociudad"])
    form.setlist("weekdays", ["1", "3"])
    chosen = {"news": "days", "changes": "immediate", "hour": "9", "least": "50"}
    for name, value in chosen.items():
        form[name] = value
    assert "Guardado." in officer.send("/correos/elegir", form).text
    stored = session.scalars(select(MailChoices)).one()
    assert (stored.weekdays, stored.hour, stored.lines, stored.least) == (
        [1, 3],
        9,
        ["ecociudad"],
        50,
    )
    assert session.get_one(Person, stored.person_id).digest == "days"
    before = contents(session)
    session.rollback()
    page = officer.get("/correos/hoy")
    assert "Hola, Luz Prueba:" in page.text
    assert "nueva" in page.text
    sandboxed = officer.client.get("/correos/hoy/como-llega")
    assert "sandbox" in sandboxed.headers["Content-Security-Policy"]
    assert contents(session) == before


def test_a_filter_narrows_and_a_call_without_line_passes(
    session: Session, officer: Visitor
) -> None:
    every = officer.get("/correos/hoy").text
    titles = set(session.scalars(select(Call.title)))
    assert len([title for title in titles if title in every]) > 1
    form = officer.get("/correos/elegir").form("/correos/elegir")
    form["least"] = "75"
    officer.send("/correos/elegir", form)
    fewer = officer.get("/correos/hoy").text
    assert len([t for t in titles if t in fewer]) < len([t for t in titles if t in every])


def test_what_had_no_room_is_reached_from_the_mail(
    session: Session, officer: Visitor, settings: Settings
) -> None:
    """Of a first load only the first mail tells; what it left out stands where its link leads."""
    for call in session.scalars(select(Call)):
        call.quiet = True
    session.commit()
    queue_digests(session, settings, now=NOW, source_titles={})
    told = session.scalars(select(DigestItem)).all()
    assert len({item.call_id for item in told if item.person_id == 1}) > 1
    left_out = session.get_one(Call, told[-1].call_id).title
    for item in told:
        if item.call_id == told[-1].call_id:
            session.delete(item)  # as if there had been no room for it
    session.commit()
    page = officer.get("/correos/hoy")
    assert left_out in page.links()
