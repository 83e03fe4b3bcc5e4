"""Visits to websites outside a run: an address or a source is tried, a page is looked at again."""

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from email import message_from_bytes
from email.policy import default
from typing import Any
from urllib.parse import urlsplit

from matcher.calls.facts import HAND_SOURCE, CallFacts
from matcher.calls.models import Call
from matcher.clock import Clock, local_day
from matcher.coded import Coded
from matcher.errors import InvalidInput
from matcher.intake.collect import HURRIED_SECONDS, THREADS, KnownSource, open_fetcher
from matcher.intake.trials import Tried
from matcher.messages import Message, gettext_noop
from matcher.settings import Settings
from scrapers import registry
from scrapers.access.pdf import pdf_text
from scrapers.errors import FetchError, LayoutChanged, ScraperError
from scrapers.extract.complete import complete
from scrapers.extract.reader import extract
from scrapers.fetch import Fetcher, Response, time_budget
from scrapers.item import ScrapedCall
from scrapers.page import Node, main_text, parse, plain_text, tidy
from scrapers.remark import Remark

GONE = frozenset({404, 410})
_MOST_DAYS = 2
"""Closing days of one page that may all be of one call: a first and a second stage."""


def dry_run(entry: Mapping[str, Any], settings: Settings) -> registry.DryRun:
    """What an address somebody wants to add as a source gives: ten sample calls, the problems.

    :raises InvalidInput: where the entry is incomplete or the address cannot be read at all; the
        message says what to do.
    """
    try:
        source = registry.from_entry(entry)
        with open_fetcher(settings) as fetcher:
            return registry.dry_run(source, fetcher)
    except ScraperError as error:
        raise InvalidInput(Coded.of(error.said), field="url") from error


