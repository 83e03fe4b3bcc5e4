"""Who may do what, as one table: every route is a row of ``rights.tsv``, asked by every role.

The rows are asked of the running application itself: its guard is what lets a request pass or not.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from icalendar import Calendar
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from matcher.clock import FixedClock
from matcher.errors import Forbidden
from matcher.matches.models import Feedback
from matcher.people.keys import make_key
from matcher.people.models import Person, Role
from matcher.people.queries import add_person
from matcher.projects.models import Project
from matcher.pursuits.dates import set_date
from matcher.pursuits.models import Pursuit
from matcher.results.models import Result
from matcher.settings import OtherDepartments, Settings
from matcher.tags.models import Tag
from matcher.web.frame.access import PUBLIC, SIGNED_IN, Account, access_of
from matcher.web.frame.rights import names_owned
from matcher.web.values.tables import XLSX
from proposals.models import Draft
from tests.matcher.people.test_people import MAY
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import PASSWORD
from wsgi import create_app

TABLE = Path(__file__).with_name("rights.tsv")
WORK = {"correct-tags", "give-feedback", "pursue", "edit-projects", "write-proposals"}
PEOPLE: tuple[tuple[str, Role, str | None], ...] = (
    ("sol", "profesional", "secretaria de  SALUD"),  # as somebody types it
    ("leo", "consulta", "Secretaría de Salud"),
    ("luz", "profesional", None),
    ("ver", "consulta", None),
    ("dir", "direccion", None),
    ("jefa", "direccion", "Secretaría de Salud"),
    ("admin", "administracion", None),
)
OF_ONE_DEPARTMENT = {"sol", "leo"}
OWNER, OTHERS = "Secretaría de Salud", "Secretaría de Movilidad"
THEIRS = "Tranvía de los otros"
OWN = "Puesto de salud del norte"


def rows() -> list[tuple[str, str, str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        found = [tuple(row) for row in csv.reader(file, delimiter="\t")]
    return [row for row in found if not row[0].startswith("#")]  # type: ignore[misc] # four each


def _furnish(session: Session) -> None:
    for name, role, department in PEOPLE:
        known = session.scalar(select(Person).where(Person.email == f"{name}@ciudad.example"))
        who = known or add_person(
            session,
            email=f"{name}@ciudad.example",
            name=name.title(),
            password=PASSWORD,
            role=role,
            at=NOW,
        )
        who.department = department
    admin = session.scalars(select(Person).where(Person.email == "admin@ciudad.example")).one()
    for name, department in ((OWN, OWNER), (THEIRS, OTHERS)):
        kept = {"created_at": NOW, "updated_at": NOW, "confirmed_at": NOW}
        project = Project(name=name, department=department, modalities=[], extra={}, **kept)
        session.add(project)
        session.flush()
        moments = {"opened_at": NOW, "moved_at": NOW, "touched_at": NOW}
        held = {"project_id": project.id, "call_id": 1}
        session.add(Pursuit(**held, department=department, opened_by=admin.id, **moments))
        session.add(Draft(**held, title=name, owner_id=admin.id, created_at=NOW, updated_at=NOW))
        said = {"verdict": "no-interesa", "scope": "team", "position": 1, "at": NOW}
        session.add(Feedback(**held, **said, person_id=admin.id))
        won = {
            "project_id": project.id,
            "title": name,
            "day": NOW.date(),
            "ods": [],
            "version": 1,
            "at": NOW,
        }
        session.add(Result(**won, department=department, person_id=admin.id))
        tag = {"subject_type": "project", "subject_id": project.id, "scheme": "ods", "code": "3"}
        session.add(Tag(**tag, assigned=True, score=1.0, origin="person", evidence=[], at=NOW))
    session.commit()


@pytest.fixture(scope="module")
def furnished(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rights")
    copy(seeded, folder / "puente.sqlite")
    app = _app(folder, "read")
    with app.extensions["puente"].sessions() as session:
        _furnish(session)
    app.extensions["puente"].sessions.kw["bind"].dispose()
    return folder


def _app(folder: Path, others: OtherDepartments) -> Flask:
    given = Settings(data_dir=folder, secret_key="for tests", other_departments=others)
    app = create_app(given, clock=FixedClock(NOW))
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False  # the table is about rights; forms have their tests
    return app


@pytest.fixture(scope="module")
def reading(furnished: Path) -> Iterator[Flask]:
    app = _app(furnished, "read")
    yield app
    app.extensions["puente"].sessions.kw["bind"].dispose()


def _held(rule: Rule) -> dict[str, str]:
    return {name: "project" if "project" in str(rule) else "" for name in rule.arguments}


def test_the_table_has_every_route_and_no_other(reading: Flask) -> None:
    with reading.app_context():
        here = {
            (
                rule.endpoint,
                "|".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
                access_of(reading.view_functions[rule.endpoint]) or "-",
                names_owned(_held(rule)) or "",
            )
            for rule in reading.url_map.iter_rules()
            if rule.endpoint != "static"
        }
    assert sorted(here) == rows()


def test_what_is_somebody_s_is_never_open_to_whoever_is_signed_in() -> None:
    """Only the interface, which asks for a key first, looks for rights by itself."""
    loose = {e for e, _m, needs, of in rows() if of and needs in (PUBLIC, SIGNED_IN)}
    assert all(endpoint.startswith("api.") for endpoint in loose)


def _ids(session: Session, name: str) -> dict[str, int]:
    project = session.scalars(select(Project).where(Project.name == name)).one()
    of = {"pursuit_id": Pursuit, "draft_id": Draft, "feedback_id": Feedback, "result_id": Result}
    found = {
        key: session.scalars(
            select(model.id).where(model.project_id == project.id).order_by(model.id)
        ).first()
        for key, model in of.items()
    }
    return {"project_id": project.id, "number": project.id, **found}


def _path(app: Flask, endpoint: str, method: str, ids: dict[str, int]) -> str:
    rule = next(r for r in app.url_map.iter_rules(endpoint) if method in (r.methods or ()))
    values: dict[str, Any] = {}
    for name, converter in rule._converters.items():
        choices = sorted(getattr(converter, "items", ()))
        usual = "project" if "project" in choices else next(iter(choices), "1")
        values[name] = ids.get(name, usual)
    built = rule.build(values)
    assert built is not None
    return built[1]


def _passes(app: Flask, who: Person, method: str, path: str) -> bool:
    with app.test_request_context(path, method=method):
        g._login_user = Account(who, None)
        try:
            answer = app.preprocess_request()
        except Forbidden:
            return False
        assert answer is None, path
        return True


def test_every_role_on_every_route_on_own_and_others_work(reading: Flask) -> None:
    with reading.extensions["puente"].sessions() as session:
        people = {p.email.partition("@")[0]: p for p in session.scalars(select(Person))}
        ids = {whose: _ids(session, name) for whose, name in (("own", OWN), ("others", THEIRS))}
    wrong, asked = [], 0
    for endpoint, methods, needs, of in rows():
        if needs in (PUBLIC, SIGNED_IN):
            continue
        for method in methods.split("|"):
            for name, role, _department in PEOPLE:
                for whose in ("own", "others") if of else ("own",):
                    closed = needs in WORK and whose == "others" and name in OF_ONE_DEPARTMENT
                    right = role in MAY[needs].split() and not closed  # type: ignore[index] # told
                    path = _path(reading, endpoint, method, ids[whose])
                    asked += 1
                    if _passes(reading, people[name], method, path) != right:
                        wrong.append(f"{name} {method} {path} ({whose}): should be {right}")
    assert not wrong, "\n".join(wrong)
    assert asked > 1000


def _key(app: Flask, name: str) -> dict[str, str]:
    with app.extensions["puente"].sessions() as session:
        who = session.scalars(select(Person).where(Person.email == f"{name}@ciudad.example")).one()
        scopes = ("read", "write")
        _kept, secret = make_key(session, who, door="api", name="Otro", scopes=scopes, at=NOW)
        session.commit()
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("name", "whose", "status"),
    [("sol", OWN, 200), ("sol", THEIRS, 403), ("leo", OWN, 403), ("luz", THEIRS, 200)],
)
def test_a_key_may_what_its_person_may(reading: Flask, name: str, whose: str, status: int) -> None:
    headers, client = _key(reading, name), reading.test_client()
    with reading.extensions["puente"].sessions() as session:
        ids = _ids(session, whose)
        project = session.get_one(Project, ids["project_id"])
        body = {"summary": f"Dicho por {name}", "version": project.version}
    path = f"/api/v1/projects/{ids['project_id']}"
    assert client.patch(path, json=body, headers=headers).status_code == status
    assert client.get(path, headers=headers).status_code == 200
    opened = client.post(
        "/api/v1/pursuits",
        json={"call_id": 2, "project_id": ids["project_id"]},
        headers=headers,
    )
    assert opened.status_code == (201 if status == 200 else 403)
    moved = client.patch(
        f"/api/v1/pursuits/{ids['pursuit_id']}",
        json={"assignee_id": None, "version": 1},
        headers=headers,
    )
    assert moved.status_code == status


def test_what_only_a_form_names_is_looked_at_too(reading: Flask) -> None:
    with reading.extensions["puente"].sessions() as session:
        own, others = (_ids(session, name)["project_id"] for name in (OWN, THEIRS))
        was = session.get_one(Project, others).confirmed_at
    client = reading.test_client()
    client.post("/entrar", data={"email": "sol@ciudad.example", "password": PASSWORD})
    for path in ("/propuestas/nueva", "/seguimiento/abrir"):
        refused = client.post(path, data={"project": others, "call": 3})
        assert refused.status_code == 403
        assert "Es de otra secretaría" in refused.text
        assert client.post(path, data={"project": own, "call": 3}).status_code == 302
    client.post("/proyectos/vigentes", data={"project": [own, others]})
    with reading.extensions["puente"].sessions() as session:
        assert session.get_one(Project, others).confirmed_at == was
    page = client.get(f"/proyectos/{others}").text
    assert "Editar" not in page
    assert "Editar" in client.get(f"/proyectos/{own}").text


def test_a_table_leaves_out_the_rows_of_others(reading: Flask) -> None:
    client = reading.test_client()
    client.post("/entrar", data={"email": "sol@ciudad.example", "password": PASSWORD})
    table = f"nombre,dependencia,resumen\n{THEIRS},{OTHERS},Otro resumen\n{OWN},{OWNER},Mío\n"
    sent = {"file": (BytesIO(table.encode()), "banco.csv")}
    seen = client.post("/proyectos/tabla/importar", data=sent)
    assert "es de otra secretaría" in seen.text
    client.post("/proyectos/tabla/aplicar", data={"sheet": "0"})
    with reading.extensions["puente"].sessions() as session:
        summaries = {p.name: p.summary for p in session.scalars(select(Project))}
    assert summaries[OWN] == "Mío"
    assert summaries[THEIRS] != "Otro resumen"


LISTS = (
    "/",
    "/proyectos",
    "/proyectos?q=tranv",
    "/proyectos/tabla/banco.csv",
    "/coincidencias",
    "/coincidencias/convocatoria/1",
    "/convocatorias/1",
    "/seguimiento",
    "/propuestas",
    "/financiadores/fondo-prueba",
    "/proyectos/por-confirmar",
    "/correos/hoy",
)


def test_others_work_is_hidden_where_the_setting_says_so(furnished: Path) -> None:
    app = _app(furnished, "none")
    try:
        with app.extensions["puente"].sessions() as session:
            own, others = _ids(session, OWN), _ids(session, THEIRS)
        headers = {name: _key(app, name) for name in ("sol", "luz")}
        for name, hidden in (("sol", True), ("leo", True), ("luz", False), ("jefa", False)):
            client = app.test_client()
            client.post("/entrar", data={"email": f"{name}@ciudad.example", "password": PASSWORD})
            told = [path for path in LISTS if THEIRS in client.get(path).text]
            assert not told if hidden else "/proyectos" in told, (name, told)
            assert OWN in client.get("/proyectos").text
            for base, key in (("proyectos", "project_id"), ("propuestas", "draft_id")):
                status = client.get(f"/{base}/{others[key]}").status_code
                assert status == (404 if hidden else 200), (name, base)
                assert client.get(f"/{base}/{own[key]}").status_code == 200
        client = app.test_client()
        calendars = {name: _team_calendar(app, name) for name in headers}
        assert len(calendars["luz"]) == 2
        assert calendars["sol"] == {OWN}
        for noun in ("projects", "pursuits", "matches", "tags"):
            seen = {
                name: client.get(f"/api/v1/{noun}?limit=100", headers=headers[name]).get_json()
                for name in headers
            }
            ids = [one.get("project_id") or one["id"] for one in seen["sol"]["items"]]
            assert noun == "tags" or others["project_id"] not in ids
            assert len(seen["sol"]["items"]) < len(seen["luz"]["items"]), noun
    finally:
        app.extensions["puente"].sessions.kw["bind"].dispose()


def _team_calendar(app: Flask, name: str) -> set[str]:
    """The projects whose own dates stand in the calendar of the team, by the key of ``name``."""
    with app.extensions["puente"].sessions() as session:
        who = session.scalars(select(Person).where(Person.email == f"{name}@ciudad.example")).one()
        luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
        for pursuit in session.scalars(select(Pursuit).where(Pursuit.project_id.is_not(None))):
            set_date(session, pursuit, "legal", date(2026, 11, 25), person=luz, at=NOW)
        _kept, secret = make_key(session, who, door="calendar", name="x", asked="@team", at=NOW)
        session.commit()
    read = Calendar.from_ical(app.test_client().get(f"/calendario/{secret}.ics").data)
    named = [str(one["summary"]) for one in read.walk("VEVENT") if "own-" in str(one["uid"])]
    return {one.partition(": ")[2] for one in named}


SEEN_BY_OTHERS = (
    *LISTS,
    "/coincidencias/1/1",
    "/coincidencias/proyecto/1",
    "/coincidencias/texto",
    "/calidad",
    "/novedades",
    "/proyectos/1",
    "/proyectos/tabla/banco.xlsx",
    "/convocatorias/tabla.xlsx",
    "/convocatorias/tabla.csv",
    "/api/v1/matches?limit=100",
    "/api/v1/calls",
    "/metrics",
)


def test_what_one_says_for_oneself_changes_nothing_anybody_else_sees(reading: Flask) -> None:
    def signed_in(name: str) -> FlaskClient:
        client = reading.test_client()
        client.post("/entrar", data={"email": f"{name}@ciudad.example", "password": PASSWORD})
        return client

    def seen(client: FlaskClient, headers: dict[str, str]) -> dict[str, object]:
        pages = {p: client.get(p, headers=headers) for p in SEEN_BY_OTHERS}
        return {path: _without_chance(page) for path, page in pages.items()}

    others = [(signed_in(name), _key(reading, name)) for name in ("dir", "admin", "jefa")]
    before = [seen(*one) for one in others]
    said = {"verdict": "no-interesa", "scope": "me", "reason": "plazo-corto"}
    luz = signed_in("luz")
    assert luz.post("/coincidencias/1/1/opinion", data=said).status_code == 302
    assert "No interesa" in luz.get("/coincidencias/1/1").text
    for one, was in zip(others, before, strict=True):
        now = seen(*one)
        assert [path for path in was if was[path] != now[path]] == []


def _without_chance(response: TestResponse) -> object:
    """What an answer says, without the words made anew for each."""
    if response.mimetype == XLSX:
        sheets = load_workbook(BytesIO(response.data)).worksheets
        return [list(sheet.values) for sheet in sheets]
    return re.sub(r'(nonce|value)="[^"]{16,}"|request[^\n]*|process[^\n]*', "", response.text)


def test_a_setting_lets_them_work_others_work(furnished: Path) -> None:
    app = _app(furnished, "edit")
    client = app.test_client()
    client.post("/entrar", data={"email": "sol@ciudad.example", "password": PASSWORD})
    with app.extensions["puente"].sessions() as session:
        others = _ids(session, THEIRS)["project_id"]
    assert client.get(f"/proyectos/{others}/editar").status_code == 200
    app.extensions["puente"].sessions.kw["bind"].dispose()
