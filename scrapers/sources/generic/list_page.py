"""A list page and the pages it links to: for sites that offer nothing better.

The list names each call and links to its page; the page is read for the prose. Selectors are
declared; without them the links that speak of calls are followed.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.access.html_list import refuse_file, refuse_home, why_empty
from scrapers.errors import LayoutChanged, ScraperError
from scrapers.item import Kind, Raw, ScrapedCall
from scrapers.page import Node, absolute, parse, plain_text
from scrapers.source import About, Run
from scrapers.sources.base.fields import meet
from scrapers.sources.base.prose import one_line, paragraphs
from scrapers.sources.base.reading import (
    Details,
    Pages,
    Site,
    finish,
    incomplete,
    read,
)
from scrapers.sources.base.values import span
from scrapers.sources.generic.reader import PageReader, page_of

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

CALL_WORDS = re.compile(
    r"convocatoria|subvenci|\bbecas?\b|\bpremios?\b|\bayudas?\b|\bconcursos?\b|cooperaci[oó]n"
    r"|fondos?\b|\bcall\b|\bcalls\b|\bgrants?\b|funding|scholarship|fellowship|\baward|\bprize"
    r"|proposals|chamada|edital|editais|\bbolsas?\b|pr[eê]mio|appels?\b|bourse|\baides?\b"
    r"|convocat[oò]ri|subvencions|\bbeques?\b|\bajuts?\b",
    re.IGNORECASE,
)
_SHORTEST_TITLE = 15
_LONGEST_TITLE = 300
_MENUS = "nav a, footer a, body > header a, [role=navigation] a, [role=menu] a"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """One entry of the list: where it leads, what it is called, and its own words."""

    url: str
    title: str
    node: Node

    @property
    def words(self) -> str:
        """What the entry itself says, a line per block."""
        return plain_text(self.node.html())


Enrich = Callable[[ScrapedCall, ListEntry, Node | None], ScrapedCall]


def _as_it_is(call: ScrapedCall, _item: ListEntry, _page: Node | None) -> ScrapedCall:
    return call


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A list page as a source.

    ``paths`` are the lists' addresses below the base: one that fails is a warning while another
    answers. ``item``, ``link``, ``title`` and ``body`` are CSS selectors: of an entry, of the link
    and of the title in it, and of the text on the page it leads to. ``keep`` must be found in an
    entry's title or link. ``page_param`` is the query parameter of further pages, counted from
    ``first_page``. ``rewritten`` marks sites that put each year's call under the same address;
    ``itself``, a page that lists nothing and is a programme's one call. ``enrich`` adds what only
    this site knows; ``named`` gives the names a site has for the parts of an entry, so that a new
    one is told.
    """

    about: About
    paths: tuple[str, ...]
    item: str | None = None
    link: str = "a[href]"
    title: str | None = None
    body: str | None = None
    keep: re.Pattern[str] | None = None
    page_param: str | None = None
    first_page: int = 0
    at_most: int = 5
    follow: bool = True
    rewritten: bool = False
    itself: bool = False
    kind: Kind | None = None
    funder: str | None = None
    enrich: Enrich = field(default=_as_it_is)
    named: Callable[[ListEntry], Iterable[str]] | None = None

    def calls(
        self, fetcher: "Fetcher", *, base: str, run: Run, limit: int | None = None
    ) -> Iterator[ScrapedCall]:
        """Yield the calls the list names.

        The run counts as complete only where further pages were asked for to the end: what is not
        on the one page that was read may have moved to the next.

        :raises LayoutChanged: when the list is empty, or its address leads to the home page.
        :raises ScraperError: when it cannot be read.
        """
        site = Site(self.about.base, base)
        details = Details(run=run)
        reader = PageReader(fetcher=fetcher, site=site, details=details)
        lists = [self._pages(fetcher, site=site, path=path, run=run) for path in self.paths]
        items = self._all(lists, run)
        yield from read(
            items,
            lambda item: self._call(item, reader, run),
            run=run,
            name=lambda item: item.url,
            country=self.about.country,
            limit=limit,
        )
        details.close()
        paged = self.page_param is not None
        finish(run, ended=paged and all(pages.ended for pages in lists), about=self.about)

    @staticmethod
    def _all(lists: list[Pages[ListEntry]], run: Run) -> Iterator[ListEntry]:
        """The entries of every list; raises the last failure where no list could be read."""
        failed: list[ScraperError] = []
        for pages in lists:
            try:
                yield from pages
            except ScraperError as error:
                failed.append(error)
        if len(failed) == len(lists):
            raise failed[-1]
        run.warnings.extend(error.said for error in failed)

    def _pages(self, fetcher: "Fetcher", *, site: Site, path: str, run: Run) -> Pages[ListEntry]:
        answer: list[Response] = []

        def load(number: int) -> list[ListEntry]:
            if number and self.page_param is None:
                return []
            response = fetcher.get(site.at(path), params=self._query(number))
            refuse_home(site.at(path), response)
            refuse_file(site.public(path), response)
            answer[:] = [response]
            return self.items(response.text(), url=site.public(path), site=site, more=number > 0)

        return Pages(load=load, key=lambda item: item.url, run=run, at_most=self.at_most)

    def _query(self, number: int) -> dict[str, int] | None:
        if not number or self.page_param is None:
            return None
        return {self.page_param: number + self.first_page}

    def items(self, html: str, *, url: str, site: Site, more: bool = False) -> list[ListEntry]:
        """The entries of one list page.

        :param more: this is a further page, which may be empty: the list ended before.
        :raises LayoutChanged: where it holds none.
        """
        root = parse(html, url=url)
        if self.itself:
            return [ListEntry(url=url, title=self._heading(root), node=root)]
        found = self._declared(root) if self.item else guessed_items(root)
        kept = [replace(item, url=site.public(item.url)) for item in found if self._keeps(item)]
        if not found and not more:
            raise LayoutChanged(why_empty(root).at(url))
        return kept

    def _declared(self, root: Node) -> list[ListEntry]:
        found = []
        for node in root.any(self.item or "a[href]"):
            link = node if node.element.tag == "a" else _first(node, self.link, "a[href]")
            href = absolute(link.element.attributes.get("href"), root.url) if link else None
            name = node.first(self.title) if self.title else None
            words = _words(name) or _words(link) or _words(node)
            if href and words:
                found.append(ListEntry(url=href, title=words[:_LONGEST_TITLE], node=node))
        return found

    def _heading(self, root: Node) -> str:
        """What the page calls its one call."""
        return _words(_first(root, self.title or "h1", "h1", "title"))[:_LONGEST_TITLE] or (
            self.about.title
        )

    def _keeps(self, item: ListEntry) -> bool:
        return self.keep is None or bool(self.keep.search(f"{item.title} {item.url}"))

    def _call(self, item: ListEntry, reader: PageReader, run: Run) -> ScrapedCall:
        if self.named is not None:
            meet(run.fields, self.named(item))
        call = ScrapedCall(
            source_id=self.about.id,
            source_key=self._key(item),
            url=item.url,
            title=item.title,
            text=paragraphs((None, item.title), (None, "" if self.itself else _rest(item))),
            kind=self.kind,
            kind_span=span(self.about.title, "fuente") if self.kind else None,
            funder=self.funder,
            funder_span=span(self.about.publisher, "fuente") if self.funder else None,
            raw=Raw(
                body=item.node.html().encode("utf-8", "replace"),
                content_type="text/html; charset=utf-8",
                url=item.url,
                fetched_at=reader.fetcher.now(),
            ),
        )
        if not self.follow:
            return self.enrich(call, item, None)
        response = reader.page(item.url)
        if response is None:
            return incomplete(self.enrich(call, item, None))
        return reader.with_first_pdf(self._with_page(call, item, response))

    def _with_page(self, call: ScrapedCall, item: ListEntry, response: "Response") -> ScrapedCall:
        read = page_of(response, url=item.url, body=self.body)
        full = replace(
            call,
            text=paragraphs((None, call.text), (None, read.text)),
            documents=read.documents,
            raw=read.raw,
        )
        return self.enrich(full, item, read.node)

    def _key(self, item: ListEntry) -> str:
        parts = urlsplit(item.url)
        key = parts.path + (f"?{parts.query}" if parts.query else "")
        if self.rewritten:
            key += "#" + hashlib.sha256(item.title.encode()).hexdigest()[:12]
        return key


