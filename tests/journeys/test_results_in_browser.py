"""From a call to a figure of the report, and a loss with its reason, in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    with served(small_agency(tmp_path)) as url:
        context = browser.new_context(base_url=url, locale="es-CO")
        page = context.new_page()
        page.goto("/entrar")
        page.get_by_label("Correo electrónico").fill(PEOPLE[2][0])
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Entrar").click()
        yield page
        context.close()


def go_after(page: Page, call: int) -> None:
    """Take a call and bring it to its funder."""
    page.goto(f"/convocatorias/{call}")
    page.get_by_role("button", name="Asignármela").first.click()
    page.get_by_role("link", name="ver el seguimiento").first.click()
    for stage in ("En formulación", "Avalada", "Presentada"):
        move(page, stage)


def move(page: Page, stage: str, *, why: str = "") -> None:
    page.get_by_label("Pasa a").select_option(label=stage)
    if why:
        page.get_by_label("Por qué termina").select_option(label=why)
    page.get_by_role("button", name="Mover").click()
    expect(page.locator("main .badge").first).to_have_text(stage)


def test_what_is_won_is_in_the_report_and_what_is_lost_says_why(page: Page) -> None:
    go_after(page, 1)
    move(page, "Ganada")
    page.get_by_label("Moneda de los montos").select_option("USD")
    page.get_by_label("Otorgado").fill("120.000")
    page.get_by_label("Relación").select_option(label="Sur-Sur")
    page.get_by_role("button", name="Guardar el resultado").click()
    expect(page.get_by_role("region", name="Resultado")).to_contain_text("120.000 USD")
    go_after(page, 2)
    page.get_by_label("Pasa a").select_option(label="Perdida")
    why = page.get_by_label("Por qué termina").locator("option").nth(1).inner_text()
    move(page, "Perdida", why=why)
    page.goto("/resultados")
    figures = page.get_by_role("region", name="Cifras")
    expect(figures).to_contain_text("120.000 USD")
    expect(page.get_by_role("region", name="Lo que se perdió")).to_contain_text(why)
    expect(page.get_by_role("img", name="País del cooperante")).to_have_count(1)
    for width in (1280, 360, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    with page.expect_download() as book:
        page.get_by_role("link", name="Informe en Excel").click()
    assert book.value.suggested_filename == "resultados-2026.xlsx"
