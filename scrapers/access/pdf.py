"""PDF files as full text."""

from dataclasses import dataclass

from scrapers.access.pdf_reader import read
from scrapers.confined.process import MIB, Broke, Limits, TookTooLong, TookTooMuch, run
from scrapers.errors import LayoutChanged, TooLarge
from scrapers.page import tidy
from scrapers.remark import Remark

MAX_BYTES = 40 * 1024 * 1024
MAX_PAGES = 400
MAX_SECONDS = 60.0
CPU_SECONDS = 20
MEMORY = 1536 * MIB
MAX_CHARACTERS = 3_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfText:
    """The text of a PDF. ``complete`` is false where pages were left out for their number."""

    text: str
    pages: int
    complete: bool


def pdf_text(body: bytes, *, url: str) -> PdfText:
    """Read the text of every page, in a process of its own, within the limits of this module.

    A scanned PDF gives an empty text: nothing here guesses at pictures.

    :raises TooLarge: where the file is over ``MAX_BYTES`` or takes over ``MAX_SECONDS``.
    :raises LayoutChanged: where it is not a PDF that opens without a password.
    """
    if len(body) > MAX_BYTES:
        raise TooLarge(url, Remark("pdf-too-large"))
    try:
        limits = Limits(cpu_seconds=CPU_SECONDS, seconds=MAX_SECONDS, memory=MEMORY)
        found = run(read, body, MAX_PAGES, MAX_CHARACTERS, limits=limits, alone=True)
    except (TookTooLong, TookTooMuch) as error:
        raise TooLarge(url, Remark("pdf-slow")) from error
    except Broke as error:
        raise LayoutChanged(Remark("pdf-damaged").at(url)) from error
    if found is None:
        raise LayoutChanged(Remark("pdf-damaged").at(url))
    texts: list[str] = found["texts"]
    return PdfText(
        text=tidy("\n".join(texts))[:MAX_CHARACTERS],
        pages=found["pages"],
        complete=len(texts) == found["pages"],
    )
