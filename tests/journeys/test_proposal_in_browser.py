"""The proposal as an officer makes it, in a real browser against a real server."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from matcher.projects.models import Project
from tests.journeys.conftest import served, small_agency
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
VECTORS = Path(__file__).parents[1] / "proposals" / "counting.json"


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return small_agency(tmp_path, agency_name="Agencia de prueba")


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, accept_downloads=True)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    sign_in(page, "luz@ciudad.example")
    yield page
    context.close()
    assert problems == []


def sign_in(page: Page, email: str) -> None:
    page.goto("/entrar")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    expect(page.locator("h1")).not_to_have_text("Entrar")


def begin(page: Page) -> None:
    page.goto("/propuestas/nueva?project=1&call=1")
    page.locator("main form button").click()  # «Empezar», or «Empezar otra de todos modos»
    expect(page.locator(".task-list > li")).to_have_count(10)


def saved(page: Page, field: str) -> None:
    expect(page.locator(f"#{field} [data-status]").first).to_contain_text(
        "Guardado 12:00", timeout=20_000
    )


def arrived(page: Page) -> None:
    """Wait until nothing is left in the browser that the server does not have."""
    waiting = "Object.keys(localStorage).filter(key => key.startsWith('puente:'))"
    for _ in range(100):
        if page.evaluate(waiting) == []:
            return
        page.wait_for_timeout(200)
    raise AssertionError(page.evaluate(waiting))


def test_two_steps_written_reloaded_and_printed_in_word(page: Page, tmp_path: Path) -> None:
    begin(page)
    page.locator(".task-list a").nth(2).click()
    page.fill("#campo-necesidades", "Faltan filtros & «formación»\ny más <b>cosas</b>.")
    saved(page, "necesidades")
    expect(page.locator("#necesidades [data-count]")).to_have_text("7")
    page.goto("/propuestas/1/gobernanza")
    page.get_by_role("button", name="Agregar riesgo").click()
    page.get_by_label("Qué puede pasar").fill("Una creciente")
    page.get_by_label("Probabilidad").select_option("alta")
    arrived(page)
    page.reload()
    expect(page.get_by_label("Qué puede pasar")).to_have_value("Una creciente")
    page.goto("/propuestas/1/necesidad")
    expect(page.locator("#campo-necesidades")).to_have_value(
        "Faltan filtros & «formación»\ny más <b>cosas</b>."
    )
    page.goto("/propuestas/1/documentos")
    page.get_by_role("button", name=re.compile("Word ?: Propuesta completa")).click()
    expect(page.locator("a[download]").first).to_be_visible(timeout=90_000)
    with page.expect_download() as waiting:
        page.locator("a[download]").first.click()
    target = tmp_path / "propuesta.docx"
    waiting.value.save_as(target)
    body = Document(str(target)).element.body
    text = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    assert "Faltan filtros & «formación»" in text
    assert "y más <b>cosas</b>." in text


def test_two_tabs_on_one_field_show_both_texts(page: Page) -> None:
    begin(page)
    other = page.context.new_page()
    for one in (page, other):
        one.goto("/propuestas/1/necesidad")
    page.fill("#campo-lecciones", "Lo de una")
    saved(page, "lecciones")
    other.fill("#campo-lecciones", "Lo de otra")
    clash = other.locator("#lecciones .clash")
    expect(clash).to_contain_text("Lo de una")
    clash.get_by_role("button", name="Juntar los dos").click()
    expect(clash).to_have_count(0)
    saved(other, "lecciones")
    page.reload()
    expect(page.locator("#campo-lecciones")).to_have_value("Lo de una\n\nLo de otra")


def test_two_tabs_of_one_person_that_close_unsent_keep_both_texts(page: Page) -> None:
    begin(page)
    tabs = [page.context.new_page() for _ in range(2)]
    for tab, text in zip(tabs, ("Lo de una", "Lo de otra"), strict=True):
        tab.route("**/respuestas/**", lambda route: route.abort())
        tab.goto("/propuestas/1/necesidad")
        tab.fill("#campo-lecciones", text)
        told = tab.locator("#lecciones [data-status]")
        expect(told).to_contain_text("guardado en este equipo")
    for tab in tabs:
        tab.close()
    page.goto("/propuestas/1/necesidad")
    clash = page.locator("#lecciones .clash")
    expect(clash).to_contain_text("Lo de", timeout=20_000)
    first = clash.locator(".pre").inner_text()
    page.locator("#campo-lecciones").press_sequentially(", y más escrito con la caja abierta")
    second = page.input_value("#campo-lecciones")
    assert {first, second.partition(",")[0]} == {"Lo de una", "Lo de otra"}
    clash.get_by_role("button", name="Juntar los dos").click()
    saved(page, "lecciones")
    arrived(page)
    page.reload()
    expect(page.locator("#campo-lecciones")).to_have_value(f"{first}\n\n{second}")


NO_ROOM = "Storage.prototype.setItem = function () { throw new DOMException('full'); };"
NOT_ALLOWED = (
    "Object.defineProperty(window, 'localStorage', { get() {"
    " throw new DOMException('not allowed', 'SecurityError'); } });"
)


@pytest.mark.parametrize("keeping", [NO_ROOM, NOT_ALLOWED], ids=["full", "blocked"])
def test_a_browser_that_keeps_nothing_still_sends_and_says_so(page: Page, keeping: str) -> None:
    begin(page)
    page.add_init_script(keeping)
    page.route("**/respuestas/**", lambda route: route.abort())
    page.goto("/propuestas/1/necesidad")
    page.fill("#campo-lecciones", "Sin sitio")
    told = page.locator("#lecciones [data-status]")
    expect(told).to_contain_text("no puede guardar una copia")
    page.unroute("**/respuestas/**")
    saved(page, "lecciones")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#campo-lecciones")).to_have_value("Sin sitio")


def test_the_enter_key_accepts_no_offer_and_two_people_meet_in_one_row(
    page: Page, browser: Browser, site: str, app: Flask
) -> None:
    begin(page)
    with app.extensions["puente"].sessions() as session:
        project = session.get_one(Project, 1)
        project.name, project.version = "Un nombre más nuevo", project.version + 1
        session.commit()
    page.goto("/propuestas/1/interes")
    expect(page.locator("#titulo .notice")).to_contain_text("Un nombre más nuevo")
    mine = page.input_value("#campo-titulo")
    page.locator("#campo-acronimo").press("Enter")
    expect(page.locator("#campo-titulo")).to_have_value(mine)
    expect(page.locator("#titulo .notice")).to_contain_text("Un nombre más nuevo")
    page.get_by_role("button", name="Agregar persona").click()
    page.get_by_label("Nombre").fill("Ana Ejemplo")
    arrived(page)
    other = browser.new_context(base_url=site).new_page()
    sign_in(other, "dir@ciudad.example")
    other.goto("/propuestas/1/interes")
    expect(page.locator("[data-presence]")).to_contain_text("Dina Prueba", timeout=45_000)
    other.get_by_label("Cargo").fill("Ingeniera")
    arrived(other)
    page.get_by_label("Qué hará en el proyecto").fill("Dirige")
    arrived(page)
    expect(page.get_by_label("Cargo")).to_have_value("Ingeniera")
    other.reload()
    expect(other.get_by_label("Qué hará en el proyecto")).to_have_value("Dirige")
    other.goto("/propuestas/1/proceso")
    other.get_by_role("button", name="Pedir el aval").click()
    other.get_by_label("Razón o condiciones").fill("Conviene")
    other.get_by_role("button", name="Conceder el aval").click()
    page.fill("#campo-motivacion", "Tarde")
    expect(page.locator("#motivacion [data-status]")).to_contain_text("cerrada por Dina Prueba")
    other.context.close()


def test_what_did_not_arrive_is_kept_in_the_browser_and_sent_later(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/necesidad")
    page.context.set_offline(True)
    page.fill("#campo-lecciones", "Escrito sin red")
    expect(page.locator("#lecciones [data-status]")).to_contain_text("guardado en este equipo")
    page.context.set_offline(False)
    saved(page, "lecciones")
    arrived(page)


def test_a_closed_tab_loses_nothing(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/necesidad")
    page.route("**/respuestas/**", lambda route: route.abort())
    page.fill("#campo-lecciones", "Cerré sin querer")
    expect(page.locator("#lecciones [data-status]")).to_contain_text("guardado en este equipo")
    other = page.context.new_page()
    page.close()
    other.goto("/propuestas/1/necesidad")
    expect(other.locator("#campo-lecciones")).to_have_value("Cerré sin querer")
    saved(other, "lecciones")


def test_an_ended_session_keeps_the_text_and_says_so(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/necesidad")
    page.context.clear_cookies()
    page.fill("#campo-lecciones", "Con la sesión vencida")
    expect(page.locator("#lecciones [data-status]")).to_contain_text("Su sesión terminó")
    again = page.context.new_page()
    sign_in(again, "luz@ciudad.example")
    again.close()
    saved(page, "lecciones")


def test_a_removed_row_comes_back_with_undo(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/interes")
    page.get_by_role("button", name="Agregar persona").click()
    page.get_by_label("Nombre").fill("Ana Ejemplo")
    expect(page.locator("#equipo [data-status]").first).to_contain_text("Guardado")
    page.locator("#equipo").get_by_role("button", name="Quitar").click()
    arrived(page)
    page.get_by_role("button", name="Deshacer").click()
    arrived(page)
    page.reload()
    expect(page.get_by_label("Nombre")).to_have_value("Ana Ejemplo")


PASTE = """([where, text]) => {
    const input = document.querySelector(where);
    input.focus();
    const data = new DataTransfer();
    data.setData("text/plain", text);
    input.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
BLOCK = (
    'Viajes\t"Pasajes\ny ""viáticos"""\t2\tviaje\t1.234,5\t1,125\tOtro financiador\t2027\n'
    "Equipos y suministros\tFiltros\tSembrar\tunidad\t3\t20\tUniversidad\t2028\n"
)


def test_a_block_of_excel_is_pasted_undone_moved_and_kept(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/objetivos")
    page.get_by_role("button", name="Agregar actividad").click()
    page.keyboard.press("Tab")
    page.keyboard.type("Medir")
    page.keyboard.press("Enter")  # the last row: a new one, in the same column
    page.keyboard.type("Sembrar")
    arrived(page)
    page.get_by_role("button", name="Agregar fuente").click()
    page.keyboard.type("Universidad")
    arrived(page)
    page.get_by_role("button", name="Agregar renglón").click()
    lines = page.locator("#presupuesto [data-list] tr")
    first = "#presupuesto [data-list] tr select"
    page.evaluate(PASTE, [first, BLOCK])
    asked = page.locator("#presupuesto .error")
    expect(asked).to_contain_text("¿Es 1125 o 1,125?", timeout=20_000)
    expect(page.locator("[data-total]").nth(1)).to_have_text("60", timeout=20_000)
    page.locator("#presupuesto").get_by_role("button", name="Deshacer").click()
    expect(lines).to_have_count(1)
    page.evaluate(PASTE, [first, BLOCK])
    expect(asked).to_have_count(1, timeout=20_000)
    lines.first.get_by_label("Valor unitario").fill("1125")
    expect(asked).to_have_count(0, timeout=20_000)
    arrived(page)
    other = page.context.new_page()
    other.goto("/propuestas/1/objetivos")
    page.locator("#actividades [data-list] tr").first.locator("[name$=texto]").focus()
    page.keyboard.press("Alt+Shift+ArrowDown")
    meant = lines.first.get_by_label("Actividad").locator("option:checked")
    expect(meant).to_have_text("1. Sembrar")
    other.locator("#presupuesto [data-list] tr").first.get_by_label("Unidad").fill("tiquete")
    arrived(other)
    page.reload()
    expect(meant).to_have_text("1. Sembrar")
    expect(lines.first.get_by_label("Unidad")).to_have_value("tiquete")
    expect(lines.first.get_by_label("Concepto")).to_have_value('Pasajes y "viáticos"')
    expect(lines.first.get_by_label("Valor unitario")).to_have_value("1125")
    paid = page.get_by_label("Quién lo paga").locator("option:checked")
    expect(paid).to_have_text(["Otro financiador", "1. Universidad"])
    expect(page.locator("[data-total]")).to_have_text(["1.388.812,5", "60"])


def test_the_page_counts_as_the_server_does(page: Page) -> None:
    begin(page)
    page.goto("/propuestas/1/interes")
    for vector in json.loads(VECTORS.read_text(encoding="utf-8")):
        for unit in ("characters", "characters-no-spaces", "words", "pages"):
            counted = page.evaluate("([t, u]) => puenteCount(t, u)", [vector["text"], unit])
            assert counted == vector[unit], (vector, unit)


@pytest.mark.parametrize("width", [360, 1280])
def test_no_step_is_wider_than_the_screen(page: Page, width: int) -> None:
    begin(page)
    page.set_viewport_size({"width": width, "height": 800})
    for slug in ("interes", "objetivos", "gobernanza", "aplicar"):
        page.goto(f"/propuestas/1/{slug}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, slug