def try_source(known: KnownSource, settings: Settings) -> Tried:
    """What a source gives now: ten sample calls at most, the problems; nothing is stored.

    A source that cannot be read at all gives no call, and its problem says why.
    """
    try:
        with open_fetcher(settings, [known.base]) as fetcher:
            tried = registry.dry_run(known.source, fetcher, base=known.base)
    except ScraperError as error:
        return Tried(found=0, dated=0, titles=(), problems=(error.said,))
    return Tried(
        found=len(tried.calls),
        dated=sum(bool(call.deadlines or call.rolling) for call in tried.calls),
        titles=tuple(call.title for call in tried.calls),
        problems=tried.problems,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldOf:
    """What a mail is about to tell of one call: its page, and by when one applies."""

    url: str
    title: str
    closes: frozenset[date] = frozenset()
    quotes: tuple[str, ...] = ()
    """The words the closing days were read from."""
    published_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDoubt:
    """What speaks against a call just before it is mailed, in a sentence.

    ``over`` where its page says that one can no longer apply.
    """

    sentence: str
    over: bool = False


def as_told(call: Call) -> ToldOf:
    """What a mail says of ``call``."""
    return ToldOf(
        url=call.url,
        title=call.title,
        closes=frozenset(d.on_day for d in call.deadlines if d.on_day),
        quotes=tuple(str(d.span.get("quote") or "") for d in call.deadlines),
        published_on=call.published_on,
    )


def look_again(
    told: Mapping[int, ToldOf], settings: Settings, *, clock: Clock
) -> dict[int, PageDoubt]:
    """Call → what speaks against it, its page read again just before it is mailed.

    A site that is merely slow, or asks robots to stay away, is not called dead; a page on which no
    closing day is found says nothing against the one that is known. Sources that are replayed from
    this machine have no live page to look at.
    """
    if settings.source_bases:
        return {}
    today = local_day(clock.now(), settings.timezone)
    with (
        open_fetcher(settings, clock=clock) as fetcher,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        found = pool.map(lambda one: _against(fetcher, one, today), told.values())
        return {call_id: doubt for call_id, doubt in zip(told, found, strict=True) if doubt}


def _against(fetcher: Fetcher, told: ToldOf, today: date) -> PageDoubt | None:
    try:
        answer = fetcher.get(told.url)
    except FetchError as error:
        if error.status not in GONE:
            return None
        gone = Message("La página original ya no existe (error %(status)s)", status=error.status)
        return _seen(gone, today)
    asked, given = urlsplit(told.url), urlsplit(answer.url)
    at_home = given.path in ("", "/") and not given.query
    if asked.path.strip("/") and at_home:
        return _seen(Message("La página original ahora lleva a la portada del sitio"), today)
    return _other_day(told, answer, today) if told.closes and _is_page(answer) else None


def _is_page(answer: Response) -> bool:
    return "html" in answer.content_type


def _seen(problem: Message, today: date) -> PageDoubt:
    return PageDoubt(
        sentence=Message(
            "%(problem)s (visto el %(day)s). En Puente está la copia guardada.",
            problem=problem,
            day=today,
        )
    )


def _other_day(told: ToldOf, answer: Response, today: date) -> PageDoubt | None:
    """What the page says now of its closing, where that is another day than the one known.

    The words the day was read from, still there, settle it. So does the day itself. A page with
    many days is a list, and says nothing of one call.
    """
    text = plain_text(answer.text())
    bare = _bare(text)
    if any(_bare(quote) in bare for quote in told.quotes if quote) or _bare(told.title) not in bare:
        return None
    read = extract(
        told.title, text, url=told.url, published_on=told.published_on, judged=False
    ).deadlines
    days = {deadline.on for deadline in read if deadline.on}
    if not days or len(days) > _MOST_DAYS or days & told.closes:
        return None
    there, here = max(days), max(told.closes)
    return PageDoubt(
        sentence=Message(
            "La página original dice ahora que cierra el %(there)s, y no el %(here)s (visto el "
            "%(day)s). Verifique en la fuente.",
            there=there,
            here=here,
            day=today,
        ),
        over=there < today,
    )


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


# -- what a person brings in ---------------------------------------------------------------------

LEAST_WORDS = 25
"""A page with fewer words tells nothing: it is filled by a program, or is a picture."""
MOST_ATTACHED = 3
"""PDFs of one mail that are read."""
MOST_TITLE = 300
_ELSE = gettext_noop(
    "%(why)s Abra la página en su navegador, copie el texto y péguelo abajo: así también se lee."
)
_SHORT = gettext_noop("Casi no tiene texto que se pueda leer.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What somebody brings in as a call, in words: its title, its text, where it is published."""

    title: str
    text: str
    url: str = ""


def read_address(url: str, settings: Settings) -> Brought:
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
    return Brought(title=title or _first_line(text), text=text, url=url)


def read_file(body: bytes, name: str) -> Brought:
    """The words of a PDF or of a saved mail (``.eml``).

    :raises InvalidInput: for anything else, or what cannot be read; the message says what to do.
    """
    try:
        if body.startswith(b"%PDF"):
            text = pdf_text(body, url=name).text
            title = _first_line(text)
        elif name.lower().endswith(".eml"):
            title, text = _mail(body)
        else:
            raise InvalidInput(
                "Suba un PDF o un correo guardado como .eml. De otro archivo, copie el texto y "
                "péguelo.",
                field="file",
            )
    except ScraperError as error:
        raise InvalidInput(_ELSE_FILE, field="file", why=Coded.of(error.said)) from error
    if len(text.split()) < LEAST_WORDS:
        raise InvalidInput(_ELSE_FILE, field="file", why=Message(_SHORT))
    return Brought(title=title, text=text)


_ELSE_FILE = gettext_noop("%(why)s Ábralo, copie el texto y péguelo abajo: así también se lee.")


def facts_brought(brought: Brought, settings: Settings) -> CallFacts:
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
    if not _is_page(answer):
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


def _mail(body: bytes) -> tuple[str, str]:
    """The subject of a mail, and its words with those of the PDFs that came with it.

    :raises LayoutChanged: where it is no mail, or one that breaks the rules of mail.
    """
    try:
        mail = message_from_bytes(body, policy=default)
        part = mail.get_body(("plain", "html"))
        words = str(part.get_content()) if part else ""
        if part and part.get_content_subtype() == "html":
            words = plain_text(words)
        attached = [
            one.get_payload(decode=True)
            for one in mail.iter_attachments()
            if one.get_content_type() == "application/pdf"
        ]
        subject = " ".join(str(mail["subject"] or "").split())
    except (LookupError, ValueError, AttributeError, RecursionError) as error:
        raise LayoutChanged(Remark("mail-damaged")) from error
    pdfs = [b for b in attached if isinstance(b, bytes) and b.startswith(b"%PDF")]
    texts = [words, *(pdf_text(pdf, url=subject).text for pdf in pdfs[:MOST_ATTACHED])]
    text = "\n\n".join(filter(None, (tidy(one) for one in texts)))
    return (_FORWARDED.sub("", subject)[:MOST_TITLE] or _first_line(text)), text


_FORWARDED = re.compile(r"^(?:\s*(?:re|rv|fw|fwd|reenviado?)\s*:)+\s*", re.IGNORECASE)
"""What mail programs put before a subject that is passed on."""
