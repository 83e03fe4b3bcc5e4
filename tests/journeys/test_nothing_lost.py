"""What an officer types is in the database afterwards: with and without a script, whatever ends."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from proposals.models import Answer
from proposals.saving import MOST_CHARACTERS
from tests.journeys.conftest import served, small_agency
from tests.journeys.test_proposal_in_browser import arrived, begin, saved, sign_in

pytestmark = pytest.mark.browser
NEED, GOVERNANCE = "/propuestas/1/necesidad", "/propuestas/1/gobernanza"
Stored = Callable[[str], list[Answer]]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return small_agency(tmp_path_factory.mktemp("agency"))


@pytest.fixture(scope="module")
def site(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


@pytest.fixture(scope="module")
def open_page(browser: Browser, site: str) -> Iterator[Open]:
    """A page of somebody signed in, in a browser of their own; there is one proposal."""
    contexts = []

    def open_page(email: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(base_url=site, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        sign_in(page, email)
        return page

    begin(open_page("luz@ciudad.example"))
    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def officer(open_page: Open) -> Page:
    return open_page("luz@ciudad.example")


@pytest.fixture
def plain(open_page: Open) -> Page:
    return open_page("luz@ciudad.example", scripts=False)


@pytest.fixture
def stored(app: Flask) -> Stored:
    def stored(field: str) -> list[Answer]:
        with app.extensions["puente"].sessions() as session:
            return list(session.scalars(select(Answer).where(Answer.field == field)))

    return stored


def save_plainly(page: Page) -> None:
    page.get_by_role("button", name="Guardar", exact=True).click()


def test_signing_in_on_any_page_frees_the_tab_that_waits(officer: Page) -> None:
    # No second try: what frees it is the other tab, however long signing in took there.
    officer.add_init_script(
        "const wait = window.setTimeout;"
        "window.setTimeout = (act, ms) => wait(act, ms > 1500 ? 3600000 : ms);"
    )
    officer.goto(NEED)
    officer.context.clear_cookies()
    officer.fill("#campo-lecciones", "Con la sesión vencida")
    expect(officer.locator("#lecciones [data-status]")).to_contain_text("Su sesión terminó")
    again = officer.context.new_page()
    sign_in(again, "luz@ciudad.example")
    assert "/propuestas/" not in again.url
    saved(officer, "lecciones")


def test_without_a_script_what_an_ended_session_carried_is_sent_after_signing_in(
    plain: Page, stored: Stored
) -> None:
    text = "Primera línea\n\n  «segunda» & <b>tercera</b>"
    plain.goto(NEED)
    plain.fill("#campo-necesidades", text)
    plain.context.clear_cookies()
    save_plainly(plain)
    plain.fill("[name=email]", "luz@ciudad.example")
    plain.fill("[name=password]", "una frase larga")
    plain.click("main button")
    plain.get_by_role("button", name="Guardarlo ahora").click()
    expect(plain.locator("#campo-necesidades")).to_have_value(text)
    (answer,) = stored("necesidades")
    assert (answer.value, answer.version) == (text, 1)


def test_without_a_script_words_in_a_row_somebody_removed_bring_it_back(
    plain: Page, open_page: Open, stored: Stored
) -> None:
    plain.goto(GOVERNANCE)
    section = plain.locator("#riesgos")
    section.locator("summary", has_text="Agregar riesgo").click()
    section.get_by_label("Qué puede pasar").fill("Una creciente")
    section.get_by_role("button", name="Guardar y agregar otra").click()
    section.locator("[data-unit]").get_by_label("Qué se hará").fill("Un plan de evacuación")
    other = open_page("dir@ciudad.example")
    other.goto(GOVERNANCE)
    other.locator("#riesgos").get_by_role("button", name="Quitar").click()
    expect(other.locator("#riesgos .gone")).to_be_visible()
    arrived(other)
    save_plainly(plain)
    expect(plain.locator("main")).to_contain_text("Dina Prueba quitó esta fila")
    plain.get_by_role("button", name="Guardar lo de las cajas").click()
    (row,) = stored("riesgos")
    assert not row.deleted
    assert row.value == {"descripcion": "Una creciente", "mitigacion": "Un plan de evacuación"}


def write(page: Page, field: str, text: str) -> None:
    """Put ``text`` in a box at once, leave it, and see it arrive."""
    page.evaluate(
        "([where, text]) => { const box = document.querySelector(where); box.value = text;"
        "box.focus(); box.dispatchEvent(new Event('input', { bubbles: true })); }",
        [f"#campo-{field}", text],
    )
    with page.expect_response(f"**/respuestas/{field}") as answered:
        page.locator(f"#campo-{field}").blur()
    assert answered.value.status == 200


@pytest.mark.parametrize(
    "text", ["palabra " * 20_000, "á" * MOST_CHARACTERS], ids=["20,000 words", "1,000,000"]
)
def test_the_longest_answers_are_saved_as_typed(officer: Page, stored: Stored, text: str) -> None:
    officer.goto(NEED)
    write(officer, "antecedentes", text)
    (answer,) = stored("antecedentes")
    assert answer.value == text


def test_one_sitting_is_one_entry_of_the_history_which_compares_and_restores(
    officer: Page, stored: Stored, open_page: Open
) -> None:
    officer.goto(NEED)
    other = open_page("dir@ciudad.example")
    for text in ("Una lección", "Una lección larga", "Una lección muy larga"):
        write(officer, "oportunidades", text)
    other.goto(NEED)
    write(other, "oportunidades", "Dos lecciones")
    officer.goto("/propuestas/1/versiones/oportunidades")
    expect(officer.locator("article")).to_have_count(2)
    expect(officer.locator("article").last).to_contain_text("3 guardados seguidos")
    officer.get_by_role("link", name="Comparar con la anterior").click()
    expect(officer.locator("ins")).to_have_text(["Dos lecciones"])
    officer.get_by_role("button", name="Recuperar esta").click()
    (answer,) = stored("oportunidades")
    assert answer.value == "Una lección muy larga"


ASKED = (
    ("problema", "poblacion_objetivo", "1,125", "¿Es 1125 o 1,125?"),
    ("convocatoria", "monto_minimo", "1.234.567,891", "de dos maneras"),
    ("convocatoria", "monto_maximo", "$ 5.000", "varios países"),
)


def test_a_figure_that_reads_two_ways_is_asked_and_stays_as_typed(
    officer: Page, stored: Stored
) -> None:
    for where, field, typed, asked in ASKED:
        officer.goto(f"/propuestas/1/{where}")
        write(officer, field, typed)
        officer.get_by_role("button", name="Guardar y seguir").click()
        expect(officer.locator(f"#campo-{field}-error")).to_contain_text(asked)
        expect(officer.locator(f"#campo-{field}")).to_have_value(typed)
        assert [one.value for one in stored(field)] == [typed]


def test_what_is_typed_before_the_script_is_there_is_saved(officer: Page, stored: Stored) -> None:
    held: list[Route] = []
    officer.route("**/proposals.js*", lambda route: held.append(route))  # noqa: PLW0108
    officer.goto(NEED, wait_until="commit")
    officer.fill("#campo-antecedentes", "Escrito con la red lenta")
    officer.get_by_label("Principio: Gobernanza").select_option("Sí")
    assert held, "the script must not have come yet"
    held.pop().continue_()
    saved(officer, "antecedentes")
    expect(officer.locator("#antecedentes [data-count]")).to_have_text("5")
    saved(officer, "principio_gobernanza")
    arrived(officer)  # what was saved at the same minute before says «Guardado» too
    assert stored("antecedentes")[0].value == "Escrito con la red lenta"
    assert stored("principio_gobernanza")[0].value == "si"
