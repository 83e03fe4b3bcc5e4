"""An import that is watched, whose new departments are asked about, and that is taken back."""

import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.models import Call
from matcher.clock import FixedClock
from matcher.departments.models import Department
from matcher.people.models import Person
from matcher.projects.imports import running
from matcher.projects.imports.models import BankImport, ImportedProject
from matcher.projects.models import Project
from matcher.projects.tables import files
from matcher.projects.tables.kept import SILENT, begin_reading, read_kept
from matcher.projects.tables.telling import Telling
from matcher.pursuits.following import open_pursuit
from matcher.tags.models import Tag
from matcher.web.projects import tables
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Page, Visitor
from tests.matcher.web.test_projects import book, upload

HEADS = ("Código", "Nombre del proyecto", "Secretaría", "Resumen", "Monto solicitado", "ODS")
APPLY = "/proyectos/tabla/aplicar"
ONE = "/proyectos/importaciones/1"


def brought(officer: Visitor, *rows: tuple[object, ...], **sent: object) -> Page:
    upload(officer, book(HEADS, *rows))
    return officer.send(APPLY, {"sheet": "0", **sent}, on="/proyectos/nuevo")


def _ended() -> Thread:
    """A thread that has nothing to do: the test itself does the work, and looks between."""
    thread = Thread()
    thread.start()
    return thread


def names(session: Session) -> set[str]:
    session.expire_all()
    return set(session.scalars(select(Project.name)))


def test_a_department_nobody_knows_is_asked_about_with_what_it_may_be(
    officer: Visitor, session: Session
) -> None:
    shown = upload(
        officer,
        book(
            HEADS,
            ("X-1", "Uno", "Sec. de Ambiente", "a", None, None),
            ("X-2", "Dos", "Sec. de Ambiente", "b", None, None),
            ("X-3", "Tres", "Planetario", "c", None, None),
        ),
    ).text
    assert "¿Es otra manera de escribir «Secretaría de Medio Ambiente»?" in shown
    assert shown.count("¿Es otra manera") == 1, "nothing is like «Planetario»"
    assert "2 filas" in shown
    sent = {
        "written": ["Sec. de Ambiente", "Planetario"],
        "meant": ["Secretaría de Medio Ambiente", ""],
    }
    officer.send(APPLY, {"sheet": "0", **sent}, on="/proyectos/nuevo")
    held = {p.code: p.department for p in session.scalars(select(Project))}
    assert (held["X-1"], held["X-3"]) == ("Secretaría de Medio Ambiente", "Planetario")
    known = set(session.scalars(select(Department.name)))
    assert "Planetario" in known
    assert "Sec. de Ambiente" not in known


