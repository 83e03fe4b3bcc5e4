"""Resultados through the pages: written down, counted, exported, by those who may."""

from io import BytesIO

from docx import Document
from flask import Flask
from lxml import etree
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.db.session import transaction
from matcher.departments.models import Department
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.projects.numbers import CODES
from matcher.pursuits.following import open_pursuit, take
from matcher.pursuits.moving import move
from matcher.results.models import Goal, Result
from matcher.results.table import EXAMPLE
from matcher.web.values.inputs import CURRENCIES
from tests.matcher.web.seed import NOW
from tests.matcher.web.support import Visitor
from tests.matcher.web.test_query_bounds import counted

NEW = {
    "title": "Intercambio de huertas",
    "day": "2026-11-10",
    "currency": "USD",
    "granted": "25.000",
    "funder": "AFD",
    "country": "FR",
    "relation": "sur-sur",
    "line": "ecociudad",
    "ods": ["2", "13"],
    "people": "1.200",
    "department": "Secretaría de Movilidad",
}


def won(app: Flask, **lost: str) -> int:
    """A pursuit that was won, or ``lost`` for a reason; its id."""
    with transaction(app.extensions["puente"].sessions) as session:
        luz = session.scalars(select(Person)).first()
        call = session.scalars(select(Call)).first()
        assert luz is not None
        assert call is not None
        call.funder = "FONDO DE CIUDADES DEL MAR"
        pursuit = open_pursuit(
            session, call, session.scalars(select(Project)).first(), person=luz, at=NOW
        )
        take(session, pursuit, person=luz, at=NOW)
        move(session, pursuit, to="drafting", person=luz, at=NOW)
        move(session, pursuit, to="submitted", person=luz, at=NOW)
        move(session, pursuit, to="lost" if lost else "won", person=luz, at=NOW, **lost)
        return pursuit.id


def test_a_won_pursuit_asks_for_its_sums_and_they_are_in_the_report(
    officer: Visitor, app: Flask, session: Session
) -> None:
    path = f"/seguimiento/{(number := won(app))}"
    assert "falta registrar el resultado" in officer.get("/resultados").text
    action = f"/resultados/de-seguimiento/{number}"
    form = officer.get(path).form(action)
    assert form["title"] == "Agua y saneamiento para ciudades intermedias"
    assert form["funder"] == "Fondo de Ciudades del Mar"
    assert (form["requested"], form["currency"]) == ("COP 400.000.000", "COP")
    form["granted"], form["currency"] = "USD 250.000", "USD"
    form["technical"] = "1.000 EUR"  # what is added up cannot be in two currencies
    refused = officer.send(action, form, on=path, status=422)
    assert "Está en EUR y lo otorgado en USD" in refused.text
    assert refused.form("")["requested"] == "COP 400.000.000"
    form["technical"] = ""
    told = officer.send(action, form, on=path).text.replace("\u00a0", " ")
    assert "Otorgado250.000 USD" in told
    assert "Solicitado400.000.000 COP" in told
    told = officer.get("/resultados").text.replace("\u00a0", " ")
    assert "Cooperación recibida250.000 USD" in told
    assert "Van 250.000 de 30.000.000" in told
    assert "Ejemplo que trae Puente" in told
    kept = session.scalars(select(Result)).one()
    assert officer.get(action).heading == "Resultado"
    edit = f"/resultados/{kept.id}"
    same = officer.get(edit).form("")
    assert (same["requested"], same["granted"]) == ("COP 400.000.000", "250.000")
    officer.send(edit, same, on=edit)
    session.expire_all()
    assert session.scalars(select(Result.version)).one() == 1
    same["granted"] = "no sé"
    assert "no es un número" in officer.send(edit, same, on=edit, status=422).text
    same["granted"] = "300.000"
    officer.send(edit, same, on=edit)
    same["granted"] = "400.000"
    assert "Alguien guardó otra cosa" in officer.send(edit, same, on=edit, status=409).text
    officer.send(f"{edit}/quitar", {}, on=edit)
    assert "falta registrar el resultado" in officer.get("/resultados").text


