"""Somebody new begins at a match and ends with a concept note and a full proposal sent."""

import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from proposals.models import Draft, DraftPassage, Submission
from tests.journeys.conftest import served, small_agency
from tests.journeys.match_to_sent import walk
from tests.journeys.test_proposal_in_browser import sign_in
from tests.matcher.web.seed import NOW

pytestmark = [
    pytest.mark.browser,
    pytest.mark.office,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice"),
]


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return small_agency(tmp_path, agency_name="Alcaldía de muestra")


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    with served(app) as url:
        yield url


def test_from_a_match_to_what_was_sent(app: Flask, browser: Browser, site: str) -> None:
    pages: list[Page] = []
    for email in ("luz@ciudad.example", "dir@ciudad.example"):
        pages.append(browser.new_context(base_url=site, accept_downloads=True).new_page())
        sign_in(pages[-1], email)
    kept: list[str] = []
    made = walk(
        *pages,
        match="/coincidencias/1/1",
        today=NOW.date(),
        keep=lambda name, _page: kept.append(name),
    )
    assert kept == ["presupuesto", "revisar", "enviada"]
    said = {name: _text(content) for name, content in made.items()}
    assert len(pypdfium2.PdfDocument(made["nota-conceptual"])) <= 2
    assert len(pypdfium2.PdfDocument(made["completa-es"])) > 8
    for text in said.values():
        assert "BORRADOR" not in text
        assert "Faltanrecursosparapasardelpiloto" in text  # typed in step 3
        assert "87.220" in text
    won(pages[0])
    with app.extensions["puente"].sessions() as session:
        assert session.get_one(Draft, 1).state == "won"
        sent = session.get_one(Submission, 1)
        assert (sent.requested, sent.requested_currency) == (73_300, "EUR")
        assert sent.receipt_id is not None
        names = [one["name"] for one in sent.content]
        assert any("nota-conceptual" in name for name in names)
        assert len(names) == 2
        assert [one.deed for one in session.query(DraftPassage)] == [
            "ask",
            "grant",
            "send",
            "win",
        ]


def won(page: Page) -> None:
    """The outcome reaches the results and what is known of whoever finances."""
    page.goto("/propuestas/1/proceso")
    page.get_by_label("Ganada").check()
    page.locator("#granted").fill("70.000 EUR")
    page.get_by_role("button", name="Registrar", exact=True).click()
    expect(page.locator("#enviado ~ dl")).to_contain_text("70.000 EUR")
    page.goto("/resultados")
    expect(page.get_by_role("region", name="Cifras")).to_contain_text("70.000 EUR")
    page.goto("/financiadores")
    expect(page.locator("td[data-label=Ganadas]").filter(has_text="1")).to_have_count(1)


def _text(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return "".join(unicodedata.normalize("NFKC", text).split())
