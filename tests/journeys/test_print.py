"""What a page says on the screen it says on paper too: printed by Chromium, read back as PDF."""

from collections.abc import Iterator

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import served, small_agency
from tests.matcher.web.seed import PEOPLE
from tests.matcher.web.support import PASSWORD

pytestmark = pytest.mark.browser
PAGES = {
    "/": ("Hoy", "Agua y saneamiento para ciudades intermedias"),
    "/convocatorias": (
        "Agua y saneamiento para ciudades intermedias",
        "Clean urban mobility",
        "Cooperación técnica Sur-Sur",
        "Fondo para la cultura viva",
    ),
    "/convocatorias/1": (
        "La entidad aporta el 20 % del costo",
        "30 de noviembre de 2026",
        "agua potable",
    ),
    "/convocatorias/1/corregir": ("Título", "Día de cierre"),
    "/proyectos": ("Acueductos comunitarios de ladera", "Escuela de cultura viva"),
    "/proyectos/1": ("Agua potable para veredas", "400.000.000"),
    "/proyectos/1/editar": ("Resumen", "Costo total"),
    "/coincidencias": ("Agua y saneamiento para ciudades intermedias", "Afinidad"),
    "/coincidencias/1/1": ("¿Encajan?", "Acueductos comunitarios de ladera"),
    "/coincidencias/1/1/decision": ("La decisión", "30 de noviembre de 2026"),
    "/novedades": ("Clean urban mobility",),
    "/fuentes": ("Fuentes",),
    "/fuentes/bdns": ("Encontró 3 convocatorias",),
    "/glosario": ("agua potable",),
    "/calidad": ("Calidad",),
    "/motivos": ("Ganaron otras propuestas con mejor puntaje", "El plazo no alcanza"),
    "/resultados": ("30.000.000", "Presentadas"),
}
HEADINGS = """[...document.querySelectorAll("main :is(h1, h2, h3)")]
  .filter(h => h.checkVisibility() && !h.closest(".visually-hidden, .actions, .filters"))
  .map(h => h.innerText)"""


@pytest.fixture(scope="module")
def page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page of somebody who is signed in and may do everything."""
    with served(small_agency(tmp_path_factory.mktemp("print"))) as url:
        context = browser.new_context(base_url=url, locale="es-CO")
        page = context.new_page()
        page.goto("/entrar")
        page.get_by_label("Correo electrónico").fill(PEOPLE[3][0])
        page.get_by_label("Contraseña").fill(PASSWORD)
        page.get_by_role("button", name="Entrar").click()
        yield page
        context.close()


def printed(page: Page) -> str:
    """The words on paper, one blank between them."""
    document = pypdfium2.PdfDocument(page.pdf(format="Letter"))
    words = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return plain(words)


def plain(text: str) -> str:
    return " ".join(text.replace("\ufffe", "").replace("\N{SOFT HYPHEN}", "").split())


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_on_paper_what_it_is_on_the_screen(page: Page, path: str) -> None:
    page.goto(path)
    headings = [plain(text) for text in page.evaluate(HEADINGS)]
    paper = printed(page)
    missing = [words for words in (*PAGES[path], *headings) if words not in paper]
    assert missing == [], paper[:2000]
    assert "Salir" not in paper, "the frame of the screen is not for paper"


def test_what_is_folded_on_the_screen_and_long_in_a_box_is_whole_on_paper(page: Page) -> None:
    page.goto("/proyectos/1/editar")
    long = " ".join(f"renglón {number}." for number in range(400))
    page.get_by_label("Descripción", exact=True).fill(long)
    assert "renglón 399." in printed(page)
    page.goto("/convocatorias/1")
    folded = page.locator("details.fold:not(:has(> form)):not([open])")
    assert folded.count() > 0
    hidden = [plain(text) for text in folded.locator("li, p").all_text_contents()]
    paper = printed(page)
    assert [
        text for text in hidden if len(text) < 60 and "Sí" not in text and text not in paper
    ] == []
