"""Source: what every source declares of itself, and the two things it does."""

import logging
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from scrapers.item import ScrapedCall
from scrapers.remark import Remark, broken

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher

logger = logging.getLogger(__name__)
_SHOWN = 3
FunderKind = Literal[
    "banco",
    "gobierno-local",
    "organismo-multilateral",
    "agencia",
    "red-de-ciudades",
    "filantropia",
    "gobierno-nacional",
    "agregador",
]
Access = Literal["json-api", "xml-dump", "feed", "wordpress", "html-list"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a source says of itself.

    ``base`` is the only place an address is built from, so that a setting can replace it and
    saved responses be replayed. ``expected`` is the least and the most calls a healthy run
    yields. ``disabled`` holds the reason, in Spanish, where the source ships switched off;
    ``verified`` is false where nobody has seen the interface answer; ``forbidden`` is true where
    its owner does not want it read by a program, so that nobody tries it either. ``key`` names
    the setting that holds the key its interface wants; it switches on a source that ships off
    without it. ``serves`` names the countries (ISO 3166-1 alpha-2) whose organisations alone it is
    for; elsewhere it starts switched off.
    """

    id: str
    title: str
    publisher: str
    funder_kind: FunderKind
    access: Access
    home: str
    base: str
    licence: str
    frequency: Literal["daily", "weekly"] = "daily"
    expected: tuple[int, int] = (1, 100_000)
    language: str | None = None
    country: str | None = None
    disabled: str | None = None
    verified: bool = True
    forbidden: bool = False
    note: str = ""
    key: str | None = None
    serves: tuple[str, ...] = ()

    def is_abroad(self, country: str) -> bool:
        """Whether it only serves organisations of other countries than ``country``."""
        return bool(self.serves) and country not in self.serves

    def is_on(self, keys: Collection[str], country: str) -> bool:
        """Whether it is read unless somebody says otherwise.

        :param keys: the keys there are; :param country: the agency's, ISO 3166-1 alpha-2.
        """
        if self.is_abroad(country):
            return False
        return self.disabled is None or (self.key is not None and self.key in keys)


@dataclass(slots=True)
class Failure:
    """One record that could not be read, kept so that nothing disappears in silence."""

    where: str
    reason: Remark


@dataclass(slots=True)
class Fields:
    """The fields of a source's records: which were read, and which were met and not read so far.

    ``unread`` counts records by the fields nobody had read when they came; what is read later
    is taken off in the end. Both count by the kind of record, ``row`` or ``detail``.
    """

    read: set[str] = field(default_factory=set)
    unread: Counter[tuple[str, frozenset[str]]] = field(default_factory=Counter)
    records: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Run:
    """What happened while one source was read: filled by ``Source.calls`` as it goes."""

    listed: int = 0
    failures: list[Failure] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    agency_country: str = "CO"
    """ISO 3166-1 alpha-2: whether somebody from there may apply is asked of every call."""
    on: date | None = None
    """The day of reading."""
    complete: bool = False
    """True once the source was read to its end, so that what is missing may be called gone."""

    def broke(self, where: str, fault: Exception) -> None:
        """Tell of a record our own code broke on: the first ones where people read it."""
        logger.error("record broke", exc_info=fault, extra={"fields": {"record": where}})
        failure = Failure(where, broken(fault))
        self.failures.append(failure)
        if len(self.failures) <= _SHOWN:
            self.warnings.append(failure.reason.at(where))


class Source(Protocol):
    """One source. A module of ``scrapers.sources`` offers one as ``SOURCE``."""

    about: About

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the calls found at ``base`` now, one by one, as they are read.

        A record that cannot be read goes to ``run.failures`` and the next one follows.

        :raises ScraperError: where the whole source cannot be read.
        """
        ...
