import re
import time
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from flask import Flask
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.matches.models import Feedback
from matcher.matches.queries import match_counts
from matcher.projects.models import Project
from matcher.tags.queries import to_review
from matcher.web.frame.services import services
from tests.matcher.projects.mga import mga, saved
from tests.matcher.projects.test_tables import far_sheets
from tests.matcher.web.support import Visitor


def form(visitor: Visitor, number: int = 1) -> Any:
    return visitor.get(f"/proyectos/{number}/editar").form("")


def new(visitor: Visitor, **values: str) -> Any:
    empty = visitor.get("/proyectos/nuevo").form("")
    for name, value in values.items():
        empty[name] = value
    return empty


def test_money_is_typed_as_people_type_it(officer: Visitor, session: Session) -> None:
    values = form(officer)
    assert values["amount_sought"] == "400.000.000"
    values["amount_sought"] = "1.250.000,50"
    page = officer.send("/proyectos/1/editar", values)
    assert "1.250.000,50 COP" in page.text
    values = form(officer)
    values["total_cost"] = "mucho"
    page = officer.send("/proyectos/1/editar", values, status=422)
    assert "Escriba solo la cifra" in page.text
    assert page.tree.xpath("//input[@name='total_cost']/@value") == ["mucho"]


def test_an_amount_may_be_in_a_currency_of_its_own(officer: Visitor, session: Session) -> None:
    values = form(officer)
    values["currency"], values["total_cost"] = "", "1.200.000.000"
    values["amount_sought"], values["counterpart"] = "USD 250.000", "30.000 eur"
    page = officer.send("/proyectos/1/editar", values)
    assert "1.200.000.000 (moneda sin indicar)" in page.text
    assert "250.000 USD" in page.text
    assert "30.000 EUR" in page.text
    session.expire_all()
    before = session.get_one(Project, 1).version
    shown = form(officer)
    assert (shown["total_cost"], shown["amount_sought"], shown["counterpart"]) == (
        "1.200.000.000",
        "USD 250.000",
        "EUR 30.000",
    )
    officer.send("/proyectos/1/editar", shown)
    session.expire_all()
    assert session.get_one(Project, 1).version == before
    again = form(officer)
    again["currency"] = "COP"
    officer.send("/proyectos/1/editar", again)
    session.expire_all()
    project = session.get_one(Project, 1)
    assert (project.total_cost_currency, project.amount_sought_currency) == ("COP", "USD")
    bad = form(officer)
    bad["amount_sought"] = "USD mucho"
    page = officer.send("/proyectos/1/editar", bad, status=422)
    assert "«USD mucho»" in page.text


def test_two_editors_see_the_currency_they_differ_in(officer: Visitor) -> None:
    mine, theirs = form(officer), form(officer)
    theirs["amount_sought"] = "USD 1.000"
    officer.send("/proyectos/1/editar", theirs)
    mine["summary"] = "Otro resumen"
    page = officer.send("/proyectos/1/editar", mine, status=409)
    assert "Monto que se busca: moneda" in page.text


def test_the_preview_of_an_import_asks_for_a_currency_that_is_not_told(officer: Visitor) -> None:
    rows = ("Mixto", "1.200.000.000", "USD 250.000")
    page = upload(officer, book(("Proyecto", "Costo total", "Monto solicitado"), rows))
    assert "«Costo total» no dice en qué moneda está" in page.text


def test_an_address_is_judged_by_its_shape_when_it_is_typed(officer: Visitor) -> None:
    values = form(officer)
    values["contact_email"] = "compras@ciudad.example"
    assert "compras@ciudad.example" in officer.send("/proyectos/1/editar", values).text
    values = form(officer)
    values["contact_email"] = "compras arroba ciudad"
    page = officer.send("/proyectos/1/editar", values, status=422)
    assert "No es un correo electrónico." in page.text


def test_a_figure_is_the_same_in_every_language(officer: Visitor, session: Session) -> None:
    officer.send("/idioma", {"language": "en"}, on="/perfil")
    values = form(officer)
    assert values["amount_sought"] == "400.000.000"
    values["total_cost"] = "1,500,000.50"
    officer.send("/proyectos/1/editar", values)
    session.expire_all()
    assert session.get_one(Project, 1).total_cost == Decimal("1500000.50")


