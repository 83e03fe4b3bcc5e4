"""The queue of novelties by keyboard, in Chromium, against a real server."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call, Review
from matcher.intake.store import Counts, Record, Store
from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import NOW, PEOPLE, deadline
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
CURRENT = "[data-review][aria-current]"
"""The entry the keys speak of, once the script of a page has run."""
WATER = "Agua y saneamiento para ciudades intermedias"


def change_the_deadline(session: Session) -> None:
    """The water call was looked at; then its source gives another day."""
    call = session.scalars(select(Call).where(Call.title == WATER)).one()
    row = session.scalars(select(Review).where(Review.call_id == call.id)).one()
    row.looked_at, row.outcome = NOW - timedelta(days=1), "ok"
    payload = call.sightings[0].payload | {"deadlines": [deadline(date(2027, 1, 29))]}
    record = Record(source_id="bdns", source_key=payload["source_key"], payload=payload)
    Store(session, sources={}, at=NOW).add([record], Counts(), quiet=False)


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with served(small_agency(tmp_path, then=change_the_deadline)) as url:
        yield url


def desk(browser: Browser, address: str, *, scripts: bool = True, width: int = 1280) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 800}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/entrar")
    page.get_by_label("Correo electrónico").fill(PEOPLE[0][0])
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.goto("/novedades")
    return page


def card(page: Page, title: str) -> Locator:
    return page.get_by_role("article", name=title)


def test_the_queue_is_worked_through_without_a_mouse(browser: Browser, address: str) -> None:
    page = desk(browser, address)
    cards = page.get_by_role("article")
    expect(cards).to_have_count(6)
    page.keyboard.press("j")
    expect(cards.nth(0)).to_be_focused()
    expect(cards.nth(0)).to_contain_text(WATER)
    page.keyboard.press("ArrowDown")
    expect(cards.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(cards.nth(0)).to_be_focused()

    following = cards.nth(1).get_by_role("heading").inner_text()
    page.keyboard.press("r")  # a change: the former deadline stays
    expect(page.get_by_role("status")).to_contain_text("Queda el valor anterior")
    expect(cards).to_have_count(5)
    expect(card(page, following)).to_be_focused()
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("Deshecho.")
    expect(card(page, WATER)).to_be_visible()
    expect(page.locator("html.by-keys")).to_have_count(1)

    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Mirada: está bien.")
    expect(card(page, WATER)).to_have_count(0)
    expect(page.locator(CURRENT)).to_be_focused()
    page.keyboard.press("r")  # the next one is new: it is no call
    expect(page.get_by_role("status")).to_contain_text("Descartada")
    expect(cards).to_have_count(4)
    expect(page.locator(CURRENT)).to_be_focused()
    page.keyboard.press("m")
    expect(page.get_by_role("heading", level=1)).to_have_text("Corregir la convocatoria")
    page.context.close()


def test_keys_are_shown_can_be_turned_off_and_rest_while_typing(
    browser: Browser, address: str
) -> None:
    page = desk(browser, address)
    help_ = page.locator("[data-keys]")
    page.keyboard.press("?")
    expect(help_).to_have_attribute("open", "")
    expect(help_.get_by_text("deshacer lo último")).to_be_visible()
    page.get_by_label("Fuente").focus()
    page.keyboard.press("j")
    expect(page.locator("[data-review][aria-current]")).to_have_count(0)
    page.get_by_label("Usar estas teclas en este navegador").uncheck()
    page.locator("main").focus()
    page.keyboard.press("j")
    expect(page.locator("[data-review][aria-current]")).to_have_count(0)
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("[data-review][aria-current]")).to_have_count(0)
    page.context.close()


def test_every_click_works_without_scripts(browser: Browser, address: str) -> None:
    page = desk(browser, address, scripts=False)
    expect(page.locator("[data-keys]")).to_be_hidden()
    card(page, WATER).get_by_role("button", name="Dejar el valor anterior").click()
    expect(card(page, WATER)).to_have_count(0)
    page.get_by_role("button", name="Deshacer").click()
    expect(card(page, WATER)).to_be_visible()
    page.get_by_role("button", name="Todo lo de esta página está bien").click()
    expect(page.get_by_role("heading", name="Todo está mirado")).to_be_visible()
    page.context.close()


def test_a_phone_shows_it_without_scrolling_sideways(browser: Browser, address: str) -> None:
    page = desk(browser, address, width=360)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto("/novedades?kind=descartadas")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.context.close()
