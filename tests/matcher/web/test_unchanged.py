"""What is kept until something is written: every change is on the page at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.agency.models import Agency
from matcher.calls.models import Call, CallDeadline, Review, SourceRun, SourceSetting
from matcher.db.session import transaction
from matcher.matches.models import Match
from matcher.networks.models import Network
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit, PursuitChange, PursuitDate, PursuitFollower
from matcher.tags.models import Tag, ThematicLine
from matcher.web.frame import kept as keeping
from matcher.web.values.pieces import Pieces
from scrapers import registry
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from tests.matcher.web.test_pieces import source
from tests.matcher.web.test_query_bounds import grow


def pursued(session: Session) -> None:
    """A pursuit of the officer that somebody else moved, with a day that falls due."""
    officer = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    other = session.scalars(select(Person).where(Person.id != officer.id)).first()
    assert other is not None
    one = Pursuit(
        call_id=1,
        stage="analysis",
        assignee_id=officer.id,
        opened_at=NOW,
        opened_by=officer.id,
        moved_at=NOW,
        touched_at=NOW,
    )
    session.add(one)
    session.flush()
    told = {"pursuit_id": one.id, "at": NOW, "person_id": other.id}
    session.add(PursuitChange(**told, kind="stage", before="detected", after="analysis"))
    session.add(PursuitDate(pursuit_id=one.id, kind="legal", day=NOW.date()))
    session.add(PursuitFollower(pursuit_id=one.id, person_id=other.id, at=NOW))


def reviewed(session: Session) -> None:
    """A network the officer keeps, to be looked at again these days."""
    officer = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    session.add(
        Network(
            name="Red de prueba",
            keeper_id=officer.id,
            person_id=officer.id,
            review_on=NOW.date(),
            at=NOW,
        )
    )


CHANGES: dict[str, Callable[[Session], object]] = {
    "a title": lambda s: s.execute(update(Call).values(title="Otro título")),
    "a deadline": lambda s: s.execute(
        update(CallDeadline).values(on_day=NOW.date() + timedelta(days=3))
    ),
    "a tag": lambda s: s.execute(update(Tag).values(score=0.51, origin="model")),
    "a line": lambda s: s.execute(update(ThematicLine).values(name="Línea nueva")),
    "a look": lambda s: s.execute(update(Review).values(looked_at=NOW)),
    "a doubt": lambda s: s.execute(update(Call).where(Call.id == 1).values(doubt="report")),
    "a first load": lambda s: s.execute(update(Review).values(quiet=True)),
    "a reading": lambda s: s.add_all(
        SourceRun(source_id=one.about.id, started_at=NOW, finished_at=NOW, status="failed")
        for one in registry.sources()
    ),
    "no job": lambda s: s.execute(update(Person).values(created_at=NOW - timedelta(days=9))),
    "a match": lambda s: s.execute(update(Match).values(score=0.31, first_at=NOW)),
    "the agency": lambda s: s.merge(
        Agency(id=1, name="Otra agencia", signature="", footer="Al pie", version=7, at=NOW)
    ),
    "a name": lambda s: s.execute(update(Person).values(name="Nombre Nuevo")),
    "a pursuit": pursued,
    "a source": lambda s: s.add(
        SourceSetting(source_id=registry.sources()[0].about.id, enabled=True, at=NOW)
    ),
    "the secretaría of a project": lambda s: s.execute(
        update(Project).where(Project.id == 1).values(department="Secretaría Nueva")
    ),
    "a network to look at again": reviewed,
}
PATHS = (
    "/",
    "/convocatorias",
    "/seguimiento",
    "/coincidencias",
    "/financiadores",
    "/proyectos",
    "/novedades",
    "/fuentes",
)


def as_kept_and_anew(app: Flask, officer: Visitor) -> list[tuple[str, str]]:
    """Each page with what the process has kept, and as one shows it that has kept nothing."""
    found = []
    for path in PATHS:
        shown = source(officer, path)
        app.extensions["pieces"] = Pieces()
        app.extensions[keeping._UNCHANGED].clear()
        found.append((shown, source(officer, path)))
    return found


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_written_is_on_every_page_at_once(app: Flask, officer: Visitor, what: str) -> None:
    with transaction(app.extensions["puente"].sessions) as session:
        grow(session, 0, 3)
    before = [source(officer, path) for path in PATHS for _twice in range(2)]
    with transaction(app.extensions["puente"].sessions) as session:
        CHANGES[what](session)
    pages = as_kept_and_anew(app, officer)
    assert [shown for shown, _anew in pages] == [anew for _shown, anew in pages]
    assert any(shown not in before for shown, _anew in pages), "the change shows nowhere"


def test_the_check_above_finds_a_page_that_was_kept_too_long(
    app: Flask, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "generation", lambda _session: "for ever")
    source(officer, "/")
    with transaction(app.extensions["puente"].sessions) as session:
        CHANGES["the agency"](session)
    pages = as_kept_and_anew(app, officer)
    assert [shown for shown, _anew in pages] != [anew for _shown, anew in pages]


def test_a_request_that_writes_keeps_nothing(app: Flask, officer: Visitor) -> None:
    calls = []
    with app.test_request_context(method="POST"):
        for _twice in range(2):
            keeping.unchanged("x", lambda: calls.append(1))
    with app.test_request_context():
        for _twice in range(2):
            keeping.unchanged("x", lambda: calls.append(2))
    with app.test_request_context():
        session = keeping.db()
        session.execute(update(Person).values(name="Sin guardar"))
        for _twice in range(2):
            keeping.unchanged("x", lambda: calls.append(3))
        session.rollback()
    assert calls == [1, 1, 2, 3, 3]
    assert officer is not None
