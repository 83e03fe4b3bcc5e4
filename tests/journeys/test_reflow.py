"""Every page at 320 pixels: nothing scrolls sideways, and no bar hides what has the focus.

WCAG 1.4.10 and 2.4.11, which checkers of markup do not see. The pages are found by their links,
one of each kind.
"""

import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.calls.models import Call
from matcher.networks.editing import NetworkSheet, save_network
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.following import open_pursuit
from matcher.settings import Settings
from proposals.drafts import begin
from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import NOW, PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 1280)
ADDRESS = "https://fondo.example/" + "una-direccion-que-no-se-puede-partir-" * 6


def busy(session: Session) -> None:
    """A pursuit, a proposal with words that cannot be broken, a network."""
    luz = session.scalars(select(Person).order_by(Person.id)).first()
    call, project = session.get(Call, 1), session.get(Project, 1)
    assert luz is not None
    assert call is not None
    call.url = ADDRESS
    open_pursuit(session, call, project, person=luz, at=NOW)
    begin(session, owner=luz, project=project, call=call, settings=Settings(), at=NOW)
    sheet = NetworkSheet(name="Red", url=ADDRESS, mission=ADDRESS, review_on=date(2026, 12, 1))
    save_network(session, None, sheet, person=luz, at=NOW, today=NOW.date())


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of who may open everything."""
    with served(small_agency(tmp_path_factory.mktemp("reflow"), then=busy)) as url:
        context = browser.new_context(base_url=url, locale="es-CO")
        page = context.new_page()
        page.goto("/entrar")
        page.get_by_label("Correo electrónico").fill(PEOPLE[3][0])
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Entrar").click()
        yield page
        context.close()


def kind(address: str) -> tuple[str, frozenset[str]]:
    """What makes two addresses pages of one kind: the path without its names, the filters."""
    parts = urlsplit(address)
    path = re.sub(r"\d+", "N", parts.path)
    for several in ("financiadores", "fuentes", "lineas", "versiones"):
        path = re.sub(rf"/{several}/.+", f"/{several}/X", path)
    return path, frozenset(name for name, _value in parse_qsl(parts.query))


def test_nothing_scrolls_sideways_and_no_bar_hides_the_focus(page: Page) -> None:
    waiting, known, wrong = deque(["/"]), {kind("/")}, []
    while waiting:
        path = waiting.popleft()
        answer = page.goto(path, wait_until="domcontentloaded")
        assert answer is not None
        assert answer.status == 200, path
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 640})
            wrong += [f"{path} at {width}: {told}" for told in page.evaluate(TROUBLES)]
        for found in page.eval_on_selector_all("a[href]", HREFS):
            address = urljoin(path, found).partition("#")[0]
            same = kind(address)
            if address.startswith("/") and same not in known and shown(same):
                known.add(same)
                waiting.append(address)
    assert wrong == []
    assert len(known) > 60


def shown(same: tuple[str, frozenset[str]]) -> bool:
    """Whether it is a page, and not a file or the same page narrowed further."""
    path, asked = same
    files = (".xlsx", ".csv", ".pdf", ".ics", ".json", ".docx", ".zip", ".xml", ".atom", ".css")
    return not path.endswith(files) and len(asked) < 2 and "/exportar" not in path


HREFS = "links => links.map(link => link.getAttribute('href'))"
TROUBLES = """() => {
  const found = [], wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > wide) {
    const over = e => e.checkVisibility() && e.getBoundingClientRect().right > wide + 1;
    const worst = [...document.body.querySelectorAll('*')]
      .filter(e => over(e) && ![...e.children].some(over)).slice(0, 3);
    found.push(`${document.documentElement.scrollWidth} wide: ` +
      worst.map(e => `${e.tagName}.${e.className} «${e.textContent.trim().slice(0, 30)}»`));
  }
  const bars = [...document.body.querySelectorAll('*')].filter(
    e => ['sticky', 'fixed'].includes(getComputedStyle(e).position) && e.checkVisibility());
  if (!bars.length) return found;
  const stops = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
    .filter(e => e.checkVisibility() && !e.disabled);
  const under = (inner, outer) => inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
    && inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const hidden = new Set();
  for (const list of [stops, [...stops].reverse()]) for (const stop of list) {
    stop.focus();
    if (document.activeElement !== stop) continue;
    const box = stop.getBoundingClientRect();
    for (const bar of bars)
      if (!bar.contains(stop) && !stop.contains(bar) && under(box, bar.getBoundingClientRect()))
        hidden.add(stop.id || stop.name || stop.textContent.trim().slice(0, 30));
  }
  if (hidden.size) found.push(`hidden by a bar: ${[...hidden].slice(0, 4)}`);
  return found;
}"""
