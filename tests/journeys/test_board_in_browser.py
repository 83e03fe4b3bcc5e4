"""The board by mouse, by keys and without a script, in Chromium against a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.people.models import Person
from matcher.pursuits.following import open_pursuit, take
from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import NOW, PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser


def go_after_two(session: Session) -> None:
    luz = session.scalars(select(Person).where(Person.email == PEOPLE[0][0])).one()
    first, second = session.scalars(select(Call).order_by(Call.id).limit(2))
    open_pursuit(session, first, None, person=luz, at=NOW)
    take(session, open_pursuit(session, second, None, person=luz, at=NOW), person=luz, at=NOW)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("board")
    with served(small_agency(folder, then=go_after_two)) as url:
        yield url


def board(browser: Browser, address: str, *, scripts: bool = True, width: int = 1280) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/entrar")
    page.get_by_label("Correo electrónico").fill(PEOPLE[0][0])
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    page.goto("/seguimiento")
    return page


def column(page: Page, stage: str) -> Locator:
    return page.locator(f"[data-column={stage}]")


def test_a_card_is_dragged_moved_by_keys_and_moved_without_a_script(
    browser: Browser, address: str
) -> None:
    wide = "document.documentElement.scrollWidth <= window.innerWidth"
    page = board(browser, address)
    assert page.evaluate(wide)
    cards = column(page, "detected").get_by_role("article")
    title = cards.first.get_by_role("heading").inner_text()
    cards.first.drag_to(column(page, "analysis"))
    expect(page.get_by_role("status")).to_contain_text("Ahora está en «En análisis».")
    expect(column(page, "analysis")).to_contain_text(title)

    # What ends says why: the card opens where that is asked, and nothing is sent before.
    carried = {"dataTransfer": page.evaluate_handle("new DataTransfer()")}
    column(page, "analysis").get_by_role("article").dispatch_event("dragstart", carried)
    column(page, "discarded").dispatch_event("drop", carried)
    expect(column(page, "analysis").get_by_label("Por qué termina")).to_be_focused()

    page.goto("/seguimiento")
    column(page, "assigned").get_by_role("article").get_by_role("link").focus()
    page.keyboard.press("ArrowRight")
    expect(column(page, "analysis").get_by_role("link", name=title)).to_be_focused()
    page.keyboard.press("m")
    expect(column(page, "analysis").get_by_label("Pasa a")).to_be_focused()
    page.keyboard.press("d")  # Descartada
    page.keyboard.press("Tab")
    page.keyboard.press("e")  # El plazo no alcanza
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(column(page, "discarded")).to_contain_text("El plazo no alcanza")
    # The card keeps the focus: with it gone to the top, each move began with the whole menu.
    expect(column(page, "discarded").get_by_role("link", name=title)).to_be_focused()

    plain = board(browser, address, scripts=False, width=360)
    card = column(plain, "assigned").get_by_role("article")
    card.get_by_text("Mover").first.click()
    card.get_by_label("Pasa a").select_option("analysis")
    card.get_by_role("button", name="Mover").click()
    expect(plain.get_by_role("status")).to_contain_text("Ahora está en «En análisis».")
    moved = column(plain, "analysis").get_by_role("article").get_by_role("link")
    expect(moved).to_be_focused()
    expect(moved).to_be_in_viewport()
    narrow = board(browser, address, width=360)
    assert narrow.evaluate(wide)
