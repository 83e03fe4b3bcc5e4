"""Post: what a feed entry and a WordPress post have in common, and how it becomes a call."""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.errors import LayoutChanged
from scrapers.item import Document, Kind, Raw, ScrapedCall
from scrapers.page import parse, plain_text
from scrapers.remark import Remark
from scrapers.source import About
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import incomplete
from scrapers.sources.base.values import span
from scrapers.sources.generic.reader import PageReader, ReadPage, documents_of, page_of

_POST_NUMBER = re.compile(r"[?&]p=(\d+)")
_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|mc_[ce]id)$")
_CUT = re.compile(r"(?:\[(?:…|\.\.\.|&hellip;|&#8230;)\]|…|\.\.\.)\s*(?:</p>\s*)?$")
_SHORT = 400
"""Fewer characters than this are a teaser: the page itself is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericPost:
    """One entry as its site tells it; ``html`` is the longest body it carries."""

    key: str
    url: str
    title: str
    html: str
    published_on: date | None
    raw: Raw
    categories: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    cut: bool = False
    """True where the site says itself that the body goes on elsewhere."""

    def speaks_of(self, pattern: re.Pattern[str]) -> bool:
        """Whether title, categories or the beginning of the body hold ``pattern``."""
        words = f"{self.title} {' '.join(self.categories)} {plain_text(self.html)[:1000]}"
        return bool(pattern.search(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the posts of one site are read.

    ``keep`` must be found in a post; ``follow`` is ``always``, ``never``, or ``short`` for posts
    that carry only a teaser; ``body`` is the CSS selector of the text on a post's own page.
    """

    keep: re.Pattern[str] | None = None
    follow: str = "short"
    body: str | None = None
    kind: Kind | None = None
    funder: str | None = None


def stable_key(guid: str | None, link: str) -> str:
    """The post's number where its id holds one, else the id, else the address without tracking."""
    match = _POST_NUMBER.search(guid or "")
    return match.group(1) if match else (guid or untracked(link))


def untracked(url: str) -> str:
    """``url`` without the query strings that only count visitors."""
    parts = urlsplit(url)
    query = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))


def is_cut(html: str) -> bool:
    """Whether a body ends in the mark of an excerpt."""
    return bool(_CUT.search(html.strip()))


def as_call(
    post: GenericPost, *, about: About, manner: Manner, reader: PageReader
) -> ScrapedCall | None:
    """``post`` as a call; ``None`` where it speaks of something else.

    :raises ScraperError: where it lacks a title or an address.
    """
    if manner.keep is not None and not post.speaks_of(manner.keep):
        return None
    if not post.url:
        raise LayoutChanged(Remark("entry-no-address", title=post.title[:60]))
    text = plain_text(post.html)
    call = ScrapedCall(
        source_id=about.id,
        source_key=post.key,
        url=post.url,
        title=one_line(post.title),
        text=paragraphs((None, one_line(post.title)), (None, text)),
        kind=manner.kind,
        kind_span=span(about.title, "fuente") if manner.kind else None,
        funder=manner.funder,
        funder_span=span(about.publisher, "fuente") if manner.funder else None,
        published_on=post.published_on,
        documents=(*post.documents, *documents_of(parse(post.html, url=post.url))),
        raw=post.raw,
    )
    if manner.follow == "never":
        return call
    if manner.follow == "always" or post.cut or len(text) < _SHORT:
        response = reader.page(post.url)
        if response is None:
            return incomplete(call)
        call = _with_page(call, page_of(response, url=post.url, body=manner.body))
    return reader.with_first_pdf(call)


def _with_page(call: ScrapedCall, read: ReadPage) -> ScrapedCall:
    return replace(
        call,
        text=paragraphs((None, call.title), (None, max(read.text, call.text, key=len))),
        documents=tuple(dict.fromkeys((*call.documents, *read.documents))),
        raw=read.raw,
    )
