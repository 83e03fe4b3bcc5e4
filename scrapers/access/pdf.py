"""PDF files as full text."""

import json
import subprocess
import sys
from dataclasses import dataclass

from scrapers.access import pdf_reader
from scrapers.errors import LayoutChanged, TooLarge
from scrapers.page import tidy

MAX_BYTES = 40 * 1024 * 1024
MAX_PAGES = 400
MAX_SECONDS = 30.0
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
        raise TooLarge(url, "El PDF es demasiado grande.")
    command = [sys.executable, pdf_reader.__file__, str(MAX_PAGES), str(MAX_CHARACTERS)]
    try:
        done = subprocess.run(  # noqa: S603  # our own file, run by our own Python
            command, input=body, capture_output=True, timeout=MAX_SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(url, "El PDF tarda demasiado en leerse.") from error
    except subprocess.CalledProcessError as error:
        raise LayoutChanged(f"{url}: el PDF está dañado o pide contraseña.") from error
    found = json.loads(done.stdout)
    texts: list[str] = found["texts"]
    return PdfText(
        text=tidy("\n".join(texts))[:MAX_CHARACTERS],
        pages=found["pages"],
        complete=len(texts) == found["pages"],
    )