def test_a_long_import_tells_how_far_it_is_and_can_be_left(
    app: Flask, officer: Visitor, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PATIENCE", 0.0)
    monkeypatch.setattr(tables, "start", lambda *_a, **_k: _ended())
    page = brought(officer, *((f"L-{n}", f"Largo {n}", None, "x", None, None) for n in range(450)))
    assert page.response.request.path == ONE
    assert "Leyendo el libro" in page.text
    one = session.scalars(select(BankImport)).one()
    again = officer.send(APPLY, {"sheet": "0"}, on="/proyectos/nuevo")
    assert again.response.request.path == ONE, "what is under way is not begun twice"
    assert session.scalar(select(func.count()).select_from(BankImport)) == 1
    seen: list[tuple[int, int]] = []
    told = running._tell

    def watched(*given: object, **named: object) -> None:
        told(*given, **named)  # type: ignore[arg-type]
        bar = officer.get(ONE).tree.xpath("//main//progress")[0]
        seen.append((int(bar.get("value")), int(bar.get("max"))))

    monkeypatch.setattr(running, "_tell", watched)
    given = app.extensions["puente"]
    folder = given.settings.data_dir / "uploads" / one.upload
    running.run(given.sessions, one.id, path=folder, works=lambda *_: True, clock=FixedClock(NOW))
    assert seen == [(0, 450), (200, 450), (400, 450), (450, 450)]
    done = officer.get(ONE)
    assert "Nuevos: 450." in done.text
    assert not done.tree.xpath("//main//progress[@value]")
    assert "450 proyectos nuevos o cambiados" in officer.get("/proyectos/tabla/importar").text
    assert "Largo 0" in officer.get("/proyectos?q=largo").links()


READING = "/proyectos/tabla/leyendo"


def _begun_later(begun: list[tuple[Path, str]]) -> Callable[[Path, str], Thread]:
    """Instead of reading beside the request: remember it, so that the test looks in between."""

    def begin(path: Path, filename: str) -> Thread:
        begun.append((path, filename))
        return _ended()

    return begin


def test_the_reading_of_a_large_book_tells_its_rows_before_there_is_a_preview(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Path, str]] = []
    monkeypatch.setattr(tables, "begin_reading", _begun_later(begun))
    large = book(HEADS, *((f"L-{n}", f"Largo {n}", None, "x", None, None) for n in range(450)))
    sent = upload(officer, large)
    assert sent.status_code == 302
    assert sent.location == READING
    seen: list[tuple[str, str, bool]] = []
    written = Telling._write

    def watched(telling: Telling) -> None:
        written(telling)
        page = officer.get(READING)
        bar = page.tree.xpath("//main//progress")[0]
        told = f"Van {bar.get('value')} de {bar.get('max')} filas." in page.text
        seen.append((bar.get("value"), bar.get("max"), told))

    monkeypatch.setattr(Telling, "_write", watched)
    path, filename = begun[0]
    told = path.with_suffix(".rows")
    files.read_plain(path.read_bytes(), filename, str(told))
    counted = ("0", "100", "200", "300", "400")
    assert seen == [(done, "451", True) for done in counted] + [("451", "451", False)]
    assert "Leídas las 451 filas." in officer.get(READING).text
    monkeypatch.setattr(Telling, "_write", written)
    read_kept(path, filename)
    shown = officer.get(READING)
    assert shown.response.request.path == "/proyectos/tabla/vista"
    assert "Importar 450 proyectos" in shown.text
    assert not list(path.parent.glob("*.half*"))


def test_a_large_book_that_cannot_be_read_says_why_where_another_is_chosen(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Path, str]] = []
    monkeypatch.setattr(tables, "begin_reading", _begun_later(begun))
    upload(officer, book(("Fruta", "Peso"), ("Mora", 3)))
    assert "Abriendo el archivo." in officer.get(READING).text
    begin_reading(*begun[0]).join()
    assert "«banco.xlsx»: no se encontró la columna" in officer.get(READING, status=422).text
    assert not list(begun[0][0].parent.iterdir()), "nothing of it is kept"
    officer.get(READING, status=404)


def test_a_reading_nobody_is_at_any_more_is_done_anew(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Path, str]] = []
    monkeypatch.setattr(tables, "begin_reading", _begun_later(begun))
    upload(officer, book(HEADS, ("R-1", "Roto", None, "x", None, None)))
    assert "Abriendo el archivo." in officer.get(READING).text
    long_ago = time.time() - SILENT - 1
    os.utime(begun[0][0], (long_ago, long_ago))
    assert "Importar 1 proyecto" in officer.get(READING).text


def test_an_import_nobody_is_at_any_more_says_how_far_it_came(
    officer: Visitor, session: Session, app: Flask
) -> None:
    brought(officer, ("R-1", "Roto", None, "x", None, None))
    one = session.scalars(select(BankImport)).one()
    one.found, one.ended_at, one.done, one.total = None, None, 1, 3
    session.commit()
    assert "Van 1 de 3 proyectos." in officer.get(ONE).text
    later = replace(app.extensions["puente"], clock=FixedClock(NOW + timedelta(minutes=4)))
    app.extensions["puente"] = later
    page = officer.get(ONE)
    assert "La importación se interrumpió. Se importaron 1 de 3 proyectos." in page.text
    officer.send(f"{ONE}/deshacer", page.form(f"{ONE}/deshacer"), on=ONE)
    assert "Roto" not in names(session)


