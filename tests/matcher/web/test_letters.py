"""Traídas por correo: what was forwarded, what became of it, and a person's word."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Sighting
from matcher.intake.visits import BY_MAIL
from matcher.mail.models import ForwardedLetter
from matcher.people.models import Person
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor

PAGE = "/novedades/correo"


def letter(session: Session, state: str, **lead: object) -> ForwardedLetter:
    who = session.scalars(select(Person.id).order_by(Person.id).limit(1)).one()
    told = {"url": "https://red.example/x", "title": "Fondo", "words": "Fondo"} | lead
    made = ForwardedLetter(
        message_key=state,
        person_id=who,
        subject="Boletín de agua",
        at=NOW,
        state=state,
        leads=[told],
    )
    session.add(made)
    session.commit()
    return made


def test_a_letter_shows_the_calls_it_became(officer: Visitor, session: Session) -> None:
    known = session.get_one(Call, 1).sightings[0]
    session.add(
        Sighting(
            source_id=BY_MAIL,
            source_key="red.example/x",
            call_id=1,
            url=known.url,
            canonical_url="red.example/x",
            title=known.title,
            content_hash="x",
            traits=known.traits,
            payload=known.payload,
            first_seen_at=NOW,
            last_seen_at=NOW,
        )
    )
    letter(session, "read", outcome="call", key="red.example/x")
    page = officer.get("/novedades?kind=por-correo")
    assert page.tree.xpath("//article//a[@href='/convocatorias/1']")
    assert "también está en otra fuente" in page.text
    assert "Traídas por correo" in officer.get("/convocatorias/1").text


def test_a_person_says_whether_a_doubtful_letter_is_read(
    officer: Visitor, session: Session
) -> None:
    made = letter(session, "doubtful")
    page = officer.get(PAGE)
    assert "no confirma que lo haya enviado" in page.text
    page = officer.send(f"{PAGE}/{made.id}", {"do": "read", "next": PAGE}, on=PAGE)
    assert "Se lee en la próxima hora" in page.text
    session.refresh(made)
    assert made.state == "waiting"
    made.state, made.at = "doubtful", NOW - timedelta(days=1)
    session.commit()
    officer.send(f"{PAGE}/{made.id}", {"do": "leave", "next": PAGE}, on=PAGE)
    session.refresh(made)
    assert made.state == "left"
