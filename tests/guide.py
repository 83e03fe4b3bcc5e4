"""The pictures of the guide, from a demo: ``make guia``; names as arguments take only those.

``envio`` walks from a match to what was sent, and takes the pictures of that way and of the
documents it made, as LibreOffice lays them out.
"""

import logging
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Thread
from zlib import crc32

import pypdfium2
from openpyxl import Workbook
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from matcher.settings import Settings
from tests.journeys.match_to_sent import walk
from wsgi import create_app

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "imagenes"
SIZE = (1180, 860)
MAIL = "correo"
ACCOUNT, PASSWORD = "profesional@demo.example", "lluvia-sobre-el-puente"
DIRECTOR = "direccion@demo.example"
WAY = "envio"
SHEETS = {"nota-conceptual": ("nota-conceptual", 2, 1), "completa-es": ("documento", 6, 3)}
"""Document → its picture, how many of its pages are in it, and how many beside each other."""
STOPS = ("presupuesto", "revisar", "enviada")
"""Where the way stops for a picture."""
PAGE_WIDTH, GAP = 400, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One picture: where to begin, and which links lead on; each is the first of its kind."""

    name: str
    start: str
    follow: tuple[str, ...] = ()
    size: tuple[int, int] = SIZE
    upload: bool = False


PICTURES = (
    Picture(name="hoy", start="/"),
    Picture(name="novedades", start="/novedades"),
    Picture(name="convocatorias", start="/convocatorias"),
    Picture(
        name="convocatoria",
        start="/coincidencias",
        follow=(r"/coincidencias/\d+/\d+", r"/convocatorias/\d+"),
    ),
    Picture(name="proyectos", start="/proyectos"),
    Picture(name="importar", start="/proyectos/tabla/importar", upload=True),
    Picture(
        name="coincidencias",
        start="/proyectos",
        follow=(r"/proyectos/\d+", r"/coincidencias/proyecto/\d+"),
    ),
    Picture(
        name="ficha",
        start="/coincidencias",
        follow=(r"/coincidencias/\d+/\d+", r"/coincidencias/\d+/\d+/decision"),
    ),
    Picture(name="propuesta", start="/propuestas", follow=(r"/propuestas/\d+",)),
    Picture(name="fuentes", start="/fuentes"),
    Picture(
        name=MAIL,
        start="/correos",
        follow=(r"/correos/\d+", r"/correos/\d+/como-llego"),
        size=(640, 900),
    ),
)


def draw(page: Page, base: str, picture: Picture, scratch: Path) -> None:
    """Go where ``picture`` is and take it."""
    width, height = picture.size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(base + picture.start)
    for pattern in picture.follow:
        links = page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
        found = [one for one in links if re.fullmatch(pattern, one.partition("?")[0])]
        if not found:
            sys.exit(f"{picture.name}: no hay enlace a {pattern} en {page.url}")
        page.goto(base + found[0])
    if picture.upload:
        page.set_input_files("input[type=file]", _book(scratch))
        page.click("main form button.btn-primary")
        page.wait_for_load_state()
    path = FOLDER / f"{picture.name}.png"
    page.screenshot(path=path)
    if picture.name == MAIL:
        path.write_bytes(_with_mark(path.read_bytes(), looks_of_the_mail()))


def looks_of_the_mail() -> str:
    """What tells one look of the digest from another: its templates, as a fingerprint."""
    email = Path(__file__).resolve().parents[1] / "templates" / "email"
    made_of = [*sorted((email / "digest").iterdir()), email / "sheet.html", email / "sign.html"]
    return sha256(b"".join(path.read_bytes() for path in made_of)).hexdigest()


def _with_mark(png: bytes, mark: str) -> bytes:
    """The picture with a text in it, before its last chunk."""
    chunk = b"tEXt" + b"Comment\0" + mark.encode()
    length, check = len(chunk) - 4, crc32(chunk)
    return png[:-12] + length.to_bytes(4) + chunk + check.to_bytes(4) + png[-12:]


def _book(scratch: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Banco 2026"
    for row in (
        ("Nombre del proyecto", "Problema", "Objetivo general"),
        ("Escuelas con huerta", "Niñez sin alimento sano", "Sembrar una huerta en cada escuela"),
        ("", "Una fila sin nombre", ""),
    ):
        sheet.append(row)
    path = scratch / "banco.xlsx"
    book.save(path)
    return path


def _signed_in(browser: Browser, base: str, email: str) -> Page:
    page = browser.new_page(locale="es", base_url=base, accept_downloads=True)
    page.goto(base + "/entrar")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.click("main button.btn-primary")
    page.wait_for_load_state()
    return page


def take_the_way(browser: Browser, base: str) -> None:
    """From a match nobody has a proposal for to what was sent; the pictures on the way."""
    officer, director = (_signed_in(browser, base, email) for email in (ACCOUNT, DIRECTOR))
    officer.set_viewport_size({"width": SIZE[0], "height": SIZE[1]})

    def keep(name: str, page: Page) -> None:
        page.wait_for_load_state()
        page.screenshot(path=FOLDER / f"propuesta-{name}.png")

    officer.goto(base + "/coincidencias")
    links = officer.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    matches = dict.fromkeys(one for one in links if re.fullmatch(r"/coincidencias/\d+/\d+", one))
    made = walk(
        officer, director, match=list(matches)[-1], today=datetime.now(UTC).date(), keep=keep
    )
    for document, (name, pages, across) in SHEETS.items():
        _on_a_sheet(made[document], pages, across).save(FOLDER / f"{name}.png", optimize=True)


def _on_a_sheet(pdf: bytes, most: int, across: int) -> Image.Image:
    """The first pages of a document beside each other."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number in range(min(most, len(document))):
        drawn = document[number].render(scale=2).to_pil()
        pages.append(drawn.resize((PAGE_WIDTH * 2, PAGE_WIDTH * 2 * drawn.height // drawn.width)))
    document.close()
    across = min(across, len(pages)) if len(pages) > 1 else 1
    width, height = PAGE_WIDTH * 2, max(page.height for page in pages)
    down = -(-len(pages) // across)
    size = (across * (width + GAP) + GAP, down * (height + GAP) + GAP)
    sheet = Image.new("RGB", size, "#b8c0c8")
    for place, page in enumerate(pages):
        at = (place % across * (width + GAP) + GAP, place // across * (height + GAP) + GAP)
        sheet.paste(page, at)
    sheet.thumbnail((SIZE[0], SIZE[0] * 2))
    return sheet


def main() -> None:
    """Run the demo in a scratch folder and take every picture."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        puente = Path(sys.executable).with_name("puente")
        subprocess.run([puente, "demo", "--once", "--dir", scratch / "demo"], check=True)
        app = create_app(Settings(data_dir=scratch / "demo", agency_name="Agencia de muestra"))
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = _signed_in(browser, base, ACCOUNT)
            for picture in [one for one in PICTURES if one.name in (sys.argv[1:] or {one.name})]:
                draw(page, base, picture, scratch)
            if WAY in (sys.argv[1:] or {WAY}):
                take_the_way(browser, base)
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
