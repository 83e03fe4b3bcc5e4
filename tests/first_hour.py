"""Walk the first hour of an empty installation as a newcomer does, in Chromium, and time each step.

``python -m tests.first_hour`` prints the table of ``docs/instalacion.md``. Sample sources answer
on 127.0.0.1, a program fills the forms, and nothing is prepared beforehand but the settings.
"""

import re
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, expect, sync_playwright

import matcher.projects
from scrapers.demo.server import bases, serve
from tests.matcher.cli.running import fed
from tests.matcher.cli.serving import answers, free_port, running, wait_for
from tests.matcher.mail.moody import Moody

PASSWORD = "una frase que se recuerda"
TRIED = "bdns"
LONGEST = 600_000
"""Milliseconds a job of the timetable may take on a busy machine."""
Times = list[tuple[str, float]]


@contextmanager
def timed(times: Times, name: str) -> Iterator[None]:
    """Note how long a step took."""
    began = time.perf_counter()
    yield
    times.append((name, time.perf_counter() - began))
    sys.stdout.write(f"{name}: {times[-1][1]:.0f} s\n")
    sys.stdout.flush()


def link_in(log: Path) -> str:
    """The link for the first account that the server printed; empty while there is none."""
    found = re.search(r"https?://\S+/primera-vez/\S+", log.read_text() if log.exists() else "")
    return found[0].rstrip(".") if found else ""


def first_account(page: Page, link: str) -> None:
    """Make the account that administers."""
    page.goto(link)
    page.get_by_label("Su nombre").fill("Ana Prueba")
    page.get_by_label("Correo electrónico").fill("ana@ciudad.example")
    page.get_by_label("Contraseña").fill(PASSWORD)
    page.get_by_label("Otra vez").fill(PASSWORD)
    page.get_by_role("button", name="Crear la cuenta y empezar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Primeros pasos")


def identity(page: Page) -> None:
    """Say who the agency is."""
    page.goto("/identidad")
    page.get_by_label("Nombre de la entidad").fill("Agencia de la ciudad de prueba")
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_text("Guardado.").first).to_be_visible()


def line(page: Page) -> None:
    """Add a thematic line; what it would have changed is shown first where there is anything."""
    page.goto("/lineas/nueva")
    page.get_by_label("Nombre", exact=True).fill("Agua y clima")
    page.get_by_label("Descripción").fill("Agua potable, saneamiento, adaptación al clima.")
    page.get_by_role("button", name="Guardar").first.click()
    anyway = page.get_by_role("button", name="Guardar de todos modos")
    saved = page.get_by_role("heading", name="Agua y clima", level=2)
    expect(anyway.or_(saved).first).to_be_visible(timeout=180_000)
    if anyway.count():
        anyway.first.click()
    page.goto("/lineas")
    expect(saved).to_be_visible()


def source(page: Page) -> None:
    """Try one now."""
    page.goto(f"/fuentes/{TRIED}")
    page.get_by_role("button", name="Probar ahora").click()
    expect(page.get_by_text("Respondió").first).to_be_visible(timeout=120_000)


def bank(page: Page) -> None:
    """Bring the example file of the bank."""
    page.goto("/proyectos/tabla/importar")
    book = Path(matcher.projects.__file__).parent / "sample" / "banco-de-proyectos.xlsx"
    page.locator("input[type=file]").set_input_files(book)
    page.locator("main form button").first.click()
    page.get_by_role("button", name=re.compile("^Importar")).first.click()
    expect(page.get_by_text("Importado:").first).to_be_visible(timeout=120_000)


def invite(page: Page) -> None:
    """Propose somebody; the dirección grants it."""
    page.goto("/personas/nueva")
    page.get_by_label("Nombre", exact=True).fill("Luz Prueba")
    page.get_by_label("Correo electrónico").fill("luz@ciudad.example")
    page.locator("main form button.btn-primary").click()
    page.goto("/personas")
    expect(page.get_by_text("Luz Prueba").first).to_be_visible()


