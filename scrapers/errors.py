"""The error tree of the scrapers. Messages are for the officer, in Spanish."""

from scrapers.remark import Remark


class ScraperError(Exception):
    """Root of every error raised in this package."""

    @property
    def said(self) -> Remark:
        """What it says, as a code with its values where it was raised with one."""
        told = self.args[0] if self.args else ""
        return Remark.of(told if isinstance(told, str) else str(told))


class FetchError(ScraperError):
    """The page could not be read: raised by ``fetch`` only."""

    def __init__(self, url: str, reason: str, *, status: int | None = None) -> None:
        super().__init__(Remark.of(reason).at(url))
        self.url = url
        self.reason = reason
        self.status = status


class ForbiddenAddress(FetchError):
    """The address leads to a private network, or leaves http(s)."""


class RobotsDisallowed(FetchError):
    """The site's robots.txt asks not to read this address."""


class TooLarge(FetchError):
    """The body went over the size or decompression limit."""


class OutOfTime(ScraperError):
    """The source as a whole used up the time it is given."""


class LayoutChanged(ScraperError):
    """The page no longer has the structure the source was written for."""


class UnknownValue(ScraperError):
    """A field holds a value nobody has met: never guessed, always raised."""


class UnreadableFeed(ScraperError):
    """The body is not a feed, JSON or XML that can be read."""


class FilterIgnored(ScraperError):
    """The source answered with rows that were not asked for."""


class UnknownSource(ScraperError):
    """No source has this id."""


class InvalidCall(ScraperError):
    """A scraped call breaks the contract of ``item.ScrapedCall``."""


class CatalogueError(ScraperError):
    """An entry of the catalogue is incomplete or contradicts itself."""
