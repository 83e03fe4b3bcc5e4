"""What is fuzzed: for each kind the reader, what its inputs begin from, and how many it gets.

A reader is called in the process that fuzzes, also where the service calls it in one with limits:
so a thousand inputs cost what one cost, and what would only have been «damaged» is seen as the
error it is. PDFium alone stays in a process of its own, for it may take ours with it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile

from docx import Document

from matcher.errors import ToldError, UnreadableTable
from matcher.files.keeping import kind_of
from matcher.intake.brought.reading import read_file
from matcher.intake.forwarded import _leads, _shut
from matcher.mail.bounces import read_returned
from matcher.mail.foreign import letters_in, read_letter
from matcher.mail.proof import is_proven, sender_of
from matcher.projects.national.book import national_book
from matcher.projects.national.lines import SheetCell
from matcher.projects.tables.files import plain_grids, read_plain
from matcher.settings import Settings
from proposals.asked.pasted import read_form
from proposals.asked.reading import read_terms
from proposals.docx.catalogue import templates
from proposals.docx.validate import look_over
from proposals.docx.wording import SPANISH
from proposals.marks.reading import reading
from proposals.own_templates.starter import starter_template
from proposals.vetting.package import refuse_package
from scrapers.access.feed import read_feed
from scrapers.access.feed_text import read_moment
from scrapers.access.pdf_reader import read as read_pdf
from scrapers.confined.process import Broke, Limits, run
from scrapers.errors import ScraperError
from scrapers.extract import extract
from scrapers.fetch.charset import decode
from scrapers.outside.page import read_outside
from scrapers.page import is_endless, main_text, parse, sanitise, too_deep
from tests.matcher.projects.mga import mga, saved

SAMPLES = Path(__file__).parent.parent
URL = "https://sitio.example/feed"
DAY = date(2026, 11, 29)
LONGEST = 20_000
"""Bytes of a sample that is text."""
SETTINGS = Settings(data_dir=Path("/nonexistent"), secret_key="only to be read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fuzzed:
    """One kind of input. ``share`` is out of the sum of all; a ``packed`` one is a ZIP archive,
    of which mostly a part is changed and not the archive."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterable[bytes]]
    share: int
    packed: bool = False


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _page(raw: bytes) -> None:
    html = decode(raw)
    if is_endless(html) or too_deep(html):
        return
    parse(html, url=URL)
    sanitise(html, base=URL)
    main_text(html, url=URL)
    read_outside(html)


def _letter(raw: bytes) -> None:
    letter = read_letter(raw)
    sender_of(letter)
    is_proven(letter, by="correo.example")
    for part in letters_in(letter):
        _leads(part, SETTINGS)
        _shut(part)


def _saved_mail(raw: bytes) -> None:
    read_file(raw, "convocatoria.eml")


def _told(found: dict[str, object]) -> None:
    assert set(found) & {"problem", "tables", "sheets"}, found.keys()


def _table(raw: bytes) -> None:
    _told(read_plain(raw, "banco.csv"))


def _book(raw: bytes) -> None:
    _told(read_plain(raw, "banco.xlsx"))
    _told(plain_grids(raw, "tasas.xlsx"))


def _national(raw: bytes) -> None:
    for on_a_page in (False, True):
        lines = [
            tuple(
                SheetCell(cell.strip(), at, "hoja", at + len(cell) if on_a_page else None)
                for at, cell in enumerate(line.split("\t"))
            )
            for line in _text(raw).splitlines()
            if line.strip()
        ]
        with suppress(UnreadableTable):
            national_book(lines, "mga.pdf", sheets=())


def _pdf(raw: bytes) -> None:
    with suppress(Broke):  # told as a damaged file: what may not happen is that it never ends
        run(read_pdf, raw, 400, 3_000_000, limits=Limits(cpu_seconds=20, seconds=60.0))


def _word(raw: bytes) -> None:
    with NamedTemporaryFile(suffix=".docx", dir=_memory()) as file:
        file.write(raw)
        file.flush()
        reading(file.name)
        refuse_package(Path(file.name))


def _template(raw: bytes) -> None:
    with NamedTemporaryFile(suffix=".docx", dir=_memory()) as file:
        file.write(raw)
        file.flush()
        look_over(file.name)


def _asked(raw: bytes) -> None:
    read_terms(_text(raw))
    read_form(_text(raw))


@cache
def _memory() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _files(*patterns: str, most: int = LONGEST) -> Callable[[], Iterator[bytes]]:
    def found() -> Iterator[bytes]:
        for pattern in patterns:
            for path in sorted(SAMPLES.glob(pattern)):
                yield path.read_bytes()[:most]

    return found


def _passages() -> Iterator[bytes]:
    """A thousand characters each: what is slow is the length, and all of it is asked for."""
    whole = next(_files("scrapers/extract/closings.txt")())
    yield from (whole[at : at + 1_000] for at in range(0, len(whole), 1_000))


def _plain(*texts: str | bytes) -> Callable[[], list[bytes]]:
    return lambda: [one if isinstance(one, bytes) else one.encode() for one in texts]


