"""A small office for the tests of pursuits: people, calls and projects."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from matcher.calls.models import Call, CallDeadline
from matcher.people.models import Person, Role
from matcher.projects.models import Project
from tests.conftest import NOON

LATER = NOON + timedelta(hours=1)


def add_person(
    session: Session, name: str, role: Role = "profesional", *, department: str | None = None
) -> Person:
    person = Person(
        email=f"{name.split()[0].lower()}@ciudad.example",
        name=name,
        password_hash="x",
        role=role,
        department=department,
        created_at=NOON,
    )
    session.add(person)
    session.flush()
    return person


def add_call(
    session: Session, title: str = "Agua para ciudades", *, closes: date | None = None
) -> Call:
    call = Call(
        title=title,
        text="",
        url="https://fondo.example/1",
        round_key=title,
        content_hash=title,
        first_seen_at=NOON,
        changed_at=NOON,
        closes_on=closes,
    )
    if closes:
        call.deadlines.append(
            CallDeadline(position=0, on_day=closes, precision="day", span={"quote": str(closes)})
        )
    session.add(call)
    session.flush()
    return call


def add_project(session: Session, name: str = "Acueducto", *, at: datetime = NOON) -> Project:
    project = Project(
        name=name, department="Hábitat", created_at=at, updated_at=at, confirmed_at=at
    )
    session.add(project)
    session.flush()
    return project
