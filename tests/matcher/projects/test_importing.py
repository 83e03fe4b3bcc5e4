"""Importing a bank: what is new, what changed, what is refused and why; and back out again."""

import io
import resource
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from sqlalchemy import event, select

from matcher.audit.models import AuditEntry
from matcher.errors import Conflict
from matcher.projects.applying import apply_import
from matcher.projects.exporting import export_csv, export_xlsx, rejected_xlsx
from matcher.projects.importing import plan_import
from matcher.projects.models import MONEY, Project, currency_of
from matcher.projects.queries import refresh_index
from matcher.projects.tables.files import read_table
from matcher.tags.models import Tag, ThematicLine

AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LATER = AT + timedelta(days=1)
SAMPLE = files("matcher.projects").joinpath("sample", "banco-de-proyectos.xlsx")
LINES = {
    "desarrollo-economico",
    "desarrollo-social",
    "educacion-cultura",
    "ecociudad",
    "gobernanza-paz",
}


def table(*rows: list[object]):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_table(out.getvalue(), "banco.xlsx")


def put(session, *rows: list[object], at: datetime = AT):
    plan = plan_import(session, table(*rows))
    return plan, apply_import(session, plan, by=None, at=at)


def bank(session) -> list[Project]:
    return list(session.scalars(select(Project).order_by(Project.id)))


def tags(session, project: Project) -> set[tuple[str, str]]:
    return {
        (tag.scheme, tag.code)
        for tag in session.scalars(select(Tag).where(Tag.subject_id == project.id))
        if tag.assigned
    }


def test_the_sample_bank_goes_in_whole(session) -> None:
    plan = plan_import(session, read_table(SAMPLE.read_bytes(), SAMPLE.name))
    assert plan.problems == ()
    result = apply_import(session, plan, by=None, at=AT)
    assert (result.new, result.rejected) == (30, 0)
    projects = bank(session)
    assert {
        tag[1] for project in projects for tag in tags(session, project) if tag[0] == "line"
    } == LINES
    assert {tag[1] for p in projects for tag in tags(session, p) if tag[0] == "ods"} >= {"1", "17"}
    assert {project.currency for project in projects} == {"COP", "USD", "EUR", None}
    assert all(project.department for project in projects)
    assert len(session.scalars(select(AuditEntry)).all()) == 30


@pytest.mark.parametrize("write", [export_xlsx, export_csv])
def test_exporting_and_importing_again_changes_nothing(session, write) -> None:
    apply_import(
        session, plan_import(session, read_table(SAMPLE.read_bytes(), "b")), by=None, at=AT
    )
    content = write(session, bank(session))
    again = plan_import(session, read_table(content, "banco"))
    assert again.counts() == {"new": 0, "changed": 0, "same": 30, "rejected": 0}
    assert [c for row in again.rows for c in row.changes] == []


def test_bad_rows_are_told_and_good_rows_go_in(session) -> None:
    plan, result = put(
        session,
        ["Nombre del proyecto", "Costo total", "Moneda", "ODS", "Fecha de inicio"],
        ["Bueno", 5_000_000, "COP", "4; 11", "15/02/2027"],
        ["Malo", "mil millones", "COP", "4", None],
        [None, 3, "COP", None, None],
        ["Peor", 7, "pesos", "18", "2027"],
    )
    assert result.new == 1
    assert result.rejected == 3
    assert [project.name for project in bank(session)] == ["Bueno"]
    assert [problem.text for problem in plan.problems] == [
        "Fila 3, columna «Costo total»: «mil millones» no es un número. Escriba solo la cifra, por"
        " ejemplo 1000000000.",
        "Fila 4, columna «Nombre del proyecto»: está vacía. Escriba el nombre del proyecto.",
        "Fila 5, columna «Moneda»: «pesos» puede ser la moneda de varios países. Escriba COP, USD"
        " o EUR.",
        "Fila 5, columna «ODS»: «18» no es un ODS: van del 1 al 17. Escriba por ejemplo 4; 11.",
        "Fila 5, columna «Fecha de inicio»: «2027» no es una fecha completa. Escriba día, mes y"
        " año, por ejemplo 15/02/2027.",
    ]


