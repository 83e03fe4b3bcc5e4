"""A WordPress site as a source: the posts of one category, or those that speak of calls."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from scrapers.access import wordpress
from scrapers.errors import ScraperError
from scrapers.item import Raw, ScrapedCall
from scrapers.source import About, Failure, Run
from scrapers.sources.base.fields import meet
from scrapers.sources.base.reading import Details, Site, read, tell_unread
from scrapers.sources.generic.list_page import CALL_WORDS
from scrapers.sources.generic.post import GenericPost, Manner, as_call, is_cut, untracked
from scrapers.sources.generic.reader import PageReader

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WordPress:
    """A WordPress site below ``prefix``; ``category`` is the slug of the posts that are calls.

    ``post_type`` names a kind of post of the site's own that holds nothing but calls. Without
    either, or where the site does not know the category, ``manner.keep`` (else the usual words)
    tells calls from news. The newest posts are read, not the archive.
    """

    about: About
    prefix: str = ""
    category: str | None = None
    post_type: str | None = None
    manner: Manner = field(default_factory=Manner)

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the posts that are calls.

        Old posts leave the pages that are read, so the run never counts as complete.

        :raises ScraperError: when neither REST nor feed can be read.
        """
        site = Site(self.about.base, base)
        details = Details(run=run)
        reader = PageReader(fetcher=fetcher, site=site, details=details)
        manner, posts = self._posts(fetcher, site=site, run=run)
        yield from read(
            (_post(post, site=site, run=run) for post in posts),
            lambda post: as_call(post, about=self.about, manner=manner, reader=reader),
            run=run,
            name=lambda post: post.url or post.key,
            country=self.about.country,
            limit=limit,
        )
        details.close()
        tell_unread(run, self.about)

    def _posts(
        self, fetcher: "Fetcher", *, site: Site, run: Run
    ) -> tuple[Manner, Iterator[wordpress.Post]]:
        """The posts of the category, else of the whole site with the words that tell calls."""
        root = site.at(self.prefix) + "/"

        def failed(where: str, error: ScraperError) -> None:
            run.failures.append(Failure(where, error.said))

        if self.category is not None:
            try:
                found = wordpress.posts(
                    fetcher, root, category=self.category, limit=_MOST, on_failure=failed
                )
                return self.manner, _begun(found)
            except ScraperError:
                pass
        if self.post_type is not None:
            found = wordpress.posts(
                fetcher, root, post_type=self.post_type, limit=_MOST, on_failure=failed
            )
            return self.manner, found
        manner = replace(self.manner, keep=self.manner.keep or CALL_WORDS)
        return manner, wordpress.posts(fetcher, root, limit=_MOST, on_failure=failed)


def _begun(posts: Iterator[wordpress.Post]) -> Iterator[wordpress.Post]:
    """``posts`` with the first one read already, so that a site without them is noticed now."""
    first = next(posts, None)

    def all_of_them() -> Iterator[wordpress.Post]:
        if first is not None:
            yield first
        yield from posts

    return all_of_them()


def _post(post: wordpress.Post, *, site: Site, run: Run) -> GenericPost:
    meet(run.fields, post.others)
    url = untracked(site.public(post.url))
    return GenericPost(
        key=post.key,
        url=url,
        title=post.title,
        html=post.content_html,
        published_on=post.published_on,
        categories=post.categories,
        cut=not post.complete or is_cut(post.content_html),
        raw=Raw(
            body=post.raw,
            content_type="application/json",
            url=url,
            fetched_at=post.fetched_at,
        ),
    )
