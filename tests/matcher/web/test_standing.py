"""No page calms without the fact: an empty installation, a dead timetable, nothing compared."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, SourceRun
from matcher.clock import FixedClock
from matcher.db.migrate import upgrade
from matcher.db.session import open_engine, session_factory, transaction
from matcher.intake.collect import known_sources
from matcher.jobs.models import JobRun
from matcher.matches.models import Match, MatchedState
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.models import Tag
from tests.matcher.web.seed import NOW, PEOPLE
from tests.matcher.web.support import PASSWORD, Page, Visitor
from wsgi import create_app

CATALOGUE = Path(__file__).parents[3] / "matcher/translations/en/LC_MESSAGES/messages.po"
CALMING = (
    "Todas las fuentes encendidas responden como siempre.",
    "Las demás responden como siempre.",
    "El equipo ya miró todo lo que trajo la última lectura.",
    "Todo está mirado",
    "El equipo ya vio lo que trajo la última lectura. La próxima corre sola cada día; lo nuevo y"
    " lo que cambie aparecerá aquí.",
    "Nada nuevo por mirar de los últimos siete días",
    "Nada por revisar.",
    "Ninguna convocatoria cierra tan pronto.",
    "Ninguna convocatoria abierta se parece",
    "Ninguna convocatoria abierta se parece lo bastante",
    "Ninguna convocatoria cumple todo eso",
    "Ningún proyecto del banco se parece",
    "Ninguno se parece lo bastante.",
    "Ningún proyecto por aquí",
    "Por revisar: ninguna pasó el umbral de confianza.",
    "El primero sale cuando haya algo que valga la pena contarle.",
)
"""What a page may say only if something happened."""
FALSE_THEN = (
    "responden como siempre",
    "última lectura. La próxima corre sola",
    "Nada nuevo en",
    "ya miró todo",
    "El primero sale cuando",
    "Ninguna convocatoria cierra",
)
ROLES = [email for email, _name, _role in PEOPLE]
SIX_DAYS = NOW + timedelta(days=6)
NEXT_STEP = {
    "es": {
        "/": "Empiece por importar la hoja de cálculo",
        "/convocatorias": "Todavía no se ha leído ninguna fuente. Las fuentes se leen solas",
        "/proyectos": "Agregue un proyecto o importe la hoja de cálculo",
        "/coincidencias": "El banco de proyectos está vacío: agregue un proyecto",
        "/propuestas": "Abra una coincidencia",
        "/novedades": "Todavía no se ha leído ninguna fuente. Las fuentes se leen solas",
        "/fuentes": "Todavía no se ha leído ninguna fuente. Las fuentes se leen solas",
        "/calidad": "Todavía no se ha etiquetado ninguna convocatoria.",
    },
    "en": {
        "/convocatorias": "No source has been read yet. The sources are read by themselves",
        "/proyectos": "Add a project or import the spreadsheet",
        "/coincidencias": "The project bank is empty: add a project",
        "/novedades": "No source has been read yet. The sources are read by themselves",
        "/fuentes": "No source has been read yet. The sources are read by themselves",
        "/calidad": "No call has been tagged yet.",
    },
}


def in_language(language: str) -> list[str]:
    """The calming sentences as that language has them."""
    if language == "es":
        return list(CALMING)
    english = {m.id: m.string for m in read_po(CATALOGUE.open("rb"), locale="en") if m.id}
    return [str(english[text]) for text in CALMING]


def application(folder: Path, *, now: datetime) -> Flask:
    given = Settings(data_dir=folder, secret_key="for tests", agency_name="Agencia de prueba")
    app = create_app(given, clock=FixedClock(now))
    app.testing = True
    return app


def close(app: Flask) -> None:
    app.extensions["puente"].sessions.kw["bind"].dispose()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """An installation on its first day: accounts, and nothing else."""
    engine = open_engine(f"sqlite:///{tmp_path / 'puente.sqlite'}")
    upgrade(engine)
    with transaction(session_factory(engine)) as session:
        for email, name, role in PEOPLE:
            add_person(session, email=email, name=name, password=PASSWORD, role=role, at=NOW)
    engine.dispose()
    app = application(tmp_path, now=NOW)
    yield app
    close(app)


@pytest.fixture
def later(tmp_path: Path, seeded: Path) -> Iterator[Flask]:
    """The agency six days after everything last ran, well."""
    folder = tmp_path / "later"
    folder.mkdir()
    copy(seeded, folder / "puente.sqlite")
    app = application(folder, now=SIX_DAYS)
    with transaction(app.extensions["puente"].sessions) as session:
        run_everything(session, app)
    yield app
    close(app)


def run_everything(session: Session, app: Flask) -> None:
    """Every stage ran and every source that is on answered, at ``NOW``."""
    session.add_all(
        JobRun(name=name, started_at=NOW, finished_at=NOW, status="ok")
        for name in ("collect", "tag", "match", "notify")
    )
    known = known_sources(session, app.extensions["puente"].settings)
    session.add_all(
        SourceRun(source_id=i, started_at=NOW, finished_at=NOW, status="ok", found=40)
        for i, source in known.items()
        if source.enabled
    )


def menu(page: Page) -> list[str]:
    paths = page.tree.xpath("//header//a/@href")
    return sorted({path for path in paths if path.startswith("/")})


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("who", ROLES)
def test_an_empty_installation_calms_nobody(empty: Flask, who: str, language: str) -> None:
    with transaction(empty.extensions["puente"].sessions) as session:
        for person in session.scalars(select(Person)):
            person.language = language
    visitor = Visitor(empty).sign_in(who)
    pages = {path: visitor.get(path) for path in menu(visitor.get("/"))}
    assert {"/", "/novedades", "/fuentes", "/calidad", "/correos"} <= pages.keys()
    said = {
        path: [text for text in in_language(language) if text in page.text]
        for path, page in pages.items()
    }
    assert {path: texts for path, texts in said.items() if texts} == {
        "/correos": [in_language(language)[-1]]  # true: nobody has been owed a mail for long
    }
    for path, words in NEXT_STEP[language].items():
        assert words in pages[path].text, path


def test_a_dead_timetable_is_said_wherever_it_matters(later: Flask) -> None:
    admin = Visitor(later).sign_in("admin@ciudad.example")
    home = admin.get("/").text
    assert "El horario está parado." in home
    assert "Las fuentes se leyeron completas por última vez el 20 de noviembre de 2026" in home
    assert "«puente scheduler»" in home
    assert "Todas las fuentes" not in home
    sources = admin.get("/fuentes")
    assert not sources.tree.xpath("//*[contains(@class, 'badge')][normalize-space() = 'Bien']")
    assert "Parada" in sources.text
    assert "próxima" not in sources.text
    assert "debió ser el 21 de noviembre de 2026" in sources.text
    one = admin.get("/fuentes/bdns").text
    assert "Parada: nada se ha leído desde el 20 de noviembre de 2026" in one
    assert "debió ser el 21 de noviembre de 2026" in one
    officer = Visitor(later).sign_in("luz@ciudad.example").get("/").text
    assert "El horario está parado." in officer
    assert "Avise a quien administra Puente." in officer


def test_a_dead_timetable_calms_nobody(later: Flask) -> None:
    with transaction(later.extensions["puente"].sessions) as session:
        session.execute(delete(Match))
        session.execute(delete(Tag))
    visitor = Visitor(later).sign_in("dir@ciudad.example")
    for path in menu(visitor.get("/")):
        text = visitor.get(path).text
        assert [calm for calm in FALSE_THEN if calm in text] == [], path


def test_a_timetable_that_runs_says_so(app: Flask, session: Session, officer: Visitor) -> None:
    run_everything(session, app)
    session.commit()
    home = officer.get("/").text
    assert "El horario está parado" not in home
    assert "Todas las fuentes encendidas responden como siempre. Última lectura: 20 de" in home
    page = officer.get("/fuentes")
    assert page.tree.xpath("//*[contains(@class, 'notice ok')]")
    assert "debió ser" not in page.text


def test_one_source_that_is_read_no_more_is_not_well(
    app: Flask, session: Session, officer: Visitor
) -> None:
    run_everything(session, app)
    for run in session.scalars(select(SourceRun).where(SourceRun.source_id == "bdns")):
        run.started_at -= timedelta(days=3)
    session.commit()
    assert "como siempre" not in officer.get("/").text
    assert "Parada" in officer.get("/fuentes/bdns").text
    page = officer.get("/fuentes")
    assert "El horario está parado." not in page.text
    (told,) = page.tree.xpath("//*[contains(@class, 'notice')][.//a[@href='/fuentes/bdns']]")
    assert "nada se ha leído desde" in told.text_content()
    assert "No se pudo leer" not in told.text_content()  # its last reading went well


def test_a_source_that_failed_is_due_the_next_day_and_never_before_now(
    officer: Visitor, session: Session
) -> None:
    session.add(SourceRun(source_id="bdns", started_at=NOW - timedelta(hours=25), status="failed"))
    session.commit()
    assert "debió ser el 20 de noviembre de 2026, 11:00" in officer.get("/fuentes/bdns").text


def test_never_is_not_said_of_what_is_no_longer_looked_at(
    officer: Visitor, session: Session
) -> None:
    session.add_all(
        SourceRun(source_id="bdns", started_at=NOW - timedelta(hours=n), status="failed")
        for n in range(30, 0, -1)
    )
    session.commit()
    text = officer.get("/fuentes/bdns").text
    assert "Nunca se ha leído bien" not in text
    assert "Ninguna de las últimas 20 lecturas fue buena." in text
    assert "Falla por lo menos desde el " in text


NOT_YET = "Todavía no se ha comparado con las convocatorias."


def test_a_new_project_is_not_told_that_nothing_fits(
    app: Flask, officer: Visitor, session: Session
) -> None:
    values = {"name": "Puentes peatonales", "version": ""}
    new = officer.send("/proyectos/nuevo", values)
    made = session.scalars(select(Project).where(Project.name == "Puentes peatonales")).one()
    assert NOT_YET in new.text
    assert "se parece" not in new.text
    assert NOT_YET in officer.get(f"/coincidencias/proyecto/{made.id}").text
    session.add(MatchedState(subject_type="project", subject_id=made.id, fingerprint="x", at=NOW))
    session.commit()
    compared = "Ninguna convocatoria abierta se parece"
    assert compared in officer.get(f"/proyectos/{made.id}").text
    assert compared in officer.get(f"/coincidencias/proyecto/{made.id}").text
    made.updated_at = NOW + timedelta(minutes=5)
    session.commit()
    assert "Cambió después de la última comparación." in officer.get(f"/proyectos/{made.id}").text
    made.confirmed_at = NOW - timedelta(days=100)
    session.commit()
    assert "No se le buscan convocatorias: nadie ha" in officer.get(f"/proyectos/{made.id}").text


def test_a_call_nobody_compared_is_not_told_to_fit_nothing(
    officer: Visitor, session: Session
) -> None:
    call = session.scalars(select(Call).where(Call.title.contains("cultura viva"))).one()
    for path in (f"/convocatorias/{call.id}", f"/coincidencias/convocatoria/{call.id}"):
        assert "Todavía no se ha comparado con los proyectos." in officer.get(path).text
    session.add(MatchedState(subject_type="call", subject_id=call.id, fingerprint="x", at=NOW))
    closed = session.scalars(select(Call).where(Call.title.contains("innovación"))).one()
    session.commit()
    assert "Ninguno se parece lo bastante." in officer.get(f"/convocatorias/{call.id}").text
    barred = f"/convocatorias/{call.id}/corregir"
    officer.send(barred, {**officer.get(barred).form(""), "local_government": "no"})
    session.expire_all()
    session.get_one(MatchedState, ("call", call.id)).at = call.changed_at
    session.commit()
    for path in (f"/convocatorias/{call.id}", f"/coincidencias/convocatoria/{call.id}"):
        page = officer.get(path).text
        assert "nosotros no podemos aplicar" in page
        assert "se parece lo bastante" not in page
    assert "ya no está abierta" in officer.get(f"/convocatorias/{closed.id}").text


def stop_all(session: Session) -> None:
    for project in session.scalars(select(Project)):
        project.owner_id, project.confirmed_at = None, NOW - timedelta(days=93)
    session.commit()


def test_stopped_projects_are_said_loudly_and_one_click_brings_all_back(
    officer: Visitor, session: Session
) -> None:
    stop_all(session)
    words = "3 proyectos dejaron de buscar convocatorias porque nadie confirmó"
    assert words in officer.get("/").text
    page = officer.get("/proyectos/por-confirmar")
    assert words in page.text
    officer.send("/proyectos/vigentes", page.form("/proyectos/vigentes"), on="/")
    assert words not in officer.get("/").text
    assert (
        "Ningún proyecto suyo espera confirmación." in officer.get("/proyectos/por-confirmar").text
    )


def test_who_only_reads_is_told_whom_to_ask(viewer: Visitor, session: Session) -> None:
    stop_all(session)
    page = viewer.get("/")
    assert "3 proyectos dejaron de buscar convocatorias" in page.text
    assert "Pida la confirmación a quien lleva el proyecto." in page.text
    assert not page.tree.xpath("//form[contains(@action, 'vigente')]")


def test_a_project_is_asked_about_before_it_stops(officer: Visitor, session: Session) -> None:
    project = session.scalars(select(Project).where(Project.code == "P-001")).one()
    project.confirmed_at = NOW - timedelta(days=85)
    session.commit()
    assert "¿Siguen vigentes?" in officer.get("/").text
    page = officer.get(f"/proyectos/{project.id}")
    assert "deja de buscar convocatorias el 27 de noviembre de 2026" in page.text
    assert "Se le pregunta a: Luz Prueba." in page.text
    path = f"/proyectos/{project.id}/vigente"
    assert "Gracias" in officer.send(path, page.form(path), on="/").text
    assert "deja de buscar" not in officer.get(f"/proyectos/{project.id}").text