def test_filters_pictures_files_and_bounded_queries(officer: Visitor, app: Flask) -> None:
    empty = officer.get("/resultados?year=todos").text
    assert "Todavía no hay resultados" in empty
    officer.send("/resultados/nuevo", NEW)
    old = {**NEW, "title": "De antes", "day": "2025-02-01", "currency": "GBP", "granted": "9"}
    officer.send("/resultados/nuevo", old)
    page = officer.get("/resultados?year=todos")
    assert "1 sin tasa de cambio" in page.text
    assert page.tree.xpath("count(//figure//svg[@role='img'][@aria-label])") == 7
    assert page.tree.xpath("count(//figure//table)") == 7
    assert page.tree.xpath("//select[@name='ods']/option/@value") == ["", "2", "13"]
    assert "1.200 personas" in page.text
    assert "De antes" not in officer.get("/resultados?country=FR").text
    assert "Intercambio" not in officer.get("/resultados?line=gobernanza-paz&year=nada").text
    for path in ("/resultados?year=todos", "/resultados/perdidas?year=todos"):
        with counted(app) as seen:
            officer.get(path)
        assert len(seen) <= 26, (path, seen)
    body = officer.client.get("/resultados/informe.xlsx?year=2026").data
    book = load_workbook(BytesIO(body))
    head, row, *rest = book["Informe"].iter_rows(values_only=True)
    assert head[:4] == ("Línea temática", "Hecho concreto", "Secretaría", "Cooperante")
    assert row[:4] == (
        "Ecociudad e innovación digital",
        NEW["title"],
        "Secretaría de Movilidad",
        "AFD",
    )
    assert rest == []
    assert {"Cifras", "Metas", "ODS", "Oportunidades perdidas"} <= set(book.sheetnames)
    document = Document(BytesIO(officer.client.get("/resultados/informe.docx?year=2026").data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert {"Hecho concreto", "Secretaría de Movilidad", "ODS 13 · Acción por el clima"} <= set(
        cells
    )
    assert any(text.startswith(NEW["title"]) for text in cells)
    assert not any("De antes" in text or "{" in text for text in cells)
    page = officer.get("/resultados/iati.xml", status=422)
    assert "PUENTE_IATI_IDENTIFIER" in page.text


def test_pictures_cut_no_name_short_and_the_trail_names_the_result(
    officer: Visitor, session: Session
) -> None:
    long = "Departamento Administrativo de Gestión del Riesgo de Desastres"
    session.add(Department(name=long))
    session.commit()
    officer.send("/resultados/nuevo", NEW | {"department": long})
    charts = officer.get("/resultados").tree.xpath("//figure//svg")
    said = [
        " ".join(text.text or "" for text in one.xpath("./*[local-name()='text']"))
        for one in charts
    ]
    assert any(all(word in one for word in long.split()) for one in said)
    assert not any("…" in one for one in said)
    trail = Visitor(officer.app).sign_in("admin@ciudad.example").get("/auditoria")
    assert trail.links()["Intercambio de huertas"] == "/resultados/1"


def test_without_an_identifier_the_page_says_beforehand_what_is_missing(officer: Visitor) -> None:
    officer.send("/resultados/nuevo", NEW)
    page = officer.get("/resultados")
    assert "Archivo IATI" not in page.links()
    assert "PUENTE_IATI_IDENTIFIER" in page.text
    assert "Pídalo a quien administra Puente" in page.text
    told = officer.get("/resultados/iati.xml?year=2026", status=422)
    assert told.heading == "Todavía no hay archivo IATI"
    assert told.links()["Volver a Resultados"] == "/resultados?year=2026"
    admin = Visitor(officer.app).sign_in("admin@ciudad.example")
    way = admin.get("/resultados/iati.xml", status=422).links()["Ver cómo se pone, en Identidad"]
    assert way == admin.get("/resultados").links()["Ver cómo se pone, en Identidad"]
    assert "PUENTE_IATI_IDENTIFIER=" in admin.get(way.partition("#")[0]).text


def test_iati_is_served_where_the_agency_says_who_it_is(officer: Visitor, app: Flask) -> None:
    officer.send("/resultados/nuevo", NEW)
    object.__setattr__(app.extensions["puente"].settings, "iati_identifier", "CO-XYZ-1")
    tree = etree.fromstring(officer.client.get("/resultados/iati.xml?year=2026").data)
    assert tree.xpath("//iati-identifier/text()") == ["CO-XYZ-1-R1"]
    assert tree.xpath("//value[@currency='USD']/text()") == ["25000"]
    assert "Archivo IATI" in officer.get("/resultados").links()
    page = officer.get("/resultados/iati.xml?year=1999", status=422)
    assert "No hay resultados que publicar" in page.text


def test_what_was_lost_is_in_every_report_with_its_reason(officer: Visitor, app: Flask) -> None:
    number = won(app, end_reason="lost-others-better")
    why, title = "Ganaron otras propuestas con mejor puntaje", "Agua y saneamiento para ciudades"
    action = f"/resultados/de-seguimiento/{number}"
    form = officer.get(f"/seguimiento/{number}").form(action)
    told = {**form, "requested": "USD 300.000", "currency": "USD"}
    officer.send(action, told, on=f"/seguimiento/{number}")
    page = officer.get("/resultados").text.replace("\u00a0", " ")
    assert f"{why} " in page
    assert "se pidieron 300.000 USD" in page
    asked = "?year=2026"
    book = load_workbook(BytesIO(officer.client.get(f"/resultados/informe.xlsx{asked}").data))
    _head, row = book["Lo que se perdió"].iter_rows(values_only=True)
    assert row[0].startswith(title)
    assert row[1:3] == ("Fondo de Ciudades del Mar", "Secretaría de Medio Ambiente")
    assert row[5:] == ("USD", 300_000, why)
    document = Document(BytesIO(officer.client.get(f"/resultados/informe.docx{asked}").data))
    (told,) = [t for t in document.tables if [c.text for c in t.rows[0].cells][1] == "Se supo"]
    assert [cell.text for cell in told.rows[1].cells][2] == why
    listed = officer.client.get(f"/resultados/tabla.csv{asked}").text
    assert ";perdida;" in listed
    assert ";Fondo de Ciudades del Mar;" in listed


def test_a_table_is_imported_and_the_row_of_the_example_is_not(
    officer: Visitor, session: Session
) -> None:
    path = "/resultados/importar"

    def bring(body: bytes, name: str, *, status: int = 200, **also: str) -> str:
        return officer.send(path, {"file": [(BytesIO(body), name)], **also}, status=status).text

    for kind in ("xlsx", "csv"):
        example = officer.client.get(f"/resultados/ejemplo.{kind}").data
        told = bring(example, f"ejemplo.{kind}", status=422)
        assert "La fila 2 es la del ejemplo: no se guardó." in told
    bring(example.replace(EXAMPLE.encode(), b"Agencia:"), "e.csv")
    assert session.scalars(select(Result.country)).all() == ["ES"]
    bad = "Hecho concreto,Día\nBuena,2026-01-02\nMala,ayer\n".encode()
    told = bring(bad, "b.csv", status=422)
    assert "No se guardó nada" in told
    assert "Fila 3, «Día»: «ayer»" in told
    assert "1 resultado nuevo." in bring(bad, "b.csv", good="yes")
    bring(b"", "c.csv", status=422)
    assert "Escoja un archivo." in officer.send(path, {}, status=422).text


def test_the_direction_sets_goals_and_others_read_them(
    viewer: Visitor, app: Flask, session: Session
) -> None:
    for path in ("/resultados/nuevo", "/resultados/importar", "/resultados/metas/nueva"):
        viewer.get(path, status=403)
    assert "30.000.000" in viewer.get("/resultados/metas").text
    officer = Visitor(app).sign_in("luz@ciudad.example")
    officer.get("/resultados/metas/1", status=403)
    director = Visitor(app).sign_in("dir@ciudad.example")
    path = "/resultados/metas/nueva"
    goal = {"measure": "won", "first_year": "2026", "last_year": "2026", "target": "8"}
    assert "Guardada" in director.send(path, goal).text
    assert "Escriba este dato." in director.send(path, {"measure": "won"}, status=422).text
    assert "Ya hay una meta" in director.send(path, goal, status=422).text
    late = {**goal, "first_year": "2027"}
    assert "Revise los años" in director.send(path, late, status=422).text
    for measure, target, said in (
        ("sent", "0", "mayor que cero"),
        ("sent", "-3", "no puede ser negativo"),
        ("sent", "2,5", "número entero"),
        ("money", "2.000 millones", "de dos maneras"),
        ("money", "500.000.000 COP", "Escríbala en USD"),
    ):
        wrong = {**goal, "measure": measure, "first_year": "2025", "target": target}
        assert said in director.send(path, wrong, status=422).text, target
    kept = session.scalars(select(Goal).where(Goal.measure == "won")).one()
    one = f"/resultados/metas/{kept.id}"
    form = director.get(one).form("")
    director.send(one, form, on=one)
    director.send(one, {**form, "target": "9"}, on=one)
    page = director.send(one, {**form, "target": "10"}, on=one, status=409)
    assert "Alguien cambió esta meta" in page.text
    assert "Quitada." in director.send(f"{one}/quitar", {}, on=one).text


def test_a_figure_that_is_none_is_told_in_the_language_of_the_page(officer: Visitor) -> None:
    for people, said in (("12,5", "no es un número entero"), ("muchas", "no es un número")):
        page = officer.send("/resultados/nuevo", {**NEW, "people": people}, status=422)
        assert said in page.text
        assert "debe estar entre" not in page.text  # one thing is wrong, and one is told
    officer.send("/idioma", {"language": "en", "next": "/"}, on="/perfil")
    page = officer.send("/resultados/nuevo", {**NEW, "granted": "muchos"}, status=422)
    assert "is not a number. Write only the figure" in page.text


def test_every_currency_that_is_read_is_offered() -> None:
    assert set(CURRENCIES) == CODES


def test_lost_opportunities_have_a_page(officer: Visitor) -> None:
    assert officer.get("/resultados/perdidas").heading == "Oportunidades perdidas 2026"
