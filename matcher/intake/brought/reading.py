"""A page, a PDF, a mail or words that somebody brings in, read into the facts of a call."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage

from matcher.calls.facts import HAND_SOURCE, CallFacts
from matcher.coded import Coded
from matcher.errors import InvalidInput
from matcher.intake.collect import HURRIED_SECONDS, open_fetcher
from matcher.intake.visits import is_page
from matcher.mail.foreign import is_letter, letters_in, parts_attached, read_letter
from matcher.messages import Message, gettext_noop
from matcher.settings import Settings
from scrapers.access.pdf import pdf_text
from scrapers.errors import LayoutChanged, ScraperError
from scrapers.extract.complete import complete
from scrapers.fetch import Response, time_budget
from scrapers.item import ScrapedCall
from scrapers.page import Node, main_text, parse, plain_text, tidy
from scrapers.remark import Remark

LEAST_WORDS = 25
"""A page with fewer words tells nothing: it is filled by a program, or is a picture."""
MOST_ATTACHED = 3
"""PDFs of one mail that are read, and letters forwarded with it."""
MOST_TITLE = 300
_ELSE = gettext_noop(
    "%(why)s Abra la página en su navegador, copie el texto y péguelo abajo: así también se lee."
)
_SHORT = gettext_noop("Casi no tiene texto que se pueda leer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtCall:
    """What somebody brings in as a call, in words: its title, its text, where it is published.

    ``unread`` names what came with a mail and is not in the text.
    """

    title: str
    text: str
    url: str = ""
    unread: tuple[str, ...] = ()


def read_address(url: str, settings: Settings) -> BroughtCall:
    """The page or PDF at ``url``, read once, within seconds, and only where it is public.

    :raises InvalidInput: where it cannot be read; the message says why, and what to do instead.
    """
    try:
        with time_budget(HURRIED_SECONDS), open_fetcher(settings, hurried=True) as fetcher:
            answer = fetcher.get(url)
            title, text = _words_of(answer)
    except ScraperError as error:
        raise InvalidInput(_ELSE, field="url", why=Coded.of(error.said)) from error
    if len(text.split()) < LEAST_WORDS:
        raise InvalidInput(_ELSE, field="url", why=Message(_SHORT))
    return BroughtCall(title=title or _first_line(text), text=text, url=url)


def read_file(body: bytes, name: str) -> BroughtCall:
    """The words of a PDF or of a saved mail (``.eml``).

    :raises InvalidInput: for anything else, or what cannot be read; the message says what to do.
    """
    unread: tuple[str, ...] = ()
    try:
        if body.startswith(b"%PDF"):
            text = pdf_text(body, url=name).text
            title = _first_line(text)
        elif name.lower().endswith(".eml"):
            title, text, unread = _mail(body)
        elif name.lower().endswith(".msg"):
            raise InvalidInput(
                "Outlook guardó este correo como .msg, y ese formato aquí no se puede leer. "
                "Descárguelo como .eml desde Outlook en la web, o copie su texto y péguelo.",
                field="file",
            )
        else:
            raise InvalidInput(
                "Suba un PDF o un correo guardado como .eml. De otro archivo, copie el texto y "
                "péguelo.",
                field="file",
            )
    except ScraperError as error:
        raise InvalidInput(_ELSE_FILE, field="file", why=Coded.of(error.said)) from error
    if len(text.split()) < LEAST_WORDS:
        raise InvalidInput(_ELSE_FILE, field="file", why=Message(_SCANNED))
    return BroughtCall(title=title, text=text, unread=unread)


_ELSE_FILE = gettext_noop("%(why)s Ábralo y copie o escriba abajo lo que dice: así también se lee.")
_SCANNED = gettext_noop("Casi no tiene texto que se pueda leer: puede ser un escaneo o una imagen.")


def facts_brought(brought: BroughtCall, settings: Settings) -> CallFacts:
    """What the readers of every source find in it, each value with its words."""
    call = ScrapedCall(
        source_id=HAND_SOURCE,
        source_key=HAND_SOURCE,
        url=brought.url or _NOWHERE,
        title=brought.title,
        text=brought.text,
    )
    read = CallFacts.of(complete(call, agency_country=settings.agency_country))
    return replace(read, url=brought.url)


_NOWHERE = "http://a-mano.invalid/"
"""The contract with the sources wants an address; what came by mail may have none."""


def _words_of(answer: Response) -> tuple[str, str]:
    """The title and the text of a page or a PDF.

    :raises ScraperError: where it is neither.
    """
    if answer.body.startswith(b"%PDF"):
        text = pdf_text(answer.body, url=answer.url).text
        return _first_line(text), text
    if not is_page(answer):
        raise LayoutChanged(Remark("page-not").at(answer.url))
    html = answer.text()
    return _title_of(parse(html, url=answer.url)), main_text(html, url=answer.url)


def _title_of(page: Node) -> str:
    """What a page calls itself: its one heading, else what it says for others, else its tab."""
    headings = [" ".join(one.element.text().split()) for one in page.any("h1")]
    told = [one.element.attributes.get("content") for one in page.any('meta[property="og:title"]')]
    tabs = [" ".join(one.element.text().split()) for one in page.any("head title")]
    ways = [*(headings if len(headings) == 1 else ()), *told, *headings, *tabs]
    return next((way.strip()[:MOST_TITLE] for way in ways if way and way.strip()), "")


def _first_line(text: str) -> str:
    return next((line.strip()[:MOST_TITLE] for line in text.splitlines() if line.strip()), "")


def _mail(body: bytes) -> tuple[str, str, tuple[str, ...]]:
    """The subject of a mail, its words with those of what came with it, what is unread.

    :raises LayoutChanged: where it is no mail, or one that breaks the rules of mail.
    """
    try:
        mail = read_letter(body)
        inner = [one for one in letters_in(mail) if one is not mail]
        letters = [mail, *inner[:MOST_ATTACHED]]
        words = [_words_of_letter(one) for one in letters]
        attached = [found for letter in letters for found in _files_of(letter)]
        # Whoever attaches a letter writes little around it: its own subject is the call's.
        told = 1 if inner and len(words[0].split()) < LEAST_WORDS else 0
        subject = _subject(letters[told])
        unread = [_subject(one) for one in inner[MOST_ATTACHED:]]
    except (LookupError, ValueError, AttributeError, RecursionError) as error:
        raise LayoutChanged(Remark("mail-damaged")) from error
    texts = _read_files(attached, unread)
    text = "\n\n".join(filter(None, (tidy(one) for one in [*words, *texts])))
    return (_FORWARDED.sub("", subject)[:MOST_TITLE] or _first_line(text)), text, tuple(unread)


def _files_of(letter: EmailMessage) -> Iterator[tuple[str, object]]:
    """Name and content of what came with a letter, but for pictures, which are logos, and mails."""
    for part in parts_attached(letter):
        if part.get_content_maintype() != "image" and not is_letter(part):
            yield part.get_filename() or part.get_content_type(), part.get_payload(decode=True)


def _read_files(attached: Sequence[tuple[str, object]], unread: list[str]) -> list[str]:
    """The words of the first PDFs; the names of all else go into ``unread``."""
    texts: list[str] = []
    for name, payload in attached:
        read = "" if len(texts) >= MOST_ATTACHED else _words_of_pdf(payload)
        if len(read.split()) < LEAST_WORDS:
            unread.append(" ".join(name.split()))
        else:
            texts.append(read)
    return texts


def _words_of_letter(letter: EmailMessage) -> str:
    part = letter.get_body(("plain", "html"))
    words = str(part.get_content()) if part else ""
    return plain_text(words) if part and part.get_content_subtype() == "html" else words


def _subject(letter: EmailMessage) -> str:
    return " ".join(str(letter["subject"] or "").split())


def _words_of_pdf(payload: object) -> str:
    """The words of what came with a mail; none of what is no PDF, or one that cannot be read."""
    if not isinstance(payload, bytes) or not payload.startswith(b"%PDF"):
        return ""
    try:
        return pdf_text(payload, url="").text
    except ScraperError:
        return ""


_FORWARDED = re.compile(r"^(?:\s*(?:re|rv|fw|fwd|reenviado?)\s*:)+\s*", re.IGNORECASE)
"""What mail programs put before a subject that is passed on."""
