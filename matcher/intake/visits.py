"""Visits to websites outside a run: an address or a source is tried, a page is looked at again."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from matcher.clock import Clock, local_day
from matcher.coded import Coded
from matcher.errors import InvalidInput
from matcher.intake.collect import THREADS, KnownSource, open_fetcher
from matcher.intake.trials import Tried
from matcher.messages import Message
from matcher.settings import Settings
from scrapers import registry
from scrapers.errors import FetchError, ScraperError
from scrapers.fetch import Fetcher

GONE = frozenset({404, 410})


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


def look_again(pages: Mapping[int, str], settings: Settings, *, clock: Clock) -> dict[int, str]:
    """Call → a sentence for each page that is gone, looked at just before it is mailed.

    A site that is merely slow, or asks robots to stay away, is not called dead. Sources that are
    replayed from this machine have no live page to look at.

    :param pages: call → address of its original page.
    """
    if settings.source_bases:
        return {}
    today = local_day(clock.now(), settings.timezone)
    with (
        open_fetcher(settings, clock=clock) as fetcher,
        ThreadPoolExecutor(THREADS) as pool,
    ):
        found = pool.map(lambda url: _what_is_wrong(fetcher, url), pages.values())
        return {
            call_id: Message(
                "%(problem)s (visto el %(day)s). En Puente está la copia guardada.",
                problem=problem,
                day=today,
            )
            for call_id, problem in zip(pages, found, strict=True)
            if problem
        }


def _what_is_wrong(fetcher: Fetcher, url: str) -> str | None:
    try:
        answer = fetcher.get(url)
    except FetchError as error:
        gone = error.status in GONE
        told = Message("La página original ya no existe (error %(status)s)", status=error.status)
        return told if gone else None
    asked, given = urlsplit(url), urlsplit(answer.url)
    at_home = given.path in ("", "/") and not given.query
    if asked.path.strip("/") and at_home:
        return Message("La página original ahora lleva a la portada del sitio")
    return None
