"""From a call somebody comes upon to its line in the report of the year, and one that is lost.

Whoever does it has a keyboard and no mouse; or a browser that runs no script.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.conftest import served, small_agency
from tests.journeys.hands import Hand, Keys, Mouse, has_the_focus
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
WATER = "Agua y saneamiento para ciudades intermedias"
PROJECT = "Acueductos comunitarios de ladera"
SOUTH = "Cooperación técnica Sur-Sur"
STOPS = 480
"""Tabs of the officer for all of it, some twenty-five pages: 411 and 363 were needed."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    with served(small_agency(tmp_path, iati_identifier="CO-XYZ-1")) as url:
        yield url


@contextmanager
def signed_in(browser: Browser, site: str, who: str, *, width: int, keys: bool) -> Iterator[Hand]:
    context = browser.new_context(
        base_url=site,
        locale="es-CO",
        viewport={"width": width, "height": 800},
        java_script_enabled=keys,
        accept_downloads=True,
    )
    page = context.new_page()
    hand: Hand = Keys(page) if keys else Mouse(page)
    page.goto("/entrar")
    hand.write(page.get_by_label("Correo electrónico"), f"{who}@ciudad.example")
    hand.write(page.get_by_label("Contraseña"), PASSWORD)
    hand.press(button(page, "Entrar"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hoy")
    yield hand
    context.close()


def button(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("button", name=name, exact=True).first


def link(page: Page, name: str) -> Locator:
    return page.locator("main").get_by_role("link", name=name).first


def told(hand: Hand, words: str) -> None:
    """What was done is said where the focus is, so that nobody begins again at the menu."""
    said = hand.page.locator("main > .notice").first
    expect(said).to_contain_text(words)
    has_the_focus(hand.page, said)


def move(hand: Hand, stage: str, *, why: str = "") -> None:
    page = hand.page
    hand.choose(page.get_by_label("Pasa a"), stage)
    if why:
        hand.choose(page.get_by_label("Por qué termina"), why)
    hand.press(button(page, "Mover"))
    told(hand, f"Ahora está en «{stage}».")
    expect(page.locator("main .badge").first).to_have_text(stage)


@pytest.mark.parametrize(("keys", "width"), [(True, 1280), (True, 360), (False, 360)])
def test_a_call_is_won_and_another_lost(
    browser: Browser, site: str, keys: bool, width: int
) -> None:
    with signed_in(browser, site, "luz", width=width, keys=keys) as luz:
        pursue(luz)
        propose(luz)
        with signed_in(browser, site, "dir", width=width, keys=keys) as director:
            endorse(director)
        send(luz)
        win(luz)
        why = lose(luz)
        report(luz, why)
        assert getattr(luz, "stops", 0) < STOPS


def pursue(hand: Hand) -> None:
    """Come upon a call, take it for a project, put the office's own day on it."""
    page = hand.page
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Coincidencias"))
    hand.skip()
    hand.press(link(page, WATER))
    hand.skip()
    hand.press(button(page, "Asignármela"))
    told(hand, "Es suya.")
    hand.press(link(page, "ver el seguimiento"))
    hand.skip()
    hand.choose(page.get_by_label("Fecha nuestra"), "Firma")
    hand.put_day(page.get_by_label("Día", exact=True), date(2026, 11, 26))
    hand.press(button(page, "Guardar la fecha"))
    told(hand, "Guardada.")
    expect(page.get_by_role("row", name="Firma")).to_contain_text("6 días")


def propose(hand: Hand) -> None:
    """Begin the proposal, write in a step of it, ask for the endorsement."""
    page = hand.page
    hand.press(link(page, "Empezar propuesta"))
    hand.skip()
    hand.press(button(page, "Empezar"))
    hand.press(page.locator(".task-list a").nth(2))
    hand.skip()
    hand.write(page.locator("#campo-necesidades"), "Falta agua en la ladera.")
    hand.press(button(page, "Guardar y seguir"))
    expect(page.get_by_text("Paso 4 de 10")).to_be_visible()
    hand.press(page.locator("main .crumbs a").last)
    hand.skip()
    hand.press(link(page, "Revisión, aval y envío"))
    hand.skip()
    hand.press(button(page, "Pedir el aval"))
    told(hand, "Hecho.")


def endorse(hand: Hand) -> None:
    page = hand.page
    hand.skip()
    hand.press(page.get_by_role("region", name="Espera por usted").get_by_role("link").first)
    hand.skip()
    hand.press(page.locator("main .notice a").first)
    hand.skip()
    hand.press(link(page, "Revisión, aval y envío"))
    hand.skip()
    hand.write(page.get_by_label("Razón o condiciones"), "Conviene a la ciudad.")
    hand.press(button(page, "Conceder el aval"))
    told(hand, "Hecho.")


def send(hand: Hand) -> None:
    page = hand.page
    page.reload()
    hand.skip()
    hand.write(page.get_by_label("Número de radicado"), "RAD-1")
    asked = page.get_by_label("Monto solicitado")
    hand.write(asked, "150.000 EUR")
    hand.press(page.get_by_role("button", name="Registrar que ya se envió así"))
    told(hand, "Envío registrado.")


def win(hand: Hand) -> None:
    page = hand.page
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Seguimiento").first)
    hand.skip()
    hand.press(page.locator("[data-column=submitted]").get_by_role("link", name=WATER))
    hand.skip()
    move(hand, "Ganada")
    form = page.get_by_role("region", name="Resultado")
    hand.choose(form.get_by_label("Moneda de los montos"), "USD")
    hand.write(form.get_by_label("Solicitado"), "150.000 EUR")
    hand.write(form.get_by_label("Otorgado"), "120.000")
    hand.choose(form.get_by_label("Relación"), "Sur-Sur")
    hand.press(button(page, "Guardar el resultado"))
    told(hand, "Guardado.")
    expect(form).to_contain_text("120.000 USD")
    expect(form).to_contain_text("150.000 EUR")


def lose(hand: Hand) -> str:
    page = hand.page
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Convocatorias"))
    hand.skip()
    hand.press(link(page, SOUTH))
    hand.skip()
    hand.press(button(page, "Asignármela"))
    told(hand, "Es suya.")
    hand.press(link(page, "ver el seguimiento"))
    hand.skip()
    for stage in ("En formulación", "Presentada"):
        move(hand, stage)
    why = page.get_by_label("Por qué termina").locator("option").nth(1).inner_text()
    hand.choose(page.get_by_label("Pasa a"), "Perdida")
    hand.press(button(page, "Mover"))
    has_the_focus(page, page.locator(".error-summary"))
    move(hand, "Perdida", why=why)
    return why


def report(hand: Hand, why: str) -> None:
    """The page of the year and the three files name both, with the sum."""
    page = hand.page
    hand.press(page.get_by_text("Más", exact=True).first, stays=True)
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Resultados"))
    hand.skip()
    expect(page.get_by_role("region", name="Cifras")).to_contain_text("120.000 USD")
    expect(page.get_by_role("row", name=WATER)).to_contain_text("120.000 USD")
    expect(page.get_by_role("region", name="Lo que se perdió")).to_contain_text(why)
    book = load_workbook(BytesIO(taken(hand, "Informe en Excel")))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any(WATER in row and 120_000 in row for row in rows)
    assert any(SOUTH in row and why in row for row in rows)
    document = Document(BytesIO(taken(hand, "Informe en Word")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any(WATER in text for text in cells)
    assert any("120.000 USD" in text.replace("\u00a0", " ") for text in cells)
    tree = etree.fromstring(taken(hand, "Archivo IATI"))
    assert tree.xpath("//iati-activity/title/narrative/text()") == [WATER]
    assert tree.xpath("//value[@currency='USD']/text()") == ["120000"]


def taken(hand: Hand, name: str) -> bytes:
    with hand.page.expect_download() as waiting:
        hand.press(link(hand.page, name), stays=True)
    return Path(waiting.value.path()).read_bytes()