def test_mail(page: Page) -> None:
    """Send oneself a message and read what the server said."""
    page.goto("/primeros-pasos")
    page.get_by_role("button", name="Enviarme un mensaje de prueba").click()
    page.wait_for_load_state()
    expect(page.locator("#mail").get_by_text("Hecho")).to_be_visible(timeout=60_000)


def job(page: Page, name: str) -> None:
    """Ask for a run, and wait until it ended well."""
    page.goto("/trabajos")
    row = page.get_by_role("row", name=re.compile(name)).first
    if row.get_by_role("button").count():
        row.get_by_role("button").click()
    end = time.monotonic() + LONGEST / 1000
    while time.monotonic() < end:
        page.goto("/trabajos")
        row = page.get_by_role("row", name=re.compile(name)).first
        if row.get_by_text("Terminó bien").count() and not row.get_by_text("Pedido").count():
            return
        time.sleep(2)
    raise AssertionError(page.locator("main").inner_text()[:2000])


def digest(page: Page) -> None:
    """See the mail that would come today."""
    page.goto("/primeros-pasos")
    page.locator("#digest a").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Esto le llegaría hoy")
    assert "http" in page.locator(".source-text").inner_text(), "it names calls with their links"


STEPS: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("Identidad", identity),
    ("Una línea temática", line),
    ("Probar una fuente", source),
    ("Subir el banco de ejemplo", bank),
    ("Proponer a una persona", invite),
    ("Un mensaje de prueba", test_mail),
    ("Leer las fuentes", lambda page: job(page, "Leer las fuentes")),
    ("Etiquetar", lambda page: job(page, "Etiquetar convocatorias")),
    ("Emparejar", lambda page: job(page, "Emparejar proyectos")),
    ("Ver el primer correo", digest),
)


def walk(folder: Path) -> Times:
    """From an empty folder to a real preview of the first digest; how long each step took."""
    times: Times = []
    with ExitStack() as stack:
        mail = Moody(port=free_port())
        stack.enter_context(mail.listening())
        url = stack.enter_context(serve(datetime.now(UTC).date()))
        port, log = free_port(), folder / "log.txt"
        more = {
            **fed(bases(url)),
            "PUENTE_ENV_FILE": "",
            "PUENTE_SECRET_KEY": secrets.token_urlsafe(32),
            "PUENTE_SMTP_HOST": "127.0.0.1",
            "PUENTE_SMTP_PORT": str(mail.port),
            "PUENTE_SMTP_SECURITY": "none",
            "PUENTE_MAIL_FROM": "puente@ciudad.example",
            "PUENTE_BASE_URL": f"http://127.0.0.1:{port}",
        }
        with timed(times, "`puente serve` hasta el enlace y la primera página"):
            web = stack.enter_context(
                running("serve", "--port", str(port), folder=folder, log=log, **more)
            )
            wait_for(lambda: answers(more["PUENTE_BASE_URL"]) and link_in(log), web, log)
        stack.enter_context(running("scheduler", folder=folder, log=folder / "jobs.txt", **more))
        chromium = stack.enter_context(sync_playwright()).chromium
        browser = chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_context(base_url=more["PUENTE_BASE_URL"], locale="es-CO").new_page()
        page.set_default_timeout(60_000)
        with timed(times, "La primera cuenta"):
            first_account(page, link_in(log))
        for name, step in STEPS:
            with timed(times, name):
                step(page)
        browser.close()
    return times


def main() -> None:
    """Walk, and print the table."""
    with TemporaryDirectory() as folder:
        times = walk(Path(folder))
    sys.stdout.write("\n| Paso | Segundos |\n|---|---|\n")
    sys.stdout.writelines(f"| {name} | {seconds:.0f} |\n" for name, seconds in times)
    sys.stdout.write(f"\n{sum(seconds for _name, seconds in times) / 60:.1f} minutos en todo\n")


if __name__ == "__main__":
    main()
