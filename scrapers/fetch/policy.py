"""FetchPolicy: who we say we are and how much we take."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scrapers.errors import ScraperError
from scrapers.remark import Remark

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """The manners and limits of a :class:`~scrapers.fetch.Fetcher`.

    ``contact`` (an e-mail or a web address a webmaster can write to) is part of every request's
    User-Agent. Times are seconds, sizes bytes: ``max_wire_bytes`` counts what arrives,
    ``max_bytes`` what it unpacks to, ``max_file_bytes`` what ``stream`` may write.
    ``total_seconds`` is the longest one exchange may last however slowly it trickles.
    ``allow_private`` opens loopback and private networks, for replays and tests only. ``keys``
    are those the agency was given for interfaces, by the setting that holds each.
    """

    contact: str
    product: str = "Puente"
    version: str = "0.2"
    accept_language: str = "es,en;q=0.8,pt;q=0.7,fr;q=0.6,ca;q=0.5"
    delay_seconds: float = 1.0
    max_crawl_delay_seconds: float = 60.0
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    total_seconds: float = 120.0
    file_seconds: float = 1800.0
    max_wire_bytes: int = 20 * MIB
    max_bytes: int = 60 * MIB
    max_file_bytes: int = 600 * MIB
    attempts: int = 3
    backoff_seconds: float = 2.0
    max_retry_after_seconds: float = 120.0
    max_redirects: int = 5
    allow_private: bool = False
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse to be anonymous.

        :raises ScraperError: without a contact, or with one that would break the header.
        """
        if not self.contact.strip() or not self.contact.isprintable():
            raise ScraperError(Remark("contact-missing"))

    @property
    def user_agent(self) -> str:
        """The identity sent with every request."""
        return f"{self.product}/{self.version} (+{self.contact.strip()})"