def _first(node: Node, *selectors: str) -> Node | None:
    """What the first of ``selectors`` that finds anything finds."""
    return next((found for css in selectors if (found := node.first(css))), None)


def _words(node: Node | None) -> str:
    """The words of ``node`` on one line, perhaps none."""
    return one_line(node.html()) if node else ""


def _rest(item: ListEntry) -> str:
    """The entry's words without its title."""
    lines = [words for words in item.words.splitlines() if words.strip() != item.title]
    return "\n".join(lines)


def guessed_items(root: Node) -> list[ListEntry]:
    """The links that speak of calls, longest words of each address, menus left out."""
    found: dict[str, ListEntry] = {}
    host = urlsplit(root.url).hostname
    menus = {node.element.mem_id for node in root.any(_MENUS)}
    for node in root.any("a[href]"):
        if node.element.mem_id in menus:
            continue
        href = absolute(node.element.attributes.get("href"), root.url)
        words = _words(node)
        if not href or href == root.url or urlsplit(href).hostname != host:
            continue
        known = found.get(href)
        fits = len(words) >= _SHORTEST_TITLE and CALL_WORDS.search(f"{words} {href}")
        if fits and (known is None or len(words) > len(known.title)):
            found[href] = ListEntry(url=href, title=words[:_LONGEST_TITLE], node=node)
    return list(found.values())
