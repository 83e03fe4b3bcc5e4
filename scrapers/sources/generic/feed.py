"""A feed as a source: RSS, RDF, Atom or JSON Feed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.access.feed import read_feed
from scrapers.access.feed_entry import FeedEntry
from scrapers.item import Document, Raw, ScrapedCall
from scrapers.page import absolute
from scrapers.source import About, Run
from scrapers.sources.base.fields import meet
from scrapers.sources.base.prose import one_line
from scrapers.sources.base.reading import Details, Pages, Site, read, tell_unread
from scrapers.sources.generic.post import (
    GenericPost,
    Manner,
    as_call,
    is_cut,
    stable_key,
    untracked,
)
from scrapers.sources.generic.reader import PageReader

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSource:
    """A feed below the base. ``page_param`` names the parameter of further pages, if it has any."""

    about: About
    path: str
    manner: Manner = field(default_factory=Manner)
    page_param: str | None = None
    at_most: int = 3

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the feed's entries that are calls.

        Old entries leave a feed, so the run never counts as complete.

        :raises UnreadableFeed: when the address gives no feed.
        :raises ScraperError: when it cannot be read.
        """
        site = Site(self.about.base, base)
        details = Details(run=run)
        pages = self.posts(fetcher, site=site, run=run)
        reader = PageReader(fetcher=fetcher, site=site, details=details)
        yield from read(
            pages,
            lambda post: as_call(post, about=self.about, manner=self.manner, reader=reader),
            run=run,
            name=lambda post: post.url or post.key,
            country=self.about.country,
            limit=limit,
        )
        details.close()
        tell_unread(run, self.about)

    def posts(self, fetcher: "Fetcher", *, site: Site, run: Run) -> Pages[GenericPost]:
        """The entries of every page of the feed."""

        def load(number: int) -> list[GenericPost]:
            if number and self.page_param is None:
                return []
            params = {self.page_param: number + 1} if number and self.page_param else None
            response = fetcher.get(site.at(self.path), params=params)
            return entries_of(response, site=site, path=self.path, run=run)

        return Pages(load=load, key=lambda post: post.key, run=run, at_most=self.at_most)


def entries_of(response: "Response", *, site: Site, path: str, run: Run) -> list[GenericPost]:
    """The posts of one feed document.

    :raises UnreadableFeed: where it is no feed.
    """
    feed = read_feed(response.body, content_type=response.content_type, url=site.public(path))
    run.warnings.extend(warning for warning in feed.warnings if warning not in run.warnings)
    front = urlsplit(feed.link or site.home)
    home = f"{front.scheme}://{front.netloc}/"
    for entry in feed.entries:
        meet(run.fields, entry.others)
    return [_post(entry, response, site=site, home=home) for entry in feed.entries]


def _post(entry: FeedEntry, response: "Response", *, site: Site, home: str) -> GenericPost:
    """An entry as a post; one without an address of its own leads to the site's front door."""
    link = untracked(site.public(entry.link or absolute(entry.id, "") or home))
    html = max(entry.content_html, entry.summary_html, key=len)
    told = {
        "id": entry.id,
        "link": link,
        "title": entry.title,
        "html": html,
        "published_on": entry.published_on.isoformat() if entry.published_on else None,
        "categories": list(entry.categories),
    }
    return GenericPost(
        key=stable_key(entry.id, link),
        url=link,
        title=entry.title or one_line(html)[:_LONGEST_TITLE],
        html=html,
        published_on=entry.published_on,
        categories=entry.categories,
        cut=is_cut(html),
        documents=tuple(
            Document(url=site.public(file.url), title=file.url.rpartition("/")[2] or entry.title)
            for file in entry.enclosures
            if not (file.content_type or "").startswith(("image/", "audio/", "video/"))
        ),
        raw=Raw(
            body=json.dumps(told, ensure_ascii=False).encode(),
            content_type="application/json",
            url=link or response.url,
            fetched_at=response.fetched_at,
        ),
    )
