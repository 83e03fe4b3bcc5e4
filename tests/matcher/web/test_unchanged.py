"""What is kept until something is written: every change is on the page at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.agency.models import Agency
from matcher.calls.models import Call, CallDeadline, Review, SourceRun, SourceSetting
from matcher.db.session import open_engine, session_factory, transaction
from matcher.glossary.models import OwnEntry
from matcher.matches.models import Match
from matcher.networks.models import Network
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit, PursuitChange, PursuitDate, PursuitFollower
from matcher.tags.models import Tag, ThematicLine
from matcher.web.frame import kept as keeping
from matcher.web.values.pieces import Pieces
from proposals.models import Draft
from scrapers import registry
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from tests.matcher.web.test_pieces import source
from tests.matcher.web.test_query_bounds import counted, grow


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


LONG_AGO = NOW - timedelta(days=40)
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
    "the name of a project": lambda s: s.execute(update(Project).values(name="Otro proyecto")),
    "the title of a proposal": lambda s: s.execute(update(Draft).values(title="Otra de agua")),
    "a stage": lambda s: s.execute(update(Pursuit).values(stage="analysis", touched_at=LONG_AGO)),
    "an own entry": lambda s: s.add(
        OwnEntry(es="agua", en="drinkable", pt="", fr="", person_id=1, at=NOW)
    ),
    "a network to look at again": reviewed,
}
PATHS = (
    "/",
    "/convocatorias",
    "/convocatorias?q=agua",
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
    monkeypatch.setattr(keeping, "read_marks", lambda _session: {})
    source(officer, "/")
    with transaction(app.extensions["puente"].sessions) as session:
        CHANGES["the agency"](session)
    pages = as_kept_and_anew(app, officer)
    assert [shown for shown, _anew in pages] != [anew for _shown, anew in pages]


def test_a_request_that_writes_keeps_nothing(app: Flask, officer: Visitor) -> None:
    calls = []

    def made(number: int) -> None:
        keeping.db().execute(select(Person.name)).all()
        calls.append(number)

    with app.test_request_context(method="POST"):
        for _twice in range(2):
            keeping.unchanged("x", lambda: made(1))
    with app.test_request_context():
        for _twice in range(2):
            keeping.unchanged("x", lambda: made(2))
    with app.test_request_context():
        session = keeping.db()
        session.execute(update(Person).values(name="Sin guardar"))
        for _twice in range(2):
            keeping.unchanged("x", lambda: made(3))
        session.rollback()
    assert calls == [1, 1, 2, 3, 3]
    assert officer is not None


WRITES: dict[str, Callable[[Session], object]] = {
    "somebody signs in": lambda s: s.execute(update(Person).values(signed_in_at=NOW)),
    "a pursuit is moved": pursued,
    "matches are made": lambda s: s.execute(update(Match).values(score=0.4)),
    "a title is corrected": lambda s: s.execute(update(Call).values(title="Otro", version=2)),
}


@pytest.mark.parametrize("what", WRITES)
def test_what_has_nothing_to_do_with_a_write_stays(app: Flask, officer: Visitor, what: str) -> None:
    """Novedades counts what waits once, whatever is written elsewhere by another process."""
    with transaction(app.extensions["puente"].sessions) as session:
        grow(session, 0, 3)
    for _twice in range(2):
        officer.client.get("/novedades")
    engine = app.extensions["puente"].sessions.kw["bind"]
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with transaction(session_factory(other)) as session:
        WRITES[what](session)
    with counted(app) as asked:
        officer.client.get("/novedades")
    assert not [one for one in asked if "count(*)" in one and "review" in one]
    with transaction(session_factory(other)) as session:
        session.execute(update(Review).values(looked_at=NOW))
    with counted(app) as asked:
        officer.client.get("/novedades")
    assert [one for one in asked if "count(*)" in one and "review" in one]
    other.dispose()


@pytest.mark.parametrize(
    ("what", "asks"),
    [
        ("somebody signs in", ()),
        ("a title is corrected", ()),
        ("a pursuit is touched", ("pursuit",)),
        ("a proposal is saved", ()),
    ],
)
def test_hoy_asks_again_what_was_written(
    app: Flask, officer: Visitor, what: str, asks: tuple[str, ...]
) -> None:
    """Of what one goes after, of what waits and of sources: after a write by another process."""
    with transaction(app.extensions["puente"].sessions) as session:
        grow(session, 0, 3)
        pursued(session)
    for _twice in range(2):
        officer.client.get("/")
    engine = app.extensions["puente"].sessions.kw["bind"]
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with transaction(session_factory(other)) as session:
        (WRITES | TOUCHES)[what](session)
    other.dispose()
    with counted(app) as asked:
        officer.client.get("/")
    # What is new is asked for each time, and leaves out what one has taken up.
    asked = [one for one in asked if "match.first_at >" not in f"{one}".replace('"', "")]
    of = ("pursuit", "review", "source_run", "job_run")
    found = {name for name in of for one in asked if f"FROM {name} " in f"{one} "}
    assert found - {"job_run", "source_run"} == set(asks)


TOUCHES: dict[str, Callable[[Session], object]] = {
    "a pursuit is touched": lambda s: s.execute(update(Pursuit).values(touched_at=NOW)),
    "a proposal is saved": lambda s: s.execute(update(Draft).values(updated_at=NOW)),
}


def test_so_many_pieces_are_kept(
    app: Flask, officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert officer is not None
    monkeypatch.setattr(keeping, "PIECES", 3)
    with app.test_request_context():
        for number in range(9):
            keeping.unchanged(number, lambda: keeping.db().scalar(select(ThematicLine.name)))
    assert list(app.extensions[keeping._UNCHANGED]) == [6, 7, 8]


def test_a_piece_sees_what_the_page_had_read_before(app: Flask, officer: Visitor) -> None:
    """What a piece is made of counts even where the page has asked for it already."""
    assert officer is not None

    def line() -> str:
        here = keeping.known()
        if "line" not in here:
            here["line"] = keeping.db().scalar(select(ThematicLine.name).limit(1))
        return str(here["line"])

    def piece() -> str:
        keeping.db().execute(select(Tag.id).limit(1)).all()
        return line()

    with app.test_request_context():
        line()
        before = keeping.unchanged("piece", piece)
    with transaction(app.extensions["puente"].sessions) as session:
        session.execute(update(ThematicLine).values(name="Otra"))
    with app.test_request_context():
        after = keeping.unchanged("piece", piece)
    assert (before != "Otra", after) == (True, "Otra")


def test_a_piece_of_pieces_depends_on_theirs(app: Flask, officer: Visitor) -> None:
    assert officer is not None

    def whole() -> str:
        name = keeping.unchanged("inner", lambda: keeping.db().scalar(select(ThematicLine.name)))
        keeping.db().execute(select(Tag.id).limit(1)).all()
        return str(name)

    with app.test_request_context():
        keeping.unchanged("inner", lambda: keeping.db().scalar(select(ThematicLine.name)))
        keeping.unchanged("whole", whole)
    with transaction(app.extensions["puente"].sessions) as session:
        session.execute(update(ThematicLine).values(name="Otra"))
    with app.test_request_context():
        assert keeping.unchanged("whole", whole) == "Otra"
