"""Reading a source to its end: places, pages, rows that were asked for, details that fail."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar
from urllib.parse import urljoin, urlsplit, urlunsplit

from scrapers.access import json_api
from scrapers.confined.sparing import Sparing
from scrapers.errors import FetchError, FilterIgnored, LayoutChanged, ScraperError, UnknownValue
from scrapers.extract import complete, extract
from scrapers.item import Raw, ScrapedCall
from scrapers.remark import Remark
from scrapers.source import About, Failure, Run
from scrapers.sources.base.fields import unread_words, watch
from scrapers.sources.base.prose import storable
from scrapers.sources.base.record import JsonRecord, as_json

if TYPE_CHECKING:
    from scrapers.fetch import Response

Row = TypeVar("Row")
_FEW = 20
"""Up to this many stray rows are an oddity of the source; more of them are an ignored filter."""
_GIVE_UP = 100
_INCOMPLETE = Remark("detail-unread")


@dataclass(frozen=True, slots=True)
class Site:
    """Where a source lives for the public (``home``) and where it is read now (``base``).

    They differ only while saved responses are replayed; addresses shown to people always keep
    the public host.
    """

    home: str
    base: str

    def public(self, href: str, *, page: str = "") -> str:
        """The public address of ``href``, which may be relative to ``page``.

        :raises UnknownValue: where it is no address.
        """
        try:
            absolute = urljoin(urljoin(f"{self.home}/", page), href.strip())
            urlsplit(absolute)
        except ValueError as error:
            raise UnknownValue(Remark("address-malformed-as", address=repr(href[:80]))) from error
        if self.base != self.home and absolute.startswith(f"{self.base}/"):
            return self.home + absolute[len(self.base) :]
        return absolute

    def fetchable(self, url: str) -> str:
        """The address to read ``url`` from: the same path below ``base``."""
        if self.base == self.home:
            return url
        parts = urlsplit(url)
        return self.base.rstrip("/") + urlunsplit(("", "", parts.path or "/", parts.query, ""))

    def at(self, path: str) -> str:
        """The address to read the absolute ``path`` of this site from."""
        return self.base.rstrip("/") + path


@dataclass(slots=True, kw_only=True)
class Pages(Generic[Row]):
    """A list read page by page, each row once, until nothing new comes.

    ``load`` takes the page's number from 0 and returns its rows; ``key`` names a row, so that rows
    repeated across pages come once and a server that always answers the same page ends the list.
    ``total`` says how many rows the source announces, where it does.
    """

    load: Callable[[int], Sequence[Row]]
    key: Callable[[Row], Hashable]
    run: Run
    at_most: int = 100
    total: Callable[[], int | None] = lambda: None
    ended: bool = False
    count: int = 0
    _broken: bool = False

    def __iter__(self) -> Iterator[Row]:
        try:
            for row in json_api.pages(self._load, key=self.key, max_pages=self.at_most):
                self.count += 1
                yield row
        except LayoutChanged as error:
            if not self.count:
                raise
            self._broken = True
            self.run.warnings.append(error.said)
        self.ended = not self._broken

    def _load(self, number: int) -> Sequence[Row]:
        announced = self.total()
        if number and announced is not None and self.count >= announced:
            return ()
        try:
            return self.load(number)
        except ScraperError as error:
            if number == 0:
                raise
            self._stop(number, error)
            return ()

    def _stop(self, number: int, error: ScraperError) -> None:
        """A page past the end is the end; any other failure leaves the list incomplete."""
        if isinstance(error, FetchError) and error.status in {400, 404, 410, 416}:
            return
        self._broken = True
        self.run.warnings.append(Remark("list-page-unread", number=number + 1, error=error.said))


def asked(
    rows: Iterable[Row],
    matches: Callable[[Row], bool],
    *,
    run: Run,
    what: str,
) -> Iterator[Row]:
    """The rows that are what was asked for; strays are dropped and counted.

    :raises FilterIgnored: when none of the rows matches, or strays outnumber the rows that do
        by more than a handful: the source then ignored the filter and sends its whole corpus.
    """
    kept = strays = 0
    for row in rows:
        if _fits(row, matches):
            kept += 1
            yield row
            continue
        strays += 1
        if strays > _FEW and strays > kept:
            break
    if strays and (not kept or (strays > _FEW and strays > kept)):
        raise FilterIgnored(Remark("strays-most", strays=strays, what=what, kept=kept))
    if strays:
        run.warnings.append(Remark("strays-left", strays=strays, what=what))


def _fits(row: Row, matches: Callable[[Row], bool]) -> bool:
    """Whether ``row`` matches; one that cannot be judged does not."""
    try:
        return matches(row)
    except ScraperError:
        return False


def refuse_flood(total: int | None, *, ceiling: int, what: str) -> None:
    """Refuse an answer so large that the filter cannot have been applied.

    :raises FilterIgnored: when ``total`` goes over ``ceiling``.
    """
    if total is not None and total > ceiling:
        raise FilterIgnored(Remark("flood", total=total, what=what, ceiling=ceiling))


@dataclass(slots=True, kw_only=True)
class Details:
    """Second requests, one per row: where one fails the row's own values are used, and it shows."""

    run: Run
    missing: int = 0
    in_a_row: int = 0
    examples: list[str] = field(default_factory=list)

    def get(self, load: Callable[[], Row], *, where: str) -> Row | None:
        """What ``load`` returns; ``None``, counted, where the detail cannot be read.

        After many failures in a row the details are taken for gone and no more are asked for.
        """
        if self.in_a_row >= _GIVE_UP:
            self.missing += 1
            return None
        try:
            found = watch(self.run.fields, load(), kind="detail")
            self.in_a_row = 0
            return found
        except ScraperError as error:
            self.missing += 1
            self.in_a_row += 1
            if len(self.examples) < 3:
                self.examples.append(said if where in (said := error.said) else said.at(where))
            return None

    def close(self) -> None:
        """Leave one warning for all the details that failed."""
        if self.missing:
            self.run.warnings.append(
                Remark("details-unread", missing=self.missing, examples=self.examples)
            )


