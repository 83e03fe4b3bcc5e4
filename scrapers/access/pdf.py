"""PDF files as full text."""

import time
from dataclasses import dataclass

import pypdfium2

from scrapers.errors import LayoutChanged, TooLarge
from scrapers.page import tidy

MAX_BYTES = 40 * 1024 * 1024
MAX_PAGES = 400
MAX_SECONDS = 30.0
MAX_CHARACTERS = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The text of a PDF. ``complete`` is false where pages were left out for size or time."""

    text: str
    pages: int
    complete: bool


def pdf_text(body: bytes, *, url: str) -> PdfText:
    """Read the text of every page, within the limits of this module.

    A scanned PDF gives an empty text: nothing here guesses at pictures.

    :raises TooLarge: where the file is over ``MAX_BYTES``.
    :raises LayoutChanged: where it is not a PDF that opens without a password.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(url, "El PDF es demasiado grande.")
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        raise LayoutChanged(f"{url}: el PDF está dañado o pide contraseña.") from error
    try:
        return _read(document)
    finally:
        document.close()


def _read(document: pypdfium2.PdfDocument) -> PdfText:
    ends = time.monotonic() + MAX_SECONDS
    total = len(document)
    texts: list[str] = []
    size = 0
    for index in range(min(total, MAX_PAGES)):
        if time.monotonic() > ends or size > MAX_CHARACTERS:
            break
        text = _page(document, index)
        size += len(text)
        texts.append(text)
    return PdfText(
        text=tidy("\n".join(texts))[:MAX_CHARACTERS], pages=total, complete=len(texts) == total
    )


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        page = document[index]
        textpage = page.get_textpage()
        return str(textpage.get_text_bounded())
    except pypdfium2.PdfiumError:  # one damaged page must not hide the others
        return ""
