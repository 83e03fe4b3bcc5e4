"""Guess: an address of which nobody said what it is; its answer tells."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapers.item import ScrapedCall
from scrapers.source import About, Run
from scrapers.sources.base.reading import Site
from scrapers.sources.generic.feed import FeedSource
from scrapers.sources.generic.list_page import ListPage
from scrapers.sources.generic.wordpress import WordPress

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher

_FEED = re.compile(
    r"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_JSON_FEED = re.compile(r'^\s*\{[^{}]*"version"\s*:\s*"https?:\\?/\\?/jsonfeed')
_WORDPRESS = re.compile(r"/wp-json/|/wp-content/|api\.w\.org")
_HOME = re.compile(r"^/(?:category/[^?]*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """The three readings an address can have; the first look at it decides."""

    about: About
    path: str
    feed: FeedSource
    wordpress: WordPress
    list_page: ListPage

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the calls, read as what the address turns out to be.

        :raises ScraperError: when it cannot be read as anything.
        """
        response = fetcher.get(Site(self.about.base, base).at(self.path))
        chosen = self.reading(response.text()[:200_000])
        yield from chosen.calls(fetcher, base=base, run=run, limit=limit)

    def reading(self, text: str) -> FeedSource | WordPress | ListPage:
        """How an address with this answer is read."""
        if _FEED.search(text[:4000]) or _JSON_FEED.search(text[:4000]):
            return self.feed
        if _HOME.match(self.path) and _WORDPRESS.search(text):
            return self.wordpress
        return self.list_page