def test_a_value_nobody_touched_stays_while_another_changes(
    officer: Visitor, session: Session
) -> None:
    project = session.get_one(Project, 1)
    odd = {
        "place": "Comuna 1\nComuna 2",
        "contact_email": "uno@interno.local",
        "currency": "JPY",
        "duration_months": 0,
        "partners": "Aliado uno\nAliado dos",
        "summary": " Con sangría.",
    }
    for name, value in odd.items():
        setattr(project, name, value)
    session.commit()
    values = form(officer)
    values["name"] = "Otro nombre"
    values["partners"] = "Aliado uno\r\nAliado tres"
    officer.send("/proyectos/1/editar", values)
    session.expire_all()
    project = session.get_one(Project, 1)
    assert project.name == "Otro nombre"
    kept = odd | {"partners": "Aliado uno\nAliado tres"}
    assert {name: getattr(project, name) for name in odd} == kept
    values = form(officer)
    values["contact_email"] = "dos@interno"
    officer.send("/proyectos/1/editar", values, status=422)


def test_an_empty_name_is_asked_for_beside_its_field(officer: Visitor) -> None:
    page = officer.send("/proyectos/nuevo", {"name": " "}, status=422)
    field = page.tree.xpath("//input[@name='name']")[0]
    assert field.get("aria-invalid") == "true"
    assert page.tree.xpath("//div[@role='alert']//a[@href='#name']")


def test_a_new_project_is_found_at_once(officer: Visitor) -> None:
    page = officer.send("/proyectos/nuevo", new(officer, name="Huertas", summary="Siembra"))
    assert page.heading == "Huertas"
    assert "Huertas" in officer.get("/proyectos?q=siembras").links()


def test_a_taken_code_is_refused_by_name(officer: Visitor) -> None:
    page = officer.send("/proyectos/nuevo", new(officer, name="Otro", code="P-001"), status=422)
    assert "ya es de «Acueductos comunitarios de ladera»" in page.text


def test_two_editors_lose_nothing(officer: Visitor, session: Session) -> None:
    mine = form(officer)
    theirs = form(officer)
    theirs["summary"] = "Lo que escribió la otra persona"
    officer.send("/proyectos/1/editar", theirs)
    mine["summary"] = "Lo que escribí yo"
    page = officer.send("/proyectos/1/editar", mine, status=409)
    assert "Lo que escribió la otra persona" in page.text
    assert page.tree.xpath("//textarea[@name='summary']")[0].text.strip() == "Lo que escribí yo"
    assert session.get_one(Project, 1).summary == "Lo que escribió la otra persona"
    again = page.form("")
    page = officer.send("/proyectos/1/editar", again)
    assert "Lo que escribí yo" in page.text


def test_archive_and_bring_back(officer: Visitor) -> None:
    officer.send("/proyectos/2/archivar", {"archived": "yes"}, on="/proyectos/2")
    assert "Buses eléctricos" not in officer.get("/proyectos").text
    assert "Buses eléctricos" in officer.get("/proyectos?archived=1").text
    assert "Clean urban mobility" not in officer.get("/coincidencias").text
    officer.send("/proyectos/2/archivar", {"archived": "no"}, on="/proyectos/2")
    assert "Buses eléctricos" in officer.get("/proyectos").text


def test_who_owns_a_stale_project_is_asked_once(officer: Visitor) -> None:
    stopped = "1 proyecto dejó de buscar convocatorias porque nadie confirmó"
    assert stopped in officer.get("/").text
    officer.send("/proyectos/3/vigente", {"next": "/"}, on="/")
    assert stopped not in officer.get("/").text


def book(*rows: tuple[Any, ...]) -> BytesIO:
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    file = BytesIO()
    workbook.save(file)
    file.seek(0)
    return file


def upload(visitor: Visitor, file: BytesIO, name: str = "banco.xlsx") -> Any:
    data = {"file": (file, name), "csrf_token": visitor.token("/proyectos/tabla/importar")}
    return visitor.client.post("/proyectos/tabla/importar", data=data)


