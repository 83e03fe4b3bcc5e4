"""A JSON interface that lists its calls page by page: the way most sources with an API are read."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from scrapers.item import ScrapedCall
from scrapers.source import About, Run
from scrapers.sources.base.reading import (
    Details,
    Pages,
    asked,
    finish,
    json_raw,
    read,
    refuse_flood,
)
from scrapers.sources.base.record import JsonRecord

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

Rows = Iterable[JsonRecord]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """How one run reaches the interface: the fetcher, the base, and the count of failed details."""

    fetcher: "Fetcher"
    base: str
    details: Details

    def at(self, path: str) -> str:
        """The address of ``path`` below the base."""
        return self.base.rstrip("/") + path


def _every_row(rows: Rows, _run: Run) -> Rows:
    return rows


def _as_it_is(_row: JsonRecord, call: ScrapedCall, _door: Door) -> ScrapedCall:
    return call


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonList:
    """A source that is a list of JSON rows.

    ``ask`` reads a page, counted from 0; ``rows`` and ``total`` find the rows and their announced
    number in the answer; ``name`` names a row; ``parse`` makes it a call, ``None`` where it is
    none. ``matches`` says whether a row is ``what`` was asked for, ``sift`` stops or drops rows,
    ``ceiling`` is the number over which the answer must be the whole corpus, and ``detail`` reads
    a second answer for a row.
    """

    about: About
    ask: Callable[[Door, int], "Response"]
    rows: Callable[[Any], list[JsonRecord]]
    name: Callable[[JsonRecord], str]
    parse: Callable[[JsonRecord], ScrapedCall | None]
    total: str | None = None
    ceiling: int = 20_000
    matches: Callable[[JsonRecord], bool] | None = None
    what: str = ""
    sift: Callable[[Rows, Run], Rows] = _every_row
    detail: Callable[[JsonRecord, ScrapedCall, Door], ScrapedCall] = _as_it_is
    at_most: int = 100

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the calls of every page.

        :raises FilterIgnored: when the interface sends its whole corpus.
        :raises ScraperError: when the first page cannot be read.
        """
        door = Door(fetcher=fetcher, base=base, details=Details(run=run))
        announced: list[int | None] = [None]
        answer: list[Response] = []

        def load(number: int) -> list[JsonRecord]:
            response = self.ask(door, number)
            data = response.json()
            announced[0] = self._announced(data)
            answer[:] = [response]
            return self.rows(data)

        def parse(row: JsonRecord) -> ScrapedCall | None:
            call = self.parse(row)
            if call is None:
                return None
            return self.detail(row, replace(call, raw=json_raw(row, answer[0])), door)

        pages = Pages(
            load=load, key=self.name, run=run, at_most=self.at_most, total=lambda: announced[0]
        )
        rows: Rows = self.sift(pages, run)
        if self.matches is not None:
            rows = asked(rows, self.matches, run=run, what=self.what)
        yield from read(
            rows, parse, run=run, name=self.name, country=self.about.country, limit=limit
        )
        door.details.close()
        finish(run, ended=pages.ended, about=self.about)

    def _announced(self, data: object) -> int | None:
        """How many rows the answer announces.

        :raises FilterIgnored: where they are more than can have been asked for.
        """
        number = JsonRecord(data).number(self.total) if self.total else None
        total = None if number is None else int(number)
        refuse_flood(total, ceiling=self.ceiling, what=self.what or self.about.title)
        return total
