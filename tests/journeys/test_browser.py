"""The service in a real browser: Chromium, a real server, a real database."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect

from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/convocatorias",
    "/convocatorias/1",
    "/convocatorias/5",
    "/convocatorias/1/corregir",
    "/novedades",
    "/novedades?kind=descartadas",
    "/proyectos",
    "/proyectos/1",
    "/proyectos/1/editar",
    "/proyectos/tabla/importar",
    "/coincidencias",
    "/coincidencias/1/1",
    "/coincidencias/1/1/decision",
    "/coincidencias/texto",
    "/fuentes",
    "/fuentes/bdns",
    "/fuentes/nueva",
    "/calidad",
    "/lineas",
    "/lineas/ecociudad",
    "/glosario",
    "/glosario/nuevo",
    "/personas",
    "/auditoria",
    "/correos",
    "/perfil",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the service with the small test agency answers."""
    with served(small_agency(tmp_path_factory.mktemp("browser"))) as url:
        yield url


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages whose every script error and every load from elsewhere fails the test."""
    troubles: list[str] = []

    def opened(*, width: int = 1280) -> Page:
        size: ViewportSize = {"width": width, "height": 800}
        context = browser.new_context(base_url=address, viewport=size, locale="es-CO")
        page = context.new_page()
        page.on("console", lambda m: troubles.append(m.text) if _is_ours(m) else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda r: _note_elsewhere(r.url))
        return page

    def _note_elsewhere(url: str) -> None:
        if not url.startswith((address, "data:")):
            troubles.append(url)

    yield opened
    for context in browser.contexts:
        context.close()
    assert troubles == []


def _is_ours(message: ConsoleMessage) -> bool:
    """An error of a script or policy; Chromium also notes every page with a status over 400."""
    return message.type == "error" and "status of 4" not in message.text


def sign_in(page: Page, email: str = PEOPLE[0][0]) -> None:
    page.goto("/entrar")
    page.get_by_label("Correo electrónico").fill(email)
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hoy")


def test_sign_in_open_a_match_and_say_what_one_thinks(open_page: Open) -> None:
    page = open_page()
    sign_in(page)
    page.get_by_role("link", name="Coincidencias", exact=True).click()
    page.get_by_role("link", name="Clean urban mobility: grants for cities").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Encajan?")
    page.get_by_text("No interesa", exact=True).click()
    page.get_by_label("El plazo es muy corto").check()
    page.get_by_role("button", name="Guardar").click()
    expect(page.get_by_text("No interesa: el plazo es muy corto")).to_be_visible()
    page.get_by_role("button", name="Deshacer").click()
    expect(page.get_by_role("button", name="Interesa", exact=True)).to_be_visible()


def test_search_and_filter_calls(open_page: Open) -> None:
    page = open_page()
    sign_in(page)
    page.goto("/convocatorias")
    page.get_by_label("Buscar en las convocatorias").fill("saneamientos")
    page.get_by_role("button", name="Buscar").click()
    expect(page.locator("article")).to_have_count(1)
    expect(page.locator("article mark").first).to_contain_text("saneamiento")
    page.goto("/convocatorias")
    page.get_by_label("Cerrada").check()
    page.get_by_role("button", name="Ver resultados").click()
    expect(page.locator("article")).to_have_count(6)


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page()
    sign_in(page)
    page.goto("/convocatorias")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index] # visible, so it has a box
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.get_by_text("Más", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Calidad")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Calidad")).to_be_hidden()


def test_an_error_takes_the_focus_and_leads_to_its_field(open_page: Open) -> None:
    page = open_page()
    sign_in(page)
    page.goto("/proyectos/1/editar")
    page.get_by_label("Nombre", exact=True).fill("")
    page.get_by_role("button", name="Guardar proyecto").click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Nombre", exact=True)).to_be_focused()


def test_colours_reach_contrast_aa(open_page: Open) -> None:
    page = open_page()
    sign_in(page, PEOPLE[3][0])
    weak: set[str] = set()
    for path in PAGES:
        page.goto(path)
        weak.update(page.evaluate(CONTRAST))
    assert weak == set()


CONTRAST = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0.99) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const e of document.body.querySelectorAll('*')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || !box.width || !box.height) continue;
    const style = getComputedStyle(e);
    const a = light(parse(style.color)), b = light(behind(e));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize), bold = style.fontWeight >= 700;
    const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    if (ratio < least - 0.01) found.push(`${e.tagName}.${e.className}: ${ratio.toFixed(2)}`);
  }
  return found;
}"""