def test_an_import_is_taken_back_but_for_what_somebody_worked_on(
    officer: Visitor, session: Session
) -> None:
    known = session.get_one(Project, 1)
    before = {key.name: getattr(known, key.name) for key in Project.__table__.c}
    tags = {(t.scheme, t.code, t.assigned, t.origin) for t in _tags(session, 1)}
    page = brought(
        officer,
        (known.code, known.name, None, "Otro resumen", "COP 7", "13"),
        ("U-1", "Se va", "Planetario", "x", None, "6"),
        ("U-2", "Se queda por seguimiento", None, "x", None, None),
        ("U-3", "Se queda por cambiado", None, "x", None, None),
    )
    assert page.links()["Ver o deshacer esta importación"] == ONE  # told where it is noticed
    session.expire_all()
    assert known.summary == "Otro resumen"
    assert "Planetario" in set(session.scalars(select(Department.name)))
    ids = {p.code: p.id for p in session.scalars(select(Project))}
    luz, followed = session.get_one(Person, 1), session.get_one(Project, ids["U-2"])
    open_pursuit(session, session.get_one(Call, 3), followed, person=luz, at=NOW)
    session.commit()
    path = f"/proyectos/{ids['U-3']}/editar"
    officer.send(path, {**officer.get(path).form(""), "summary": "Trabajado"})
    page = officer.get(ONE)
    assert "1 proyecto nuevo se quita del banco." in page.text
    assert "1 proyecto vuelve a como estaba." in page.text
    assert "Se queda por seguimiento: tiene seguimiento" in page.text
    assert "Se queda por cambiado: alguien lo cambió después" in page.text
    after = officer.send(f"{ONE}/deshacer", page.form(f"{ONE}/deshacer"), on=ONE)
    assert "Se quitaron: 1. Volvieron a como estaban: 1. Se quedan: 2." in after.text
    assert "Esta importación se deshizo" in after.text
    session.expire_all()
    left = names(session)
    assert "Se va" not in left
    assert "Planetario" not in set(session.scalars(select(Department.name)))
    assert {"Se queda por seguimiento", "Se queda por cambiado"} <= left
    moved = {"version", "updated_at"}
    now = {key.name: getattr(known, key.name) for key in Project.__table__.c}
    assert {k: v for k, v in now.items() if k not in moved} == {
        k: v for k, v in before.items() if k not in moved
    }
    assert {(t.scheme, t.code, t.assigned, t.origin) for t in _tags(session, 1)} == tags
    assert not _tags(session, ids["U-1"])
    assert "Se va" not in officer.get("/proyectos?q=va").text
    officer.get(f"/proyectos/{ids['U-1']}", status=404)
    officer.send(f"{ONE}/deshacer", {}, on=ONE, status=409)
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "import.undone")).one()
    assert (told.detail["removed"], told.detail["restored"]) == (1, 1)


def test_the_number_of_a_project_that_was_taken_back_is_never_given_again(
    officer: Visitor, session: Session
) -> None:
    brought(officer, ("N-1", "Efímero", None, "x", None, None))
    gone = session.scalars(select(Project.id).where(Project.code == "N-1")).one()
    page = officer.get(ONE)
    officer.send(f"{ONE}/deshacer", page.form(f"{ONE}/deshacer"), on=ONE)
    brought(officer, ("N-2", "El siguiente", None, "x", None, None))
    session.expire_all()
    assert session.scalars(select(Project.id).where(Project.code == "N-2")).one() > gone
    officer.get(f"/proyectos/{gone}", status=404)


def test_an_import_of_others_is_not_shown_to_who_works_one_department(
    app: Flask, admin: Visitor, session: Session
) -> None:
    session.get_one(Person, 1).department = "Salud"
    session.commit()
    brought(admin, ("O-1", "Ajeno", None, "x", None, None))
    other = Visitor(app).sign_in("luz@ciudad.example")
    assert "Importaciones anteriores" in admin.get("/proyectos/tabla/importar").text
    assert "Importaciones anteriores" not in other.get("/proyectos/tabla/importar").text
    other.get(ONE, status=404)
    Visitor(app).sign_in("ver@ciudad.example").get(ONE, status=403)


def test_what_undoes_an_import_is_kept_for_three_months(
    officer: Visitor, session: Session, app: Flask
) -> None:
    brought(officer, ("K-1", "Viejo", None, "x", None, None))
    later = NOW + running.KEPT + timedelta(days=1)
    running.begin(session, person_id=2, filename="b", upload="c", sheet=0, names={}, at=later)
    assert session.scalar(select(func.count()).select_from(ImportedProject)) == 0


def _tags(session: Session, project_id: int) -> list[Tag]:
    query = select(Tag).where(Tag.subject_type == "project", Tag.subject_id == project_id)
    return list(session.scalars(query))
