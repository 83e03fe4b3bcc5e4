"""What the database cannot do, and what nobody can store: a page in words, and nothing lost."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from matcher.clock import FixedClock
from matcher.db.session import session_factory, transaction
from matcher.settings import Settings
from tests.matcher.web.seed import NOW, seed
from tests.matcher.web.support import PASSWORD, Page, Visitor
from wsgi import create_app

LUZ = "luz@ciudad.example"


def impatient(app: Flask) -> Engine:
    """The engine of ``app``, waiting for a lock a moment instead of half a minute."""
    engine: Engine = app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=200"))
    engine.dispose()
    return engine


def full(app: Flask) -> Engine:
    """The engine of ``app`` on a disk on which the database has no room to grow."""
    engine: Engine = app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA max_page_count=1"))
    engine.dispose()
    return engine


def archive(visitor: Visitor) -> Page:
    return visitor.send("/proyectos/1/archivar", {"archived": "yes"}, on="/proyectos/1", status=503)


def edit(visitor: Visitor, status: int, **values: str) -> Page:
    form = visitor.get("/proyectos/1/editar").form("")
    return visitor.send("/proyectos/1/editar", {**form, **values}, status=status)


def test_while_another_writes_the_page_says_so(app: Flask, officer: Visitor) -> None:
    database = Path(app.extensions["puente"].settings.data_dir) / "puente.sqlite"
    impatient(app)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page = archive(officer)
        assert page.heading == "La base de datos está ocupada"
        assert "lo que escribió sigue allí" in page.text
        assert "Archivado" not in page.text + officer.get("/proyectos/1").text
        said = officer.client.put(
            "/propuestas/1/respuestas/titulo", json={"value": "x"}, headers={"If-Match": '"0"'}
        )
        assert said.status_code == 404  # no such proposal: reading goes on
        assert Visitor(app).sign_in(LUZ).get("/").status == 200
        other.execute("ROLLBACK")
    officer.send("/proyectos/1/archivar", {"archived": "yes"}, on="/proyectos/1")


@pytest.mark.parametrize(
    ("language", "told"),
    [("es", "La base de datos está ocupada"), ("en", "The database is busy")],
)
def test_who_has_read_no_word_yet_is_told_in_their_language(
    app: Flask, language: str, told: str
) -> None:
    """A form that is saved at once: the person cannot be asked for a language any more then."""
    admin = Visitor(app).sign_in("admin@ciudad.example")
    admin.send("/idioma", {"language": language}, on="/")
    with admin.client.session_transaction() as session:
        del session["language"]  # theirs by their profile, as on another machine
    form = admin.get("/secretarias").form("")
    database = Path(app.extensions["puente"].settings.data_dir) / "puente.sqlite"
    impatient(app)
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page = admin.send("/secretarias", {**form, "name": "Nueva"}, status=503)
        other.execute("ROLLBACK")
    assert page.heading == told


def test_without_room_on_the_disk_one_signs_in_and_reads(app: Flask, officer: Visitor) -> None:
    full(app)
    text = " ".join(f"palabra{number}" for number in range(1500))
    page = edit(officer, 503, **dict.fromkeys(("problem", "objective", "description"), text))
    assert page.heading == "No queda espacio en el disco del servidor"
    assert "Avise a quien administra el servidor" in page.text
    admin = Visitor(app).sign_in("admin@ciudad.example")
    assert admin.get("/personas").heading == "Personas"


def test_a_database_that_is_gone_has_a_page_too(app: Flask) -> None:
    app.extensions["puente"].sessions.kw["bind"].dispose()
    database = Path(app.extensions["puente"].settings.data_dir) / "puente.sqlite"
    for ending in ("", "-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    database.mkdir()
    visitor = Visitor(app)
    page = visitor.get("/entrar")
    form = {**page.form("/entrar"), "email": LUZ, "password": PASSWORD}
    answer = visitor.client.post("/entrar", data=form)
    assert answer.status_code == 503
    assert "La base de datos no responde" in answer.text


@pytest.fixture
def either(engine: Engine, tmp_path: Path) -> Iterator[Visitor]:
    """Somebody who administers, on SQLite and on PostgreSQL."""
    with transaction(session_factory(engine)) as session:
        seed(session)
    address = engine.url.render_as_string(hide_password=False)
    given = Settings(data_dir=tmp_path, secret_key="for tests", database_url=address)
    app = create_app(given, clock=FixedClock(NOW))
    yield Visitor(app).sign_in("admin@ciudad.example")
    app.extensions["puente"].sessions.kw["bind"].dispose()


def only_for_reading(raw: Any, _record: Any) -> None:
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA query_only=1")
    else:
        raw.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        raw.commit()


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/perfil/contrasena", "/perfil"),
        ("/perfil/sesiones", "/perfil/sesiones"),
    ],
)
def test_a_wrong_password_is_told_where_it_cannot_be_noted(
    app: Flask, officer: Visitor, path: str, page: str
) -> None:
    form = officer.get(page).form(path)
    engine: Engine = app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "connect", only_for_reading)
    engine.dispose()
    filled = dict.fromkeys(form, "otra frase muy larga")
    said = officer.send(path, {**filled, "current": "no es esta"}, on=page, status=422)
    assert "No es su contraseña actual." in said.text


def test_a_database_that_is_only_for_reading(either: Visitor) -> None:
    engine: Engine = either.app.extensions["puente"].sessions.kw["bind"]
    event.listen(engine, "connect", only_for_reading)
    engine.dispose()
    assert archive(either).heading == "El servidor no deja guardar"
    assert Visitor(either.app).sign_in(LUZ).get("/convocatorias").status == 200


HUGE = (str(2**31), str(2**63), str(2**64), "9" * 3000, "1" * 5000)


def test_signs_of_a_format_are_letters_like_others(officer: Visitor) -> None:
    name = "Al 100 %(name)s {0} {self.__class__} %s %"
    page = edit(officer, 200, name=name, summary=name)
    assert page.text.count(name) >= 1
    for path in ("/proyectos", "/proyectos/1", "/proyectos/1/editar", "/coincidencias", "/"):
        assert officer.get(path).status == 200
    assert name in officer.get("/proyectos").text


def test_numbers_no_database_takes_are_nobodys(either: Visitor) -> None:
    for number in HUGE:
        for path in (
            "/convocatorias/{}",
            "/proyectos/{}/editar",
            "/personas/{}",
            "/propuestas/{}",
            "/glosario/{}",
            "/coincidencias/1/{}",
        ):
            if len(number) < 4000:
                assert either.get(path.format(number), status=404).heading
        for path in (
            "/auditoria?after={}",
            "/auditoria?person={}",
            "/convocatorias?after={}",
            "/convocatorias?amount={}",
            "/proyectos?after=x~{}",
            "/glosario?page={}",
            "/glosario?retired={}",
            "/coincidencias?after=0.5~{}",
            "/novedades?after={}",
            "/propuestas/nueva?project={}",
            "/novedades?kind=descartadas&after={}",
        ):
            answer = either.client.get(path.format(number))
            assert answer.status_code in (200, 400, 404), (path, number[:30], answer.status_code)
        for path, values in (
            ("/convocatorias/1/unir", {"other": number}),
            ("/convocatorias/1/separar", {"sighting": number}),
            ("/novedades/deshacer", {"entry": number}),
            ("/novedades/bien", {"seen": f"{number}:{number}"}),
            ("/coincidencias/1/1/decision", {"version": number, "verdict": "vamos"}),
        ):
            token = either.token("/perfil")
            answer = either.client.post(path, data={**values, "csrf_token": token})
            assert answer.status_code < 500, (path, number[:30], answer.status_code)
        form = either.get("/proyectos/1/editar").form("")
        for field in ("beneficiary_count", "total_cost", "duration_months"):
            answer = either.client.post("/proyectos/1/editar", data={**form, field: number})
            assert answer.status_code in (302, 400, 422), (field, number[:30])


def test_long_and_strange_texts_and_endless_json(either: Visitor) -> None:
    either.send("/propuestas/nueva", {"project": "1", "call": "1"})
    tag = {"If-Match": '"1"', "Content-Type": "application/json"}
    unit = "/propuestas/1/respuestas/titulo"
    deep = '{"value": ' + "[" * 200_000 + "]" * 200_000 + "}"
    answer = either.client.put(unit, data=deep, headers=tag)
    assert answer.status_code in (400, 413, 422)
    assert answer.json["error"]
    answer = either.client.put(unit, json={"value": "agua" * 1250}, headers={"If-Match": '"1"'})
    assert answer.status_code == 200
    either.send("/propuestas/1/documentos", {}, on="/propuestas/1/documentos")
    assert either.get("/propuestas/1").status == 200
    form = either.get("/secretarias").form("")
    answer = either.client.post("/secretarias", data={**form, "name": "nulo \0"})
    assert answer.status_code in (302, 400)  # saved at once: the page of the error asks nothing
    for text in ("nulo \0", "\ud800", "x" * 6000):
        form = either.get("/proyectos/1/editar").form("")
        body = {**form, "name": text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}
        answer = either.client.post("/proyectos/1/editar", data=body)
        assert answer.status_code in (302, 400, 422), (text[:10], answer.status_code)
        answer = either.client.get("/convocatorias", query_string={"q": body["name"]})
        assert answer.status_code in (200, 400)
