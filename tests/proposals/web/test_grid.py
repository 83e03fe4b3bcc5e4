"""The tables of step 7 without a script, and what they say of rows that refer to rows."""

import io

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from tests.matcher.web.support import Page, Visitor
from tests.proposals.web.test_pages import stored

PATH = "/propuestas/1/objetivos"


def write(officer: Visitor, **fields: str) -> Page:
    form = officer.get(PATH).form(PATH)
    for name, text in {"hacer": "guardar", **fields}.items():
        form[name] = text
    return officer.send(PATH, form)


def test_a_plain_form_pastes_refers_and_duplicates(
    officer: Visitor, draft: int, session: Session
) -> None:
    write(officer, **{"pegar-objetivos": 'Agua\tLimpia\r\n"Aire\ny cielo"\tPuro\r\n'})
    write(officer, **{"pegar-actividades": "Actividad\tObjetivo\r\nFiltros\t2\r\n"})
    objectives = {one.value["texto"]: one.row for one in stored(session, "objetivos")}
    (activity,) = stored(session, "actividades")
    assert activity.value == {"texto": "Filtros", "objetivo": objectives["Aire\ny cielo"]}
    page = officer.get(PATH)
    row = page.form(PATH)
    assert row[f"fila-actividades-{activity.row}-objetivo"] == activity.value["objetivo"]
    write(officer, duplicar=f"actividades:{activity.row}")
    write(officer, mover=f"objetivos:{objectives['Agua']}:1")
    assert "1. Aire y cielo" in officer.get("/propuestas/1/todas").text
    history = officer.get(f"/propuestas/1/versiones/actividades/{activity.row}").text
    assert "1. Aire y cielo" in history
    write(officer, **{f"quitar-objetivos-{activity.value['objetivo']}": "1"})
    page = officer.get(PATH)
    assert page.text.count("fila quitada: «Aire y cielo»") >= 2
    assert "Se refería a una fila que se quitó: «Aire y cielo»" in page.text
    assert len(stored(session, "actividades")) == 2


def test_a_plain_form_chooses_a_source_or_only_its_kind(
    officer: Visitor, draft: int, session: Session
) -> None:
    write(officer, **{"pegar-fuentes": "Universidad\tOtro financiador\t500\tno"})
    block = "Viajes\tPasajes\t\tviaje\t1\t40\t1\nViajes\tHotel\t\tnoche\t1\t60\tOtro financiador"
    write(officer, **{"pegar-presupuesto": block})
    (source,) = stored(session, "fuentes")
    assert [one.value["fuente"] for one in stored(session, "presupuesto")] == [source.row, "otro"]
    page = officer.get(PATH)
    assert "1. Universidad (Otro financiador)" in page.text
    assert "pone 500 y sus renglones suman 40" in page.text
    assert "1. Universidad" in officer.get("/propuestas/1/todas").text


def test_what_does_not_fit_stays_in_its_box(officer: Visitor, draft: int, session: Session) -> None:
    page = write(officer, **{"pegar-objetivos": "a\tb\t\tsobra"})
    assert "«sobra» no tendría dónde quedar" in page.text
    assert page.form(PATH)["pegar-objetivos"] == "a\tb\t\tsobra"
    assert stored(session, "objetivos") == []


def test_the_budget_goes_to_excel_and_comes_back(
    app: Flask, officer: Visitor, draft: int, session: Session
) -> None:
    write(
        officer, **{"pegar-presupuesto": "Viajes\tPasajes\t\tviaje\t3\t1000\tSolicitado al donante"}
    )
    content = officer.client.get("/propuestas/1/presupuesto.xlsx").data
    book = load_workbook(io.BytesIO(content))
    book["Presupuesto"].cell(6, 6).value = 4
    out = io.BytesIO()
    book.save(out)
    data = {
        "csrf_token": officer.token(PATH),
        "libro": (io.BytesIO(out.getvalue()), "presupuesto.xlsx"),
    }
    officer.client.post("/propuestas/1/presupuesto", data=data)
    assert "1 renglón cambiado y 0 agregados" in officer.get(PATH).text
    assert [one.value["cantidad"] for one in stored(session, "presupuesto")] == ["4"]
    said = officer.client.get("/propuestas/1/sumas").json
    assert said is not None
    assert list(said["totals"].values()) == ["4.000"]
    data = {"csrf_token": officer.token(PATH), "libro": (io.BytesIO(b"no"), "otro.xlsx")}
    officer.client.post("/propuestas/1/presupuesto", data=data)
    assert "«otro.xlsx» no se puede abrir" in officer.get(PATH).text
