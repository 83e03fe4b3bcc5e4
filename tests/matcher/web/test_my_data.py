"""Mis datos, and taking the name of a former user out of everything but the audit."""

import json
from io import BytesIO

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

import wsgi
from matcher.audit.chain import check_chain
from matcher.calls.models import Call
from matcher.db.base import Base
from matcher.mail.models import OutgoingMail
from matcher.people.models import Person
from matcher.personal.held import SECRET, tables_of_people
from matcher.personal.retiring import FORGOTTEN, NAMING
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.notes import note
from matcher.web.account.held_words import TABLES
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor


def work(session: Session) -> None:
    """What Luz leaves behind: a note, a mention, a mail."""
    luz, ada = (
        session.scalars(select(Person).where(Person.email == f"{who}@ciudad.example")).one()
        for who in ("luz", "admin")
    )
    pursuit = open_pursuit(session, session.get_one(Call, 1), None, person=luz, at=NOW)
    note(session, pursuit, "Llamé al fondo: =1+1", person=luz, at=NOW)
    note(session, pursuit, "Revise esto, @Luz Prueba, y avise a @Luz", person=ada, at=NOW)
    for state in ("sent", "waiting"):
        session.add(
            OutgoingMail(
                kind="digest",
                recipient=luz.email,
                recipient_name=luz.name,
                message_id=f"<{state}@puente.example>",
                subject="Luz Prueba, su resumen",
                text="Buenos días, Luz Prueba",
                html="<p>Luz Prueba</p>",
                state=state,
                created_at=NOW,
            )
        )
    session.commit()


def texts(session: Session) -> dict[str, str]:
    """All that lies in the database, by table."""
    return {
        name: " ".join(str(row) for row in session.execute(select(table)))
        for name, table in Base.metadata.tables.items()
        if not name.startswith("search_fts")
    }


def test_every_table_that_holds_something_of_people_has_a_name() -> None:
    wsgi.register_models()
    assert sorted(TABLES) == tables_of_people()
    assert all(len(str(label)) <= 31 for label in TABLES.values())
    assert {*FORGOTTEN, *NAMING} <= set(Base.metadata.tables)


def test_each_sees_and_takes_away_what_is_held_of_them(app: Flask, session: Session) -> None:
    work(session)
    officer = Visitor(app).sign_in("luz@ciudad.example")
    page = officer.get("/mis-datos")
    assert "luz@ciudad.example" in page.text
    assert "Llamé al fondo" in page.text
    assert "Menciones (1)" in page.text
    assert "Correos que se le enviaron (2)" in page.text
    assert "False" not in page.text
    told = json.loads(officer.get("/mis-datos/puente.json").response.data)["held"]
    assert [row["text"] for row in told["pursuit_note"]] == ["Llamé al fondo: =1+1"]
    assert len(told["outgoing_mail"]) == 2
    assert not SECRET & {name for rows in told.values() for row in rows for name in row}
    assert "Ada" not in json.dumps(told, ensure_ascii=False)
    book = load_workbook(BytesIO(officer.get("/mis-datos/puente.xlsx").response.data))
    notes = [[cell.value for cell in row] for row in book["Notas de seguimiento"].iter_rows()]
    assert notes[1][3].startswith("Llamé al fondo")
    viewer = Visitor(app).sign_in("ver@ciudad.example")
    assert "luz@ciudad.example" not in viewer.get("/mis-datos/puente.json").response.text


def test_a_correction_is_asked_for_and_answered(app: Flask) -> None:
    officer, admin = (Visitor(app).sign_in(f"{n}@ciudad.example") for n in ("luz", "admin"))
    empty = officer.send("/mis-datos/correccion", {"text": " "}, on="/mis-datos", status=422)
    assert "Escriba este dato." in empty.text
    for _twice in range(2):
        officer.send("/mis-datos/correccion", {"text": "Mi correo"}, on="/mis-datos")
    assert "Espera respuesta" in officer.get("/mis-datos").text
    page = admin.get("/personas/correcciones")
    assert len(page.tree.xpath("//main//q")) == 1
    told = {"answer": "Ya está"}
    admin.send("/personas/correcciones/1", {"answer": ""}, on="/personas/correcciones", status=422)
    admin.send("/personas/correcciones/1", told, on="/personas/correcciones")
    admin.send("/personas/correcciones/1", told, on="/mis-datos", status=404)
    assert "Ya está" in officer.get("/mis-datos").text


def test_nothing_but_the_audit_tells_who_a_former_user_was(app: Flask, session: Session) -> None:
    work(session)
    admin, path = Visitor(app).sign_in("admin@ciudad.example"), "/personas/1/retirar"
    admin.send(path, {"typed": "Luz Prueba"}, on="/mis-datos", status=422)
    account = admin.get("/personas/1").form("")
    account.pop("active")
    admin.send("/personas/1", account)
    assert "No es el nombre" in admin.send(path, {"typed": "Luz"}, status=422).text
    admin.send(path, {"typed": " luz  prueba "})
    session.expire_all()
    held = texts(session)
    held.pop("audit_entry")
    for word in ("Luz Prueba", "luz@ciudad.example"):
        assert [name for name, told in held.items() if word in told] == []
    assert "@Persona retirada 1" in held["pursuit_note"]
    assert check_chain(session).is_whole
    assert "Persona retirada 1" in admin.get("/seguimiento/1").text
    admin.send(path, {"typed": "Persona retirada 1"}, on="/mis-datos", status=422)
    assert "Se le retiraron" in admin.get("/personas/1").text
    admin.send("/personas/1", account | {"active": "y"}, on="/mis-datos", status=422)
    outside = Visitor(app)
    outside.send("/entrar", {"email": "luz@ciudad.example", "password": "x"}, status=401)


def test_the_last_who_administers_stays(app: Flask, session: Session) -> None:
    ada = session.scalars(select(Person).where(Person.role == "administracion")).one()
    admin = Visitor(app).sign_in(ada.email)
    page = admin.send(
        f"/personas/{ada.id}/retirar", {"typed": ada.name}, on="/mis-datos", status=422
    )
    assert "Es la única cuenta que administra" in page.text
    session.expire_all()
    assert session.get_one(Person, ada.id).name == "Ada Prueba"