def json_raw(record: JsonRecord, response: "Response") -> Raw:
    """The raw payload of one JSON record, without contact persons."""
    return Raw(
        body=as_json(record.data),
        content_type="application/json",
        url=response.url,
        fetched_at=response.fetched_at,
    )


def finish(run: Run, *, ended: bool, about: About | None = None) -> None:
    """Say whether what this run did not find may be called gone, and what it did not read.

    Not where the list went on, and not where a row was lost: its call may still be there.

    :param about: the source, where its records are made of named fields.
    """
    run.complete = ended and not run.failures
    tell_unread(run, about)


def tell_unread(run: Run, about: About | None) -> None:
    """Leave a warning for the fields that were met in this run and that nobody reads."""
    if about is not None and (words := unread_words(run.fields, about.id)):
        run.warnings.append(words)


def with_every_cycle(call: ScrapedCall, *, country: str | None) -> ScrapedCall:
    """``call`` with all its closing days, where its source has a field for the last one only.

    The text must name that last day as a closing too: then the earlier ones it names are cycles of
    the same call. Otherwise the field stands alone, and a contradiction is told later.
    """
    if len(call.deadlines) != 1 or call.deadlines[0].on is None:
        return call
    last = call.deadlines[0].on
    told = extract(
        call.title, call.text, url=call.url, published_on=call.published_on, country=country
    ).deadlines
    days = {d.on: d for d in reversed(told) if d.on and d.on <= last}
    if last not in days or len(days) < 2:
        return call
    return replace(call, deadlines=tuple(days[day] for day in sorted(days)))


def incomplete(call: ScrapedCall, warning: Remark = _INCOMPLETE) -> ScrapedCall:
    """``call`` marked thin, with the warning that only the row of the list was read."""
    return replace(call, thin=True, warnings=(*call.warnings, warning))


def _storable(call: ScrapedCall) -> ScrapedCall:
    """``call`` with only such characters as every later stage can hold."""
    return replace(
        call,
        source_key=storable(call.source_key)[:500],
        url=storable(call.url),
        title=storable(call.title),
        text=storable(call.text),
    )


def read(
    rows: Iterable[Row],
    parse: Callable[[Row], ScrapedCall | None],
    *,
    run: Run,
    name: Callable[[Row], str],
    country: str | None = None,
    limit: int | None = None,
) -> Iterator[ScrapedCall]:
    """Parse each of ``rows``, fill the gaps from its prose, and pass it on; each key once.

    ``parse`` returns ``None`` for a row that is no call (an award, a piece of news). A row that
    cannot be read goes to ``run.failures`` and the next follows; so does one our own code breaks
    on, for the others are none the worse for it.
    """
    keys: set[str] = set()

    def parsed(row: Row) -> ScrapedCall | None:
        call = parse(watch(run.fields, row, kind="row"))
        if call is None or call.source_key in keys:
            return None
        return complete(
            _storable(call),
            country=country,
            agency_country=run.agency_country,
            read_on=run.on,
        )

    def broke(row: Row, fault: Exception) -> None:
        run.listed += 1
        if isinstance(fault, ScraperError):
            run.failures.append(Failure(name(row), fault.said))
        else:
            run.broke(_named(name, row, run.listed), fault)

    def calls() -> Iterator[ScrapedCall]:
        for row in rows:
            call = None
            with Sparing(partial(broke, row)):
                call = parsed(row)
            if call is not None:
                run.listed += 1
                keys.add(call.source_key)
                yield call

    yield from islice(calls(), limit)


def _named(name: Callable[[Row], str], row: Row, number: int) -> str:
    """The name of a broken row; its number where the name stands in what is broken."""
    with Sparing(lambda _: None):
        return name(row)
    return f"n.º {number}"