def test_rejected_rows_come_back_to_be_corrected(session) -> None:
    plan, _ = put(
        session, ["Proyecto", "Costo total"], ["A", "=2+2"], ["B", "por definir"], ["C", 4]
    )
    content = rejected_xlsx(plan)
    sheet = load_workbook(io.BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == ["Qué corregir", "Proyecto", "Costo total"]
    assert sheet.max_row == 3
    assert "«por definir» no es un número" in sheet.cell(3, 1).value
    corrected = read_table(content)
    assert corrected.headings[1:] == ("Proyecto", "Costo total")
    again = plan_import(session, corrected)
    assert again.counts() == {"new": 0, "changed": 0, "same": 0, "rejected": 2}
    assert "Qué corregir" not in {name for row in again.rows for name in row.reading.extra}


def test_a_project_is_known_by_code_else_by_name_and_department(session) -> None:
    heads = ["Código", "Nombre del proyecto", "Secretaría", "Resumen"]
    put(
        session,
        heads,
        ["P-1", "Uno", "Salud", "a"],
        [None, "Dos", "Salud", "b"],
        [None, "Dos", "Paz", "c"],
    )
    plan, result = put(
        session,
        heads,
        ["p-1", "Uno renombrado", "Salud", "a"],
        [None, "DOS", "salud", "nuevo"],
        [None, "Dos", None, "¿cuál?"],
        ["P-9", "Uno", "Salud", "otro"],
        at=LATER,
    )
    assert [row.outcome for row in plan.rows] == ["changed", "changed", "rejected", "new"]
    assert "hay 2 proyectos llamados «Dos»" in plan.problems[0].text
    assert result.changed == 2
    assert [(p.code, p.name, p.version) for p in bank(session)][:2] == [
        ("p-1", "Uno renombrado", 2),
        (None, "DOS", 2),
    ]


def test_a_row_repeated_in_the_table_is_refused(session) -> None:
    plan, result = put(
        session, ["Código", "Proyecto"], ["1", "A"], ["1", "B"], [None, "C"], [None, "c"]
    )
    assert result.new == 2
    assert [problem.text.split(".")[0] for problem in plan.problems] == [
        "Fila 3: «B» ya está antes (Fila 2)",
        "Fila 5: «c» ya está antes (Fila 4)",
    ]


def test_an_empty_cell_erases_nothing_and_unknown_columns_are_kept(session) -> None:
    put(session, ["Proyecto", "Resumen", "Interventor"], ["A", "dice", "Ana"])
    plan, _ = put(session, ["Proyecto", "Resumen", "Avance"], ["A", None, 0.5], at=LATER)
    (project,) = bank(session)
    assert project.summary == "dice"
    assert project.extra == {"Interventor": "Ana", "Avance": "0.5"}
    assert plan.warnings == ("La columna «Avance» no se reconoce; se guarda tal como está.",)
    content = export_csv(session, [project])
    assert plan_import(session, read_table(content)).counts()["same"] == 1


def test_an_agency_that_edited_its_lines_is_asked_for_those(session) -> None:
    session.query(ThematicLine).delete()
    session.add(
        ThematicLine(
            code="agua", position=0, name="Agua para la vida", description="", words=[], ods={}
        )
    )
    session.flush()
    plan, _ = put(session, ["Proyecto", "Línea"], ["A", "agua para la vida"], ["B", "Ecociudad"])
    assert tags(session, bank(session)[0]) == {("line", "agua")}
    assert "Elija entre: Agua para la vida." in plan.problems[0].text


def money(session) -> dict[str, list[tuple[Decimal | None, str | None]]]:
    """Of each project its three amounts, each with its currency."""
    return {
        p.name: [(getattr(p, name), getattr(p, currency_of(name))) for name in MONEY]
        for p in bank(session)
    }


def test_a_currency_is_never_lent_from_one_cell_to_another(session) -> None:
    heads = ["Proyecto", "Costo total", "Monto solicitado", "Contrapartida", "Moneda"]
    plan, _ = put(
        session,
        heads,
        ["Sin", 10, 5, None, None],
        ["Celda", 1_200_000_000, "USD 250.000", None, None],
        ["Dos", "COP 10", "EUR 5", "7", None],
        ["Columna", 10, 5, None, "COP"],
        ["Choca", "COP 10", 5, None, "USD"],
    )
    assert money(session) == {
        "Sin": [(10, None), (5, None), (None, None)],
        "Celda": [(1_200_000_000, None), (250_000, "USD"), (None, None)],
        "Dos": [(10, "COP"), (5, "EUR"), (7, None)],
        "Columna": [(10, "COP"), (5, "COP"), (None, None)],
    }
    asked = {int(text[5]): text for text in plan.warnings if "en qué moneda" in text}
    assert asked.keys() == {2, 3, 4}
    assert "«Costo total» y «Monto solicitado» no dicen" in asked[2]
    assert "«Costo total» no dice" in asked[3]
    assert "«Contrapartida» no dice" in asked[4]
    assert "Escríbala junto a la cifra" in asked[4]
    (refused,) = plan.problems
    assert "hay dos monedas para «Costo total»" in refused.text
    assert "deje vacía «Moneda»" in refused.text
    stated, _ = put(session, ["Proyecto", "Costo total (COP)", "Contrapartida"], ["Título", 3, 2])
    assert stated.rows[0].reading.values == {
        "name": "Título",
        "total_cost": 3,
        "total_cost_currency": "COP",
        "counterpart": 2,
    }


def test_sums_in_two_currencies_are_not_told_to_be_larger_than_one_another(session) -> None:
    plan, _ = put(
        session,
        ["Proyecto", "Costo total", "Monto solicitado"],
        ["A", "USD 10", "COP 20"],
        ["B", "USD 10", "USD 20"],
    )
    assert [text for text in plan.warnings if "es mayor" in text] == [
        "Fila 3: el monto solicitado es mayor que el costo total."
    ]


def test_the_currency_column_alone_speaks_of_a_project_without_amounts(session) -> None:
    put(session, ["Proyecto", "Moneda"], ["A", "COP"])
    assert bank(session)[0].currency == "COP"
    plan, _ = put(session, ["Proyecto", "Costo total"], ["A", "USD 9"], at=LATER)
    (row,) = plan.of("changed")
    assert [(change.heading, change.before, change.after) for change in row.changes] == [
        ("Costo total", None, 9),
        ("Costo total: moneda", "COP", "USD"),
    ]
    assert bank(session)[0].currency == "USD"


@pytest.mark.parametrize("write", [export_xlsx, export_csv])
def test_amounts_in_several_currencies_survive_the_round_trip(session, write) -> None:
    put(
        session,
        ["Proyecto", "Costo total", "Monto solicitado", "Contrapartida"],
        ["A", 1_200_000_000.5, "USD 250.000,25", None],
        ["B", "COP 1", "COP 2", "EUR 3"],
        ["C", "COP 1", None, "COP 3"],
    )
    before = money(session)
    exported = read_table(write(session, bank(session)), f"b.{write.__name__[7:]}")
    again = plan_import(session, exported)
    assert again.counts() == {"new": 0, "changed": 0, "same": 3, "rejected": 0}
    for project in bank(session):
        session.delete(project)
    session.flush()
    apply_import(session, plan_import(session, exported), by=None, at=LATER)
    assert money(session) == before


def test_a_column_in_millions_is_read_in_units_and_told(session) -> None:
    plan, _ = put(
        session,
        ["Proyecto", "Costo total (millones COP)", "Contrapartida en miles de pesos"],
        ["A", 346.5, 1200],
        ["B", "346 millones", None],
        ["C", 4_200_000_000, None],
    )
    assert {name: [found[0], found[2]] for name, found in money(session).items()} == {
        "A": [(346_500_000, "COP"), (1_200_000, None)],
        "B": [(346_000_000, "COP"), (None, None)],
    }
    assert "parece escrito en pesos" in plan.problems[0].text
    assert any("se multiplicaron por 1.000.000" in text for text in plan.warnings)


def test_a_duration_in_years_becomes_months(session) -> None:
    put(session, ["Proyecto", "Horizonte (años)"], ["A", 3], ["B", "18 meses"], ["C", "2 años"])
    assert [project.duration_months for project in bank(session)] == [36, 18, 24]


def test_lines_and_ods_of_a_table_count_as_said_by_a_person(session) -> None:
    put(session, ["Proyecto", "Línea temática", "ODS"], ["A", "Desarrollo social", "4; 11"])
    (project,) = bank(session)
    assert tags(session, project) == {("line", "desarrollo-social"), ("ods", "4"), ("ods", "11")}
    put(session, ["Proyecto", "ODS"], ["A", "4; 5"], at=LATER)
    assert tags(session, project) == {("line", "desarrollo-social"), ("ods", "4"), ("ods", "5")}
    no = session.scalars(select(Tag).where(Tag.code == "11")).one()
    assert (no.origin, no.assigned) == ("person", False)


def test_what_a_model_said_stays_the_models_where_the_table_agrees(session) -> None:
    put(session, ["Proyecto"], ["A"])
    (project,) = bank(session)
    session.add(
        Tag(
            subject_type="project",
            subject_id=project.id,
            scheme="ods",
            code="6",
            score=0.8,
            assigned=True,
            evidence=[],
            origin="model",
            at=AT,
        )
    )
    session.flush()
    plan, _ = put(session, ["Proyecto", "ODS"], ["A", 6], at=LATER)
    assert plan.counts()["same"] == 1
    put(session, ["Proyecto", "ODS"], ["A", "6; 7"], at=LATER)
    origins = {tag.code: tag.origin for tag in session.scalars(select(Tag))}
    assert origins == {"6": "model", "7": "person"}


def test_a_change_made_meanwhile_is_not_overwritten(session) -> None:
    put(session, ["Proyecto", "Resumen"], ["A", "uno"])
    plan = plan_import(session, table(["Proyecto", "Resumen"], ["A", "dos"]))
    bank(session)[0].version += 1
    session.flush()
    with pytest.raises(Conflict, match="A"):
        apply_import(session, plan, by=None, at=LATER)


def test_text_that_looks_like_a_formula_stays_text(session) -> None:
    danger = ['=HYPERLINK("http://x")', "+57 604", "-5", "@suma", "'=ya"]
    session.add_all(
        Project(
            name=f"P{i}",
            summary=text,
            extra={"Nota": text},
            created_at=AT,
            updated_at=AT,
            confirmed_at=AT,
        )
        for i, text in enumerate(danger)
    )
    session.flush()
    projects = bank(session)
    sheet = load_workbook(io.BytesIO(export_xlsx(session, projects))).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    text = export_csv(session, projects).decode("utf-8-sig")
    assert ";=" not in text
    assert ";+" not in text
    for content in (export_xlsx(session, projects), export_csv(session, projects)):
        assert plan_import(session, read_table(content)).counts()["same"] == len(danger)


TEXT = st.text(
    alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]),
    min_size=1,
    max_size=30,
).filter(lambda text: text.strip() == text and text.strip("'") != "" and not text.startswith("#"))


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    name=TEXT,
    summary=st.none() | TEXT,
    cost=st.none() | st.decimals(0, 10**12, places=2),
    count=st.none() | st.integers(0, 10**6),
    start=st.none() | st.dates(date(2000, 1, 1), date(2099, 1, 1)),
    extra=st.dictionaries(st.just("Nota"), TEXT),
)
def test_any_project_survives_the_round_trip(
    session, name, summary, cost, count, start, extra
) -> None:
    with session.begin_nested() as point:
        project = Project(
            name=name,
            summary=summary,
            total_cost=cost,
            beneficiary_count=count,
            starts_on=start,
            extra=extra,
            created_at=AT,
            updated_at=AT,
            confirmed_at=AT,
        )
        session.add(project)
        session.flush()
        for write in (export_xlsx, export_csv):
            plan = plan_import(session, read_table(write(session, [project]), "banco"))
            assert plan.counts()["same"] == 1, [row.changes for row in plan.rows]
        point.rollback()


