"""What axe finds on the pages at both widths, with the look of GOV.CO on; nothing of others."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from matcher.agency.models import Agency
from tests.journeys.conftest import served, small_agency
from tests.journeys.test_browser import PAGES
from tests.matcher.web.seed import NOW, PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360)
OPEN = (
    "/abiertas",
    "/abiertas/proyectos",
    "/abiertas?lang=en",
    "/entrar",
    "/mapa-del-sitio",
    "/terminos",
    "/privacidad",
    "/derechos-de-autor",
    "/accesibilidad",
    "/accesibilidad/evidencia",
)
MORE = (
    "/identidad",
    "/redes",
    "/financiadores",
    "/resultados",
    "/propuestas",
    "/seguimiento",
    "/trabajos",
    "/correos-que-salen",
    "/calendario",
    "/secretarias",
    "/convocatorias/llevar",
    "/direcciones",
)
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}


def public_office(session: Session) -> None:
    """The look switched on, half of what it says unknown."""
    session.add(
        Agency(
            id=1,
            name="Agencia de prueba",
            govco=True,
            address="Carrera 1 # 2-3",
            email="contacto@ciudad.example",
            transparency="https://ciudad.example/transparencia",
            at=NOW,
        )
    )


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    app = small_agency(tmp_path_factory.mktemp("axe"), then=public_office, public_page=True)
    with served(app) as url:
        context = browser.new_context(base_url=url, locale="es-CO")
        page, elsewhere = context.new_page(), list[str]()
        host = urlsplit(url).netloc
        page.on("request", lambda r: elsewhere.append(r.url) if host not in r.url else None)
        yield page
        context.close()
        assert [one for one in elsewhere if not one.startswith("data:")] == []


def found(page: Page) -> list[str]:
    """What axe finds on the page shown: rule, how often, and the first place."""
    violations = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{v['id']} ×{len(v['nodes'])}: {v['nodes'][0]['html'][:160]}" for v in violations]


def test_axe_finds_what_is_planted(page: Page) -> None:
    page.set_content(
        "<html lang=es><title>x</title><h1>x</h1><img src=x><p style='color:#ccc'>Letras claras"
    )
    rules = {one.split()[0] for one in found(page)}
    assert {"image-alt", "color-contrast"} <= rules


def test_no_page_has_what_axe_finds(page: Page) -> None:
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in OPEN:
            page.goto(path)
            wrong += [f"{path} at {width}: {one}" for one in found(page)]
    page.goto("/entrar")
    page.get_by_label("Correo electrónico").fill(PEOPLE[3][0])
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_role("button", name="Entrar").click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for path in dict.fromkeys((*PAGES, *MORE)):
            page.goto(path)
            wrong += [f"{path} at {width}: {one}" for one in found(page)]
    assert wrong == []
