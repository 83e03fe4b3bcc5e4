"""Feed and Entry: what any RSS, Atom, RDF or JSON feed says, in one shape."""

from dataclasses import dataclass
from datetime import date, datetime

from scrapers.remark import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file an entry brings along."""

    url: str
    content_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. ``id`` is the feed's own, else the link, else a fingerprint of the words.

    ``title`` is plain text; ``summary_html`` and ``content_html`` are sanitised markup, ``""``
    where the feed gives none. ``published_on`` is the calendar day as the feed states it, in
    its own offset; ``updated_at`` is UTC. Neither is ever a deadline. ``others`` names what the
    entry says besides, in elements nobody reads.
    """

    id: str
    link: str | None
    title: str
    summary_html: str = ""
    content_html: str = ""
    published_on: date | None = None
    updated_at: datetime | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed read to its end. ``warnings`` tell, in Spanish, what had to be left out."""

    title: str
    link: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    warnings: tuple[Remark, ...] = ()
