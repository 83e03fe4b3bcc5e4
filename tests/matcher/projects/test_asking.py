"""Somebody is always asked whether a project still stands, a fortnight before it stops."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.matches.fingerprints import project_fingerprints
from matcher.people.models import Person, Role
from matcher.people.queries import add_person
from matcher.projects.asking import ASK_BEFORE, asked_about, stops_at, waiting_for
from matcher.projects.models import Project
from matcher.projects.queries import STALE, confirm

AT = datetime(2026, 8, 20, 17, 0, tzinfo=UTC)
STOPPED = AT + STALE + timedelta(days=1)
SECRETARIA = "Secretaría de Movilidad"


def someone(session: Session, name: str, role: Role, department: str | None = None) -> Person:
    return add_person(
        session,
        email=f"{name}@ciudad.example",
        name=name,
        password="una frase larga",
        role=role,
        department=department,
        at=AT,
    )


@pytest.fixture
def people(session: Session) -> dict[str, Person]:
    """One of each who may be asked, and one who may not answer."""
    return {
        "owner": someone(session, "owner", "profesional"),
        "importer": someone(session, "importer", "profesional"),
        "colleague": someone(session, "colleague", "profesional", "SECRETARIA DE  MOVILIDAD"),
        "viewer": someone(session, "viewer", "consulta", SECRETARIA),
        "lead": someone(session, "lead", "direccion"),
        "admin": someone(session, "admin", "administracion"),
    }


def project(
    session: Session,
    *,
    owner: Person | None = None,
    brought: Person | None = None,
    name: str = "Buses",
    department: str | None = SECRETARIA,
) -> Project:
    made = Project(
        name=name,
        department=department,
        modalities=[],
        extra={},
        created_at=AT,
        updated_at=AT,
        confirmed_at=AT,
        owner_id=owner.id if owner else None,
    )
    session.add(made)
    session.flush()
    record(
        session,
        at=AT,
        person_id=brought.id if brought else None,
        action="project.imported",
        subject_type="project",
        subject_id=made.id,
    )
    session.flush()
    return made


def names(session: Session, made: Project) -> list[str]:
    return [person.name for person in asked_about(session, [made])[made.id]]


def test_the_question_goes_on_to_the_next_who_can_answer(
    session: Session, people: dict[str, Person]
) -> None:
    made = project(session, owner=people["owner"], brought=people["importer"])
    for name in ("owner", "importer", "colleague", "lead", "admin"):
        assert names(session, made) == [name]
        people[name].active = False
    assert names(session, made) == []


def test_who_may_only_read_is_not_asked(session: Session, people: dict[str, Person]) -> None:
    made = project(session, owner=people["viewer"])
    assert names(session, made) == ["colleague"]


def test_a_project_without_anybody_is_a_matter_for_those_who_lead(
    session: Session, people: dict[str, Person]
) -> None:
    made = project(session, department=None)
    assert names(session, made) == ["lead"]


def test_the_question_comes_before_the_stop(session: Session, people: dict[str, Person]) -> None:
    made = project(session, owner=people["owner"])
    early = stops_at(made) - ASK_BEFORE
    assert not waiting_for(session, people["owner"], now=early)
    asked = waiting_for(session, people["owner"], now=early + timedelta(minutes=1))
    assert (asked.soon, asked.stopped) == ([made], [])
    assert made.id in project_fingerprints(session, now=stops_at(made))
    late = waiting_for(session, people["owner"], now=STOPPED)
    assert (late.soon, late.stopped) == ([], [made])
    assert made.id not in project_fingerprints(session, now=STOPPED)
    confirm(session, made, person_id=people["owner"].id, at=STOPPED)
    assert not waiting_for(session, people["owner"], now=STOPPED)
    assert made.id in project_fingerprints(session, now=STOPPED)


def test_a_stop_is_told_to_all_who_would_hear_of_the_project(
    session: Session, people: dict[str, Person]
) -> None:
    made = project(session, owner=people["owner"], department="Secretaría de Cultura")
    heard = {n for n, p in people.items() if waiting_for(session, p, now=STOPPED).stopped}
    assert heard == {"owner", "importer", "lead", "admin"}  # the others are of another secretaría
    made.archived_at = STOPPED
    assert not [n for n, p in people.items() if waiting_for(session, p, now=STOPPED)]