def test_import_shows_what_would_change_before_it_does(officer: Visitor, session: Session) -> None:
    heads = ("Código", "Nombre del proyecto", "Resumen", "Monto solicitado", "Moneda")
    response = upload(
        officer,
        book(
            heads,
            ("P-001", "Acueductos comunitarios de ladera", "Otro resumen", None, None),
            ("P-009", "Parque biblioteca", "Nuevo", 1000, "COP"),
            ("P-010", None, "Sin nombre", None, None),
        ),
    )
    assert response.status_code == 200
    assert "Importar 2 proyectos" in response.text
    assert session.scalar(select(Project).where(Project.code == "P-009")) is None
    rejected = officer.client.get("/proyectos/tabla/por-corregir.xlsx")
    cells = [c for row in load_workbook(BytesIO(rejected.data)).worksheets[0].values for c in row]
    assert "Sin nombre" in cells
    page = officer.send("/proyectos/tabla/aplicar", {}, on="/proyectos/nuevo")
    assert "Nuevos: 1. Cambiados: 1. Sin cambios: 0. Por corregir: 1." in page.text
    assert session.get_one(Project, 1).summary == "Otro resumen"
    assert "Parque biblioteca" in officer.get("/proyectos?q=bibliotecas").links()
    assert "Descargarlas con lo que hay que corregir" in page.text
    assert "Lo que estaba bien ya se importó" in page.text
    assert "Nada se ha guardado" not in page.text
    again = officer.client.get("/proyectos/tabla/por-corregir.xlsx?hoja=0")
    cells = [c for row in load_workbook(BytesIO(again.data)).worksheets[0].values for c in row]
    assert "Sin nombre" in cells
    whole = book(heads, ("P-011", "Sendero", "Nuevo", 1000, "COP"))
    upload(officer, whole)
    officer.send("/proyectos/tabla/aplicar", {}, on="/proyectos/nuevo")
    officer.send("/proyectos/tabla/aplicar", {}, on="/proyectos/nuevo", status=404)


def test_what_the_preview_leaves_out_is_counted(officer: Visitor) -> None:
    heads = ("Nombre del proyecto", "Monto solicitado")
    rows = [(f"Sendero {n}", 1_000 + n) for n in range(203)]
    shown = upload(officer, book(heads, *rows, *[(None, n) for n in range(52)])).text
    warned, told = shown.count("moneda sin indicar"), re.findall(r"y (\d+) más", shown)
    assert (warned, told) == (30, ["173", "2", "3"]), "warnings, rows to correct, new projects"


def test_a_file_that_is_no_table_says_what_to_do(officer: Visitor) -> None:
    for content, name in ((b"", "vacio.xlsx"), (b"%PDF-1.7", "a.pdf"), (b"PK\x03\x04x", "b.xlsx")):
        response = upload(officer, BytesIO(content), name)
        assert response.status_code == 422, name
        assert "error-summary" in response.text


def test_what_is_exported_can_be_imported_again(officer: Visitor) -> None:
    for kind in ("xlsx", "csv"):
        response = officer.client.get(f"/proyectos/tabla/banco.{kind}")
        again = upload(officer, BytesIO(response.data), f"banco.{kind}")
        assert again.status_code == 200
        assert "Importar " not in again.text.split("<h1>")[1].split("</main>")[0]


def judge(visitor: Visitor, **values: str) -> None:
    visitor.send("/coincidencias/1/1/opinion", values, on="/coincidencias/1/1")


def test_a_verdict_counts_for_whom_it_was_given(officer: Visitor, session: Session) -> None:
    judge(officer, verdict="no-interesa", scope="me", reason="plazo-corto")
    assert "Agua y saneamiento" not in officer.get("/coincidencias").text
    page = officer.get("/coincidencias/1/1")
    assert "No interesa: el plazo es muy corto" in page.text
    other = Visitor(officer.app).sign_in("dir@ciudad.example")
    assert "Agua y saneamiento" in other.get("/coincidencias").text
    judge(officer, verdict="no-interesa", scope="team", reason="otro-tema")
    assert "Agua y saneamiento" not in other.get("/coincidencias").text
    standing = session.scalars(select(Feedback).where(Feedback.undone_at.is_(None))).one()
    assert (standing.scope, standing.position) == ("team", 1)
    path = f"/coincidencias/opinion/{standing.id}/deshacer"
    other.send(path, {}, on="/coincidencias/1/1")
    assert "Agua y saneamiento" in officer.get("/coincidencias").text


