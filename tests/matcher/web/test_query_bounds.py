"""How many queries each page asks: few, and no more of them where there are more rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Review
from matcher.db.session import transaction
from matcher.matches.models import Match
from matcher.people.keys import make_key
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.models import Pursuit
from matcher.results.models import Result
from matcher.settings import Settings
from matcher.tags.models import Tag
from matcher.web.frame import kept as keeping
from matcher.web.frame.kept import kept
from proposals.drafts import begin
from tests.matcher.web.seed import NOW, REASONS, add_call, deadline
from tests.matcher.web.support import Visitor

SETTINGS = Settings(data_dir=Path("unused"), secret_key="for tests")
MOST = {
    "/": 42,
    "/convocatorias": 23,
    "/convocatorias?q=agua": 34,
    "/convocatorias?kind=premio&state=todas&sort=newest": 28,
    "/convocatorias/1": 16,
    "/coincidencias": 7,
    "/coincidencias/proyecto/1": 9,
    "/coincidencias/convocatoria/1": 9,
    "/proyectos": 12,
    "/proyectos/1": 28,
    "/seguimiento": 18,
    "/seguimiento?estado=analysis": 18,
    "/financiadores": 12,
    "/novedades": 34,
    "/fuentes": 14,
    "/calidad": 14,
    "/propuestas": 16,
    "/resultados": 24,
    "/api/v1/calls": 16,
    "/api/v1/projects": 16,
    "/api/v1/matches": 16,
    "/api/v1/pursuits": 16,
    "/api/v1/results": 16,
    "/api/v1/tags": 16,
    "/feeds/convocatorias.atom": 16,
}


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are run meanwhile."""
    engine = app.extensions["puente"].sessions.kw["bind"]
    seen: list[str] = []

    def note(*told: object) -> None:
        seen.append(str(told[2]))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def grow(session: Session, first: int, count: int) -> None:
    """More of everything that a page lists, all of it worth showing to the officer."""
    officer = session.scalars(select(Person).order_by(Person.id)).first()
    assert officer is not None
    for number in range(first, first + count):
        call = add_call(
            session,
            title=f"Convocatoria {number} de agua",
            text="Agua potable para ciudades.",
            kind="premio",
            deadlines=[deadline(date(2026, 11, 25) + timedelta(days=number % 9))],
        )
        project = Project(
            code=f"N-{number}",
            name=f"Proyecto {number}",
            amount_sought=Decimal(5),
            currency="COP",
            modalities=[],
            extra={},
            owner_id=officer.id,
            created_at=NOW,
            updated_at=NOW,
            confirmed_at=NOW - timedelta(days=85),
        )
        session.add(project)
        session.flush()
        begin(session, owner=officer, project=project, call=call, settings=SETTINGS, at=NOW)
        pursuit = session.scalars(select(Pursuit).where(Pursuit.call_id == call.id)).one()
        pursuit.stage = ("drafting", "endorsed", "won")[number % 3]
        session.add(
            Result(
                pursuit_id=pursuit.id,
                project_id=project.id,
                title=call.title,
                day=NOW.date(),
                granted=Decimal(number + 1),
                currency="USD",
                at=NOW,
            )
        )
        for scheme, code, score in (("ods", "6", 0.9), ("line", "ecociudad", 0.51)):
            session.add(
                Tag(
                    subject_type="call",
                    subject_id=call.id,
                    scheme=scheme,
                    code=code,
                    score=score,
                    assigned=True,
                    origin="model",
                    model_version="base-1",
                    at=NOW,
                )
            )
        for call_id, project_id in ((call.id, project.id), (1, project.id), (call.id, 1)):
            session.add(
                Match(
                    call_id=call_id,
                    project_id=project_id,
                    score=0.9,
                    confidence=0.7,
                    signals={},
                    reasons=REASONS,
                    blockers=[],
                    fingerprint="x",
                    first_at=NOW,
                    computed_at=NOW,
                )
            )
        row = session.scalars(select(Review).where(Review.call_id == call.id)).first()
        if row is not None and number % 2:
            row.quiet = True
    session.flush()


def asked(app: Flask, officer: Visitor, key: str) -> dict[str, int]:
    """Page → how many queries it asks."""
    found = {}
    for path in MOST:
        program = {"Authorization": f"Bearer {key}"} if path.startswith("/api/") else {}
        with counted(app) as seen:
            assert officer.client.get(path, headers=program).status_code == 200
        found[path] = len(seen)
    return found


def test_each_page_asks_few_queries_and_no_more_with_more_rows(
    app: Flask, officer: Visitor
) -> None:
    sessions = app.extensions["puente"].sessions
    with transaction(sessions) as session:
        who = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
        _kept, key = make_key(session, who, door="api", name="Otro", scopes=("read",), at=NOW)
        grow(session, 0, 4)
    before = asked(app, officer, key)
    with transaction(sessions) as session:
        grow(session, 4, 24)
    after = asked(app, officer, key)
    assert {path: number for path, number in after.items() if number > MOST[path]} == {}
    grown = {path: (before[path], after[path]) for path in MOST if after[path] > before[path]}
    assert grown == {}


def test_a_list_narrowed_by_kind_can_be_taken_away(officer: Visitor) -> None:
    page = officer.get("/convocatorias?kind=premio&state=todas")
    taken = officer.get(page.links()["CSV"]).response.get_data(as_text=True)
    assert "Premio a la innovación pública" in taken
    assert "Fondo para la cultura viva" not in taken


def test_few_rows_are_counted_each_time_and_many_once_until_they_change(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "SHARE", 0)  # figures of changed rows are not shown any longer
    counts = iter(range(100))
    with app.app_context():
        for expected in (0, 1):
            assert kept("few", rows=20, stamp=1, count=lambda: next(counts)) == expected
        many = keeping.MANY
        for stamp, expected in ((1, 2), (1, 2), (2, 3), (2, 3)):
            given = kept("many", rows=many, stamp=stamp, count=lambda: next(counts))
            assert given == expected


@pytest.mark.parametrize("answer", [True, False, None])
def test_what_the_facts_refuse_can_be_searched(session: Session, answer: bool | None) -> None:
    call = session.scalars(select(Call)).first()
    assert call is not None
    told = {name: {"answer": answer} for name in ("local_government", "agency_country")}
    call.facts = {"composed": {"eligibility": told}}
    assert (call.local_refused, call.country_refused) == ((answer is False,) * 2)