def _books() -> Iterator[bytes]:
    yield saved(mga())
    yield (SAMPLES.parent / "matcher/projects/sample/banco-de-proyectos.xlsx").read_bytes()


def _sheet_lines() -> Iterator[bytes]:
    for sheet in mga():
        rows = sheet.iter_rows(values_only=True)
        yield "\n".join("\t".join(str(c or "") for c in row) for row in rows).encode()


def _pdfs() -> Iterator[bytes]:
    for words in ("Convocatoria 2027", "Identificador BPIN 2026", ""):
        yield _pdf_of(words)


def _pdf_of(words: str) -> bytes:
    """A whole, small PDF with a line of text."""
    stream = f"BT /F1 12 Tf 72 700 Td ({words}) Tj ET".encode("latin-1")
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(parts) + 1, table, len(parts) + 1, len(body))
    )


def _documents() -> Iterator[bytes]:
    made = BytesIO()
    document = Document()
    document.add_heading("Propuesta", 1)
    document.add_paragraph("Un texto con {{ documento.titulo }} en él.")
    document.add_table(2, 2).cell(0, 0).text = "celda"
    document.save(made)
    yield made.getvalue()


def _word_templates() -> Iterator[bytes]:
    yield starter_template(SPANISH)
    yield from (one.path.read_bytes() for one in templates()[:2])


def _uploads() -> Iterator[bytes]:
    yield b"\x89PNG\r\n\x1a\n" + b"\0" * 200
    yield b"\xff\xd8\xff\xe0" + b"\0" * 200
    yield _pdf_of("Anexo")
    yield from _documents()
    yield from _books()


_LETTER = (
    "From: Luz <luz@ciudad.example>\r\nSubject: RV: Boletín\r\nMIME-Version: 1.0\r\n"
    "Authentication-Results: correo.example; spf=pass; dkim=pass header.d=ciudad.example\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
    "Content-Type: text/plain; charset=utf-8\r\n\r\nConvocatoria abierta https://a.example/1\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<table><tr><td><a href="
    '"https://a.example/convocatoria">Convocatoria de cultura 2027</a><p>Cierra el 3 de mayo.'
    "</td></tr></table>\r\n--b--\r\n"
)
_ASKED = (
    "La propuesta tendrá como máximo 10 páginas. Duración de 12 a 24 meses. Los costos indirectos "
    "no pueden superar el 7 %.\n1. ¿Qué problema resuelve? (máximo 2.000 caracteres)\n2. Socios\n"
    "Criterios: pertinencia (30 puntos), viabilidad (70 puntos)."
)
KINDS: dict[str, Fuzzed] = {
    "date": Fuzzed(
        read=lambda raw: read_moment(_text(raw)),
        seeds=_plain(
            "Sun, 29 Nov 2026 14:00:00 -0500",
            "2026-11-29T14:00:00Z",
            "29 nov 2026 2:00 p. m.",
        ),
        share=3500,
    ),
    "charset": Fuzzed(
        read=decode,
        seeds=_plain(b"<meta charset=latin-1><p>convocat\xf2ria 2026</p>", "año ‘ñ’ €"),
        share=3000,
    ),
    "upload": Fuzzed(read=kind_of, seeds=_uploads, share=3000),
    "national": Fuzzed(read=_national, seeds=_sheet_lines, share=400),
    "asked": Fuzzed(read=_asked, seeds=_plain(_ASKED), share=150),
    "letter": Fuzzed(
        read=_letter,
        seeds=lambda: [_LETTER.encode(), *_files("matcher/mail/returned/*.eml")()],
        share=130,
    ),
    "mail": Fuzzed(read=read_returned, seeds=_files("matcher/mail/returned/*.eml"), share=600),
    "eml": Fuzzed(read=_saved_mail, seeds=_plain(_LETTER), share=150),
    "feed": Fuzzed(
        read=lambda raw: read_feed(raw, content_type="application/rss+xml", url=URL),
        seeds=_files("scrapers/pages/feed.xml"),
        share=150,
    ),
    "table": Fuzzed(
        read=_table,
        seeds=_plain('Código,Nombre del proyecto,Resumen\n1,Uno,"dos; tres"\n=1+1,A,B\n'),
        share=10,
    ),
    "text": Fuzzed(
        read=lambda raw: extract("Convocatoria", _text(raw), published_on=DAY),
        seeds=_passages,
        share=8,
    ),
    "page": Fuzzed(read=_page, seeds=_files("scrapers/pages/*.html"), share=50),
    "word": Fuzzed(read=_word, seeds=_documents, share=12, packed=True),
    "book": Fuzzed(read=_book, seeds=_books, share=4, packed=True),
    "pdf": Fuzzed(read=_pdf, seeds=_pdfs, share=100),
    "template": Fuzzed(read=_template, seeds=_word_templates, share=10, packed=True),
}
DECLARED = (ScraperError, ToldError)
"""The only errors that may come out: each is told to the person in words."""