def test_the_list_counts_the_open_calls_that_fit(officer: Visitor, session: Session) -> None:
    judge(officer, verdict="interesa", scope="team", reason="")

    def told() -> dict[int, int]:
        with officer.app.app_context():
            now = services().clock.now()
            return match_counts(session, [1], now=now, timezone="America/Bogota")

    before = told()[1]
    for deadline in session.get_one(Call, 1).deadlines:
        deadline.on_day = date(2020, 1, 31)
    session.commit()
    assert told().get(1, 0) == before - 1


def test_nobody_takes_back_anothers_own_verdict(officer: Visitor) -> None:
    judge(officer, verdict="interesa", scope="me")
    other = Visitor(officer.app).sign_in("dir@ciudad.example")
    other.send("/coincidencias/opinion/1/deshacer", {}, on="/coincidencias/1/1", status=403)


def test_precision_at_five_is_told(officer: Visitor) -> None:
    assert "Todavía nadie ha dicho" in officer.get("/calidad").text
    judge(officer, verdict="interesa", scope="team")
    page = officer.get("/calidad")
    assert "noviembre de 2026" in page.text
    assert "100 %" in page.text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_doubt_is_settled_where_it_is_listed(officer: Visitor, session: Session) -> None:
    doubts = to_review(session, "call", limit=5)
    doubt = doubts[0]
    answer = {
        "scheme": doubt.tag.scheme,
        "code": doubt.tag.code,
        "answer": "no",
        "next": "/calidad",
    }
    path = f"/convocatorias/etiquetas/call/{doubt.subject_id}"
    assert path in officer.get("/calidad").response.text
    page = officer.send(path, answer, on="/calidad")
    assert page.heading == "Calidad"
    session.expire_all()
    left = [(d.subject_id, d.tag.code) for d in to_review(session, "call", limit=5)]
    assert (doubt.subject_id, doubt.tag.code) not in left


def test_a_wrong_reason_is_refused(officer: Visitor) -> None:
    values = {"verdict": "no-interesa", "reason": "porque sí"}
    officer.send("/coincidencias/1/1/opinion", values, on="/coincidencias/1/1", status=422)
    officer.send(
        "/coincidencias/3/1/opinion",
        values | {"reason": "otra"},
        on="/coincidencias/1/1",
        status=404,
    )


def test_a_pasted_text_is_answered_and_not_kept(officer: Visitor, session: Session) -> None:
    text = "Agua potable y saneamiento para ciudades intermedias"
    page = officer.send("/coincidencias/texto", {"text": text})
    first = page.tree.xpath("//article/h3")[0].text_content()
    assert first == "Agua y saneamiento para ciudades intermedias"
    assert len(session.scalars(select(Project)).all()) == 3
    page = officer.send("/coincidencias/texto", {"text": "agua"}, status=422)
    assert "Escriba al menos una frase." in page.text


def test_a_book_made_to_freeze_the_server_is_refused_in_words(officer: Visitor, app: Flask) -> None:
    began = time.monotonic()
    response = upload(officer, BytesIO(far_sheets()))
    assert response.status_code == 422
    assert "Divida la tabla" in response.text or "libro nuevo" in response.text
    assert time.monotonic() - began < 30
    folder = app.extensions["puente"].settings.data_dir / "uploads"
    assert list(folder.iterdir()) == []


