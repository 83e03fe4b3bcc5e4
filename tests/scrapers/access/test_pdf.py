"""PDF files as text."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from scrapers.access import pdf
from scrapers.access.pdf import pdf_text
from scrapers.errors import LayoutChanged, TooLarge


def made_pdf(*pages: str) -> bytes:
    """A PDF by hand: a catalogue, a page tree, and a line of Helvetica per page."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode("cp1252")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    body = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (size, table, trailer)


def test_every_page_is_read():
    found = pdf_text(made_pdf("Convocatoria año 2026", "Cierre: 5 de mayo"), url="u")
    assert found.text == "Convocatoria año 2026\nCierre: 5 de mayo"
    assert (found.pages, found.complete) == (2, True)


def test_pages_over_the_limit_are_left_out_and_that_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    found = pdf_text(made_pdf("uno", "dos"), url="u")
    assert (found.text, found.pages, found.complete) == ("uno", 2, False)


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_SECONDS", 0.01)
    with pytest.raises(TooLarge, match="tarda demasiado"):
        pdf_text(made_pdf("uno"), url="u")


def test_several_threads_may_read_at_once():
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda n: pdf_text(made_pdf(f"hoja {n}"), url="u").text, range(4)))
    assert found == [f"hoja {n}" for n in range(4)]


@pytest.mark.parametrize("body", [b"", b"<html>", b"%PDF-1.4\nroto"])
def test_what_is_no_pdf_is_said_so(body: bytes):
    with pytest.raises(LayoutChanged, match="PDF"):
        pdf_text(body, url="u")


def test_a_file_too_big_is_not_opened(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdf, "MAX_BYTES", 10)
    with pytest.raises(TooLarge):
        pdf_text(made_pdf("uno"), url="u")
