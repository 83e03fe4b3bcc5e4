"""Trying a source: read it once, live or from saved responses, and write what it yields."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from scrapers.checks import Health, Tally, judge
from scrapers.errors import ScraperError
from scrapers.extract import to_record
from scrapers.fetch import Fetcher, FetchPolicy
from scrapers.fetch.robots import is_loopback
from scrapers.item import ScrapedCall
from scrapers.remark import Remark
from scrapers.source import Run, Source

SETTINGS = "PUENTE_"


@dataclass(slots=True, kw_only=True)
class Trial:
    """One reading of ``source`` at ``base``: iterate over it, then ask for :meth:`health`."""

    source: Source
    base: str
    limit: int | None = None
    run: Run = field(default_factory=Run)
    found: int = 0
    error: Remark | None = None

    def calls(self, fetcher: Fetcher) -> Iterator[ScrapedCall]:
        """Yield the calls; an error of the whole source ends the trial and is kept."""
        try:
            for call in self.source.calls(fetcher, base=self.base, run=self.run, limit=self.limit):
                self.found += 1
                yield call
        except ScraperError as error:
            self.error = error.said

    def health(self) -> Health:
        """The verdict on what was read so far."""
        about = self.source.about
        partial = self.limit is not None or self.base != about.base
        verdict = judge(about, self.run, Tally(found=self.found), replayed=partial)
        if self.error is None:
            return verdict
        return Health(ok=False, reasons=(self.error, *verdict.reasons))


def normalised(base: str) -> str:
    """``base`` with a scheme and without the slash at its end."""
    full = base if "://" in base else f"http://{base}"
    return full.rstrip("/")


def open_fetcher(base: str, *, contact: str) -> Fetcher:
    """A fetcher for a trial: on this machine without pauses, elsewhere with all the manners.

    :raises ScraperError: where a live site would be read without saying who reads it.
    """
    keys = {name: value for name, value in os.environ.items() if name.startswith(SETTINGS)}
    if not is_loopback(urlsplit(base).hostname or ""):
        return Fetcher(FetchPolicy(contact=contact, keys=keys))
    return Fetcher(
        FetchPolicy(
            contact=contact or "prueba local",
            keys=keys,
            allow_private=True,
            delay_seconds=0.0,
            max_crawl_delay_seconds=0.0,
            backoff_seconds=0.05,
        )
    )


def as_record(call: ScrapedCall, *, today: date) -> dict[str, Any]:
    """``call`` as a line of JSON: the fields of ``puente extract`` and where they were found."""
    return {
        "source_id": call.source_id,
        "id": call.source_key,
        "title": call.title,
        "url": call.url,
        "status": status_of(call, today=today),
        "published_on": call.published_on.isoformat() if call.published_on else None,
        **to_record(call, fetched_on=today),
    }


def status_of(call: ScrapedCall, *, today: date) -> str:
    """The state on ``today``: dates win over the published word, which goes stale."""
    if call.status == "cancelled":
        return "cancelled"
    days = [deadline.on for deadline in call.deadlines if deadline.on]
    if days and max(days) < today:
        return "closed"
    if call.opens_on and call.opens_on > today:
        return "forthcoming"
    if call.status != "unknown":
        return call.status
    return "open" if days or call.rolling else "unknown"