def test_every_sheet_of_a_book_can_be_imported_in_turn(officer: Visitor, session: Session) -> None:
    made = Workbook()
    first = made.active
    first.title = "2025"
    first.append(("Código", "Nombre del proyecto", "Costo total"))
    first.append(("V-1", "Vivero de barrio", "1.000.000 M/CTE"))
    second = made.create_sheet("2026")
    for row in (
        ("Código", "Nombre del proyecto", "Costo total"),
        ("SECRETARÍA DE SALUD",),
        ("V-2", "Salud en la ladera", "COP 5"),
        ("V-3", "Salud en el río", "COP 6"),
    ):
        second.append(row)
    made.create_sheet("Notas").append(("Nada que importar",))
    out = BytesIO()
    made.save(out)
    page = upload(officer, BytesIO(out.getvalue()))
    text = " ".join(page.text.split())
    assert "Notas" in text
    assert "1 fila</span>: no tiene una columna con el nombre del proyecto; no se importa" in text
    assert "«SECRETARÍA DE SALUD»" in text
    view = officer.get("/proyectos/tabla/vista?hoja=0")
    assert "Vivero de barrio" in view.text
    after = officer.send("/proyectos/tabla/aplicar", {"sheet": "1"}, on="/proyectos/nuevo")
    assert "Nuevos: 2." in after.text
    assert "Vivero de barrio" in after.text  # the sheet that is left is offered next
    done = officer.send("/proyectos/tabla/aplicar", {"sheet": "0"}, on="/proyectos/nuevo")
    assert "Nuevos: 1." in done.text
    kept = session.scalar(select(Project).where(Project.code == "V-2"))
    assert kept is not None
    assert kept.department == "SECRETARÍA DE SALUD"
    officer.get("/proyectos/tabla/vista", status=404)


def test_rows_to_correct_of_an_earlier_sheet_can_still_be_downloaded(officer: Visitor) -> None:
    made = Workbook()
    for title, rows in {
        "2025": [(None, "Sin nombre"), ("Vivero", "x")],
        "2026": [("Sendero", "y")],
    }.items():
        sheet = made.create_sheet(title)
        for row in (("Nombre del proyecto", "Resumen"), *rows):
            sheet.append(row)
    out = BytesIO()
    made.save(out)
    upload(officer, BytesIO(out.getvalue()))
    officer.send("/proyectos/tabla/aplicar", {"sheet": "0"}, on="/proyectos/nuevo")
    last = officer.send("/proyectos/tabla/aplicar", {"sheet": "1"}, on="/proyectos/nuevo")
    assert "Quedan filas por corregir" in last.text
    wrong = officer.client.get("/proyectos/tabla/por-corregir.xlsx?hoja=0")
    assert "Sin nombre" in [
        c for row in load_workbook(BytesIO(wrong.data)).active.values for c in row
    ]


def test_a_national_sheet_is_shown_with_its_cells_before_it_becomes_a_project(
    officer: Visitor, session: Session
) -> None:
    page = " ".join(upload(officer, BytesIO(saved(mga())), "mga.xlsx").text.split())
    assert "Es una ficha nacional (MGA o BPIN) de un solo proyecto" in page
    assert "La ficha no trae: Beneficiarios, Efectos indirectos." in page
    assert "no se reconoce" not in page
    assert "Problema: hoja Identificación, celda A9" in page
    assert session.scalar(select(Project).where(Project.code == "2026760010042")) is None
    officer.send("/proyectos/tabla/aplicar", {"sheet": "0"}, on="/proyectos/nuevo")
    made = session.scalars(select(Project).where(Project.code == "2026760010042")).one()
    assert (made.total_cost, made.total_cost_currency) == (Decimal(1_430_000_000), "COP")
    assert (made.beneficiary_count, made.department) == (7400, None)
    assert made.problem == "Baja cobertura de agua apta para consumo en la zona rural"
    shown = officer.get(f"/proyectos/{made.id}").text
    for told in ("Producto: Planta ampliada", "2027: 950000000", "hoja Cadena de valor, celda B8"):
        assert told in shown
    wrong = upload(officer, BytesIO(b"%PDF-1.4 x"), "roto.pdf")
    assert wrong.status_code == 422
    assert "dañado o tiene contraseña" in wrong.text


def test_a_box_that_is_ticked_stays_ticked(officer: Visitor, session: Session) -> None:
    values = officer.get("/proyectos/1/editar").form("")
    assert session.get_one(Project, 1).public is False
    values["public"] = "y"
    officer.send("/proyectos/1/editar", values)
    session.expire_all()
    assert session.get_one(Project, 1).public is True
