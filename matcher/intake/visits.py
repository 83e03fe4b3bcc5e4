"""Visits to websites outside a run: an address or a source is tried, a page is looked at again.

And the links of a newsletter are followed.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from matcher.calls.models import Call
from matcher.clock import Clock, local_day
from matcher.coded import Coded
from matcher.errors import InvalidInput
from matcher.intake.collect import (
    THREADS,
    TRIAL_SECONDS,
    KnownSource,
    open_fetcher,
    record_of,
)
from matcher.intake.identity.addresses import canonical_url
from matcher.intake.store import Record
from matcher.intake.trials import Tried
from matcher.messages import Message
from matcher.settings import Settings
from matcher.text import fold
from scrapers import registry
from scrapers.access.newsletter import Lead, leads_in_html, leads_in_text
from scrapers.errors import FetchError, ScraperError
from scrapers.extract.reader import extract
from scrapers.fetch import Fetcher, Response
from scrapers.fetch.budget import time_budget
from scrapers.page import plain_text
from scrapers.remark import Remark
from scrapers.source import Source
from scrapers.sources.generic.linked import Linked, follow

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
        return _sample(source, settings)
    except ScraperError as error:
        raise InvalidInput(Coded.of(_in_a_trial(error.said)), field="url") from error


def try_source(known: KnownSource, settings: Settings) -> Tried:
    """What a source gives now: ten sample calls at most, the problems; nothing is stored.

    A source that cannot be read at all gives no call, and its problem says why.
    """
    try:
        tried = _sample(known.source, settings, base=known.base)
    except ScraperError as error:
        return Tried(found=0, dated=0, titles=(), problems=(_in_a_trial(error.said),))
    return Tried(
        found=len(tried.calls),
        dated=sum(bool(call.deadlines or call.rolling) for call in tried.calls),
        titles=tuple(call.title for call in tried.calls),
        problems=tried.problems,
    )


def _sample(source: Source, settings: Settings, *, base: str | None = None) -> registry.DryRun:
    """Ten calls at most, within a minute: somebody waits for them.

    :raises ScraperError: where the address cannot be read at all.
    """
    bases = [base] if base else []
    with time_budget(TRIAL_SECONDS), open_fetcher(settings, bases, tried=True) as fetcher:
        found = registry.dry_run(source, fetcher, base=base)
    return replace(found, problems=tuple(map(_in_a_trial, found.problems)))


def _in_a_trial(said: Remark) -> Remark:
    """``said`` of a sample: of one that ran out of time nothing is kept."""
    return Remark("trial-out-of-time") if said.code == "out-of-time" else said


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
    return _other_day(told, answer, today) if told.closes and is_page(answer) else None


def is_page(answer: Response) -> bool:
    """Whether a site answered with a page of HTML."""
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


BY_MAIL = "correo"
"""The source of the calls people forward; no other may be called so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What one link of a letter came to; ``record`` where it is a call."""

    title: str
    url: str
    outcome: str
    record: Record | None = None


def leads_of(html: str, text: str, *, own_site: str) -> list[dict[str, str]]:
    """The links of a letter that may lead to a call, with the words around them.

    :param own_site: the host of this installation, whose pages are no news.
    """
    found = leads_in_html(html) if html else leads_in_text(text)
    return [
        {"url": lead.url, "title": lead.title, "words": lead.words}
        for lead in found
        if urlsplit(lead.url).hostname != own_site
    ]


def follow_all(
    leads: Sequence[Mapping[str, str]], fetcher: Fetcher, *, agency_country: str
) -> list[Followed]:
    """What the links of a letter lead to, each page once, however many links lead there."""

    def one(lead: Mapping[str, str]) -> Linked:
        told = Lead(url=lead["url"], title=lead["title"], words=lead["words"])
        return follow(told, fetcher, source_id=BY_MAIL, agency_country=agency_country)

    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(one, leads))
    told: dict[str, Followed] = {}
    for linked in found:
        key = _key(linked)
        if key not in told or (told[key].record is None and linked.call is not None):
            told[key] = _followed(linked, key)
    return list(told.values())


def _key(linked: Linked) -> str:
    """By which a call is known again: its page, or its title where only the letter told of it.

    A link that counts its readers is another one in each copy of a letter.
    """
    return canonical_url(linked.url) if linked.page else f"titulo:{fold(linked.title)}"[:500]


def _followed(linked: Linked, key: str) -> Followed:
    call = linked.call
    record = record_of(replace(call, source_key=key)) if call else None
    return Followed(title=linked.title, url=linked.url, outcome=linked.outcome, record=record)
