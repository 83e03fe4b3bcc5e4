"""From a match to a sent concept note and full proposal, as somebody new to it does it all by hand.

The journey tests it; the guide takes its pictures on the way.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from proposals.demo.answers import typed_answers
from proposals.steps import FIELDS, STEPS
from proposals.steps.step import Field
from tests.journeys.test_proposal_in_browser import arrived

Keep = Callable[[str, Page], None]
RECEIPT = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
LONG = 120_000
"""Milliseconds that a document may take on a busy machine."""
MISSING: Mapping[str, str] = {
    "resumen": "El proyecto lleva a la zona lo que el piloto ya mostró, con la comunidad, en doce "
    "meses, y deja formada a la gente que lo sostendrá.",
    "responsable": "Secretaría de Planeación",
    "entidad_nombre": "Alcaldía de muestra",
    "antecedentes": "La entidad probó la solución en una cuadra y publicó lo que costó.",
    "problema_central": "En la ladera el servicio falla y cada familia lo resuelve por su cuenta.",
    "objetivo_general": "Que el servicio sea seguro y sostenido por la comunidad.",
    "genero": "La mitad de los cupos de formación es para mujeres de la zona.",
}


def answered(start: date) -> tuple[dict[str, str], dict[str, list[dict[str, str]]]]:
    """What is typed into single fields, and the rows of each table."""
    single, tables = dict(MISSING), dict[str, list[dict[str, str]]]()
    for key, value in typed_answers(start, currency="EUR"):
        if FIELDS[key].is_table:
            tables.setdefault(key, []).append(value)
        else:
            single[key] = value
    return single, tables


def write(page: Page, draft: str, start: date) -> None:
    """Answer step by step: what is empty is typed, the tables of step 7 are pasted from Excel."""
    single, tables = answered(start)
    for step in STEPS:
        page.goto(f"{draft}/{step.slug}")
        for field in step:
            box = page.locator(f"#campo-{field.key}")
            kept = field.key not in ("inicio", "duracion", "moneda")
            if field.key in single and not (kept and box.input_value().strip()):
                box.fill(single[field.key])
        for asked in page.locator("select[name$=-cumple]").all():
            asked.select_option("si")
        arrived(page)
        for field in step:
            if field.grid and field.key in tables:
                paste(page, field.key, tables[field.key])


def paste(page: Page, key: str, rows: list[dict[str, str]]) -> None:
    """Open «Pegar filas desde Excel» of a table and paste them, with their headings."""
    columns = FIELDS[key].columns
    cells = [[_shown(row.get(c.key, ""), c) for c in columns] for row in rows]
    lines = ["\t".join(row) for row in ([column.label for column in columns], *cells)]
    box = page.locator(f"#pegar-{key}")
    box.locator("xpath=ancestor::details/summary").click()
    box.fill("\n".join(lines))
    box.locator("xpath=ancestor::details").get_by_role("button", name="Agregar estas filas").click()
    expect(page.locator(f"#{key} [data-list] tr")).to_have_count(len(rows), timeout=20_000)


def _shown(value: str, column: Field) -> str:
    labels = {option.value: option.label for option in column.options}
    return labels.get(value, value)


def make(page: Page, draft: str, document: str) -> bytes:
    """Generate a document, wait for it, download it."""
    page.goto(f"{draft}/documentos")
    ready = page.locator("main .item a[download]")
    before = ready.count()
    page.locator(f"button[name=document][value='{document}']").click()
    expect(ready).to_have_count(before + 1, timeout=LONG)
    with page.expect_download() as waiting:
        ready.first.click()
    return Path(waiting.value.path()).read_bytes()


def walk(officer: Page, director: Page, *, match: str, today: date, keep: Keep) -> dict[str, bytes]:
    """Do it all; the concept note and the full proposal as they were sent."""
    officer.goto(match)
    officer.get_by_role("link", name="Empezar propuesta").first.click()
    officer.locator("main form button").first.click()
    expect(officer.locator(".task-list > li")).to_have_count(10)
    draft = officer.url.rstrip("/")
    write(officer, draft, today + timedelta(days=200))
    officer.goto(f"{draft}/objetivos#presupuesto")
    keep("presupuesto", officer)
    officer.goto(f"{draft}/aplicar")
    keep("revisar", officer)
    officer.goto(f"{draft}/proceso")
    officer.get_by_role("button", name="Pedir el aval").click()
    director.goto(f"{draft}/proceso")
    director.locator("#reason-grant").fill("Conviene a la ciudad y cabe en el presupuesto.")
    director.locator("#position").fill("Directora")
    director.get_by_role("button", name="Conceder el aval").click()
    expect(director.locator("#envio")).to_be_visible()
    made = {
        name: make(officer, draft, f"{name}.pdf") for name in ("nota-conceptual", "completa-es")
    }
    officer.goto(f"{draft}/proceso")
    officer.locator("#number").fill("RAD-2026-0117")
    officer.set_input_files(
        "#receipt", {"name": "constancia.pdf", "mimeType": "application/pdf", "buffer": RECEIPT}
    )
    for box in officer.locator("input[name=sent]").all():
        box.check()
    officer.get_by_role("button", name=re.compile("^Registrar (el envío|que ya)")).click()
    expect(officer.locator("#enviado")).to_be_visible()
    keep("enviada", officer)
    return made
