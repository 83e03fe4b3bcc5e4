"""Every list of the menu as a table: with its filters, its rights, and nothing that computes."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from flask import Flask, url_for
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.models import AuditEntry
from matcher.calls.queries import refresh_index as calls_index
from matcher.coded import to_stored
from matcher.desk.sharing import ShareWith, share
from matcher.digests.models import Digest
from matcher.files.models import FiledDocument, StoredFile
from matcher.gate.editing import save_rule
from matcher.glossary.own_entries import save_entry
from matcher.intake.source_settings import add_source
from matcher.jobs.models import JobRun
from matcher.mail.models import OutgoingMail
from matcher.matches.models import Match
from matcher.money.editing import NewRate, keep_rates
from matcher.networks.models import Network
from matcher.people.keys import make_key
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.personal.asking import ask_correction
from matcher.projects.models import Project
from matcher.projects.queries import refresh_index
from matcher.pursuits.following import open_pursuit
from matcher.pursuits.models import Pursuit
from matcher.pursuits.moving import move
from matcher.pursuits.reasons import save_reason
from matcher.results.models import Result
from matcher.searches.saving import save_search
from matcher.tags.models import ThematicLine
from matcher.web.frame.navigation import MENU, MenuEntry
from proposals.library.models import TextBlock
from proposals.models import Draft
from tests.matcher.web.seed import NOW, TODAY, add_call, deadline
from tests.matcher.web.support import Visitor

FORMULA = "=1+1"
PLANTED = f"{FORMULA} huertas"
NO_LIST = {
    "home.index": "what waits today, from lists that have their own tables",
    "quality.index": "measures and pictures",
    "first_steps.index": "a checklist",
    "identity.edit": "a form",
    "mail_settings.index": "settings and a test message",
    "retention.index": "what is kept how long, from settings",
}
"""Pages of the menu that list nothing to take away, and why."""
LISTS: dict[str, tuple[str, str, str]] = {
    "reviews.index": ("?kind=nuevas", "//article//h2", "Convocatoria"),
    "calls.index": ("?q=huertas", "//ul[@class='cards']//article//h2", "Título"),
    "projects.index": ("?q=huertas", "//article//h2", "Nombre del proyecto"),
    "matches.index": ("?secretaria=%3D1%2B1+huertas", "//article//h2", "Convocatoria"),
    "pursuits.index": ("?estado=discarded", "//article//h3", "Convocatoria"),
    "proposals.index": ("?q=huertas", "//article//h2", "Propuesta"),
    "results.index": ("?year=2026", "//section[@aria-labelledby='won']//th/a", "Qué"),
    "funders.index": ("?q=huertas", "//tbody//th", "Financiador"),
    "networks.index": ("", "//tbody//th/a", "Red"),
    "sources.index": ("", "//tbody//th/a", "Fuente"),
    "taxonomy.index": ("", "//article//h2", "Línea"),
    "departments.index": ("", "//tbody//th", "Secretaría"),
    "glossary.index": ("?q=huertas&mine=1", "//tbody//th/span[@lang]", "Español"),
    "rates.index": ("", "//tbody//th", "Moneda"),
    "saved.index": ("", "//li//h2", "Búsqueda"),
    "gate.index": ("", "//section[h2]/h2[starts-with(@id, 'r')]", ""),
    "end_reasons.index": ("", "//input[@name='name']/@value[. != '']", "Motivo"),
    "people.index": ("", "//tbody//th/a", "Nombre"),
    "timetable.index": ("?job=match&outcome=failed", "//section[h2/@id='runs']//tbody/tr", ""),
    "retiring.corrections": ("", "//main//q", "Qué pide corregir"),
    "outbox.index": ("", "//section[h2/@id='sent']//tbody//td[2]", "Correo"),
    "audit.index": ("?action=rate.added", "//tbody/tr", ""),
}
"""Page → the filter that is tried, where it says what it lists, and the column that says the same;
without one, both say how many."""


def plant(session: Session) -> None:
    """In each list a row whose name a spreadsheet would compute, beside others."""
    luz = session.scalars(select(Person).where(Person.email == "luz@ciudad.example")).one()
    ada = session.scalars(select(Person).where(Person.email == "admin@ciudad.example")).one()
    day = deadline(date(2026, 12, 10))
    call = add_call(session, title=PLANTED, text="Huertas.", funder=PLANTED, deadlines=[day])
    project = Project(
        name=PLANTED,
        summary="Huertas",
        department=PLANTED,
        modalities=[],
        extra={},
        owner_id=luz.id,
        created_at=NOW,
        updated_at=NOW,
        confirmed_at=NOW,
    )
    session.add(project)
    session.flush()
    told: dict[str, Any] = {"signals": {}, "reasons": [], "blockers": [], "fingerprint": "p"}
    told |= {"score": 0.9, "confidence": 0.9, "first_at": NOW, "computed_at": NOW}
    session.add(Match(call_id=call.id, project_id=project.id, **told))
    reason = save_reason(session, None, name=PLANTED, ending="discarded", person_id=ada.id, at=NOW)
    pursuit = open_pursuit(session, call, project, person=luz, at=NOW)
    move(session, pursuit, to="discarded", person=luz, at=NOW, end_reason=reason.code)
    session.add(Draft(title=PLANTED, owner_id=luz.id, created_at=NOW, updated_at=NOW))
    session.add(Result(title=PLANTED, funder=PLANTED, day=date(2026, 5, 4), at=NOW))
    session.add(Network(name=PLANTED, decision="study", person_id=luz.id, at=NOW))
    session.add(ThematicLine(code="p", position=9, name=PLANTED, description="x", words=[], ods={}))
    told_by: dict[str, Any] = {"person_id": ada.id, "at": NOW}
    save_entry(session, None, names={"es": PLANTED, "en": "gardens"}, **told_by)
    keep_rates(
        session,
        [NewRate(currency="EUR", day=TODAY, value=Decimal("4500.5"), source=PLANTED)],
        base="COP",
        today=TODAY,
        **told_by,
    )
    save_search(session, None, name=PLANTED, address="q=huertas", every="never", **told_by)
    save_rule(session, None, "reserved-funders", [PLANTED], because=FORMULA, **told_by)
    add_person(session, email="p@ciudad.example", name=PLANTED, role="consulta", at=NOW)
    ask_correction(session, luz, PLANTED, at=NOW)
    session.add(JobRun(name="match", started_at=NOW, status="failed", error=to_stored(PLANTED)))
    session.add(JobRun(name="match", started_at=NOW, finished_at=NOW, status="ok"))
    session.add(
        OutgoingMail(
            kind="digest",
            recipient="luz@ciudad.example",
            recipient_name="Luz",
            message_id="<p@puente.example>",
            subject=PLANTED,
            text="x",
            html="x",
            state="sent",
            created_at=NOW,
            sent_at=NOW,
        )
    )
    source = {"id": "planted", "title": PLANTED, "url": "https://p.example/f", "access": "feed"}
    source |= {"funder_kind": "banco", "frequency": "daily"}
    add_source(session, source, person_id=ada.id, at=NOW)
    refresh_index(session)
    calls_index(session)
    session.commit()


@pytest.fixture
def planted(session: Session) -> None:
    plant(session)


def told(node: Any) -> str:
    return " ".join((node if isinstance(node, str) else node.text_content()).split())


def taken(visitor: Visitor, address: str) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """What the file at ``address`` holds: as rows by heading, and cell by cell as it is written."""
    answer = visitor.client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    if ".csv" in address:
        cells = list(csv.reader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
        return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]], cells
    sheet = load_workbook(BytesIO(answer.data)).worksheets[0]
    formulas = [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not formulas, (address, formulas)
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows], []


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.endpoint)
def test_each_page_of_the_menu_gives_what_it_lists_as_a_table(
    admin: Visitor, app: Flask, entry: MenuEntry
) -> None:
    with app.test_request_context():
        address = url_for(entry.endpoint)
    if entry.endpoint in NO_LIST:
        assert not {"Excel", "CSV"} & admin.get(address).links().keys()
        return
    asked, where, column = LISTS[entry.endpoint]
    page = admin.get(address + asked)
    listed = sorted(told(node) for node in page.tree.xpath(where))
    assert listed, "the page lists what was planted"
    links = page.links()
    for kind in ("Excel", "CSV"):
        rows, cells = taken(admin, links[kind])
        if not column:
            assert len(rows) == len(listed), (kind, rows)
        else:
            found = sorted(told(str(row[column])).removeprefix("'") for row in rows)
            assert found == [one.removeprefix("'") for one in listed], kind
        written = [cell for row in cells for cell in row]
        assert not [cell for cell in written if cell.startswith("=")], "a formula that computes"
        if kind == "CSV":
            assert any(FORMULA in cell for cell in written), "the planted row is there"


OTHERS: dict[str, tuple[str, str]] = {
    "/correos": ("//article//h2", "Correo"),
    "/direcciones": ("//table[thead/tr/th[2][.='Qué abre']]/tbody//th", "Nombre"),
    "/direcciones?": ("//section[h2/@id='passed']//tbody//th", "Para quién"),
    "/documentos/proyecto/{project}": ("//ul[@class='cards']//p/a", "Archivo"),
    "/propuestas/biblioteca": ("//article//h2", "Texto"),
}
"""Lists that are in no menu: where each says what it lists, and the column that says the same."""


def plant_others(app: Flask, session: Session) -> Project:
    ada = session.scalars(select(Person).where(Person.email == "admin@ciudad.example")).one()
    project = session.scalars(select(Project).where(Project.name == PLANTED)).one()
    mail = session.scalars(select(OutgoingMail)).one()
    session.add(Digest(person_id=ada.id, mail_id=mail.id, created_at=NOW))
    make_key(session, ada, door="feed", name=PLANTED, asked="q=agua", at=NOW)
    make_key(session, ada, door="api", name="Tablero", scopes=["read"], at=NOW)
    pursuit = session.scalars(select(Pursuit)).one()
    to = ShareWith(name=PLANTED, days=15)
    settings = app.extensions["puente"].settings
    share(session, pursuit, to, settings=settings, person=ada, at=NOW)
    block = TextBlock(title=PLANTED, texts={"es": FORMULA, "en": "Gardens"}, at=NOW)
    block.owner = ada
    session.add(block)
    for number, taken_off in ((1, None), (2, NOW)):
        stored = StoredFile(fingerprint=str(number) * 64, size=2049, kind="pdf")
        session.add(
            FiledDocument(
                project_id=project.id,
                filename=PLANTED + ".pdf" * number,
                about="",
                file=stored,
                person=ada,
                at=NOW,
                removed_at=taken_off,
            )
        )
    session.commit()
    return project


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize("path", OTHERS)
def test_lists_that_are_in_no_menu_are_tables_too(
    admin: Visitor, app: Flask, session: Session, path: str
) -> None:
    project = plant_others(app, session)
    where, column = OTHERS[path]
    page = admin.get(path.format(project=project.id))
    listed = sorted(told(node) for node in page.tree.xpath(where))
    assert FORMULA in "".join(listed), "the page lists what was planted"
    links = page.tree.xpath("//p[contains(., 'Llevarse esta lista')]/a/@href")
    assert len(links) == (4 if "direcciones" in path else 2)
    for link in links[-2:] if path.endswith("?") else links[:2]:
        rows, cells = taken(admin, link)
        found = sorted(told(str(row[column])).removeprefix("'") for row in rows)
        assert found == listed, link
        assert not [cell for row in cells for cell in row if cell.startswith("=")], link


def test_what_such_a_table_tells_besides(
    admin: Visitor, app: Flask, session: Session, planted: None
) -> None:
    project = plant_others(app, session)
    files, _cells = taken(admin, f"/documentos/proyecto/{project.id}/tabla.xlsx")
    assert [(row["Tamaño en kB"], bool(row["Quitado"])) for row in files] == [(3, False), (3, True)]
    (text,), _cells = taken(admin, "/propuestas/biblioteca/tabla.xlsx")
    assert (text["En español"], text["En inglés"]) == (FORMULA, "Gardens")
    keys, _cells = taken(admin, "/direcciones/tabla.xlsx")
    shown = {row["Nombre"]: row["Lo que muestra"] for row in keys}
    assert shown["Tablero"] == "(solo lee)"
    assert shown[PLANTED].endswith("/convocatorias?q=agua")
    (passed,), _cells = taken(admin, "/direcciones/pasadas/tabla.xlsx")
    assert passed["Cómo va"] == "Sin respuesta; vence el 5 de diciembre de 2026"
    officer = Visitor(app).sign_in("luz@ciudad.example")
    for mine in ("/direcciones/tabla.csv", "/direcciones/pasadas/tabla.csv", "/correos/tabla.csv"):
        assert taken(officer, mine)[0] == [], "what is somebody else's stays theirs"
    officer.get("/documentos/proyecto/999/tabla.csv", status=404)


def test_the_month_is_a_table_too(admin: Visitor, planted: None) -> None:
    page = admin.get("/calendario?month=2026-12&q=huertas")
    rows, _cells = taken(admin, page.links()["Excel"])
    assert [(row["Convocatoria"], row["Cierra"].date()) for row in rows] == [
        (PLANTED, date(2026, 12, 10))
    ]
    assert taken(admin, "/calendario/tabla.csv?month=2026-11&q=huertas")[0] == []


def test_whoever_may_not_open_a_page_may_not_take_its_table(
    viewer: Visitor, session: Session
) -> None:
    for path in ("/auditoria", "/correos-que-salen", "/trabajos", "/personas"):
        viewer.get(path, status=403)
        viewer.get(f"{path}/tabla.csv", status=403)
    taken(viewer, "/redes/tabla.csv?q=agua")
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "export.list")).all()
    assert [(one.detail["name"], one.detail["format"]) for one in noted] == [
        ("redes-de-ciudades", "csv")
    ]


def test_only_a_list_with_filters_promises_that_they_help(admin: Visitor) -> None:
    for path, filtered in (("/correos-que-salen", False), ("/novedades", True)):
        page = admin.get(path)
        assert "Caben las primeras 5.000 filas" in page.text
        assert ("con filtros cabe lo que busca" in page.text) == filtered, path


def test_a_strange_address_narrows_nothing_and_breaks_nothing(officer: Visitor) -> None:
    page = officer.get("/redes?table=x&_external=1&_anchor=y&endpoint=z&after=9")
    assert "after" not in (page.links().get("CSV") or "")
    officer.get("/convocatorias?_scheme=x&table=y&kind=convocatoria")


def test_a_table_prints_on_one_page_s_width_and_its_money_is_read(
    officer: Visitor, session: Session
) -> None:
    keep_rates(
        session,
        [NewRate(currency="EUR", day=TODAY, value=Decimal(4500), source="Banco")],
        base="COP",
        today=TODAY,
        person_id=1,
        at=NOW,
    )
    session.commit()
    body = officer.client.get("/tasas/tabla.xlsx").data
    sheet = load_workbook(BytesIO(body)).active
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    (sum_,) = [cell for cell in sheet[2] if cell.value == 4500]
    assert sum_.number_format == "#,##0"
    for cell in sheet[1]:
        assert sheet.column_dimensions[cell.column_letter].width >= len(cell.value) + 4