def test_the_sample_bank_looks_like_a_form_to_fill() -> None:
    book = load_workbook(io.BytesIO(SAMPLE.read_bytes()))
    sheet = book["Banco de proyectos"]
    assert sheet.freeze_panes == "C2"
    assert sheet["A1"].font.bold
    assert len(sheet.data_validations.dataValidation) == 6
    assert book["Cómo llenar"].max_row > 26
    assert book["Listas"].sheet_state == "hidden"


def large_bank(rows: int) -> list[list[object]]:
    """A bank in which three rows of a hundred cannot be read."""
    made: list[list[object]] = [["Código", "Nombre del proyecto", "Resumen", "Costo total", "ODS"]]
    for n in range(rows):
        cost = "mucho" if n % 33 == 0 else 1_000_000 + n
        made.append([f"P{n}", f"Parque de la ribera {n}", "Árboles y senderos. " * 12, cost, "11"])
    return made


def test_a_larger_bank_is_indexed_in_few_statements_and_its_progress_is_told(
    engine, session
) -> None:
    """What is written a row at a time took a minute for each thousand rows."""
    told: list[tuple[int, int]] = []
    found = table(*large_bank(1_200))
    plan = plan_import(session, found, done=lambda *so_far: told.append(so_far))
    assert told[0] == (100, 1_200)
    assert told[-1] == (1_200, 1_200)
    result = apply_import(session, plan, by=None, at=AT)
    assert (result.new, result.rejected) == (1_163, 37)
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert refresh_index(session) == 1_163
    assert len(statements) < 20


@pytest.mark.slow
def test_ten_thousand_rows_with_three_hundred_bad_ones_take_less_than_a_minute(session) -> None:
    def used() -> float:
        kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        usages = [resource.getrusage(kind) for kind in kinds]
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)

    began = used()
    plan, result = put(session, *large_bank(10_000))
    refresh_index(session)
    rejected_xlsx(plan)
    assert (result.new, result.rejected) == (9_696, 304)
    assert used() - began < 60
