"""Sites without an interface: a list page and its detail pages, described by CSS selectors."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.errors import LayoutChanged
from scrapers.fetch import Fetcher, Response
from scrapers.page import Node, absolute, main_text, parse, plain_text

MAX_PAGES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How to read a list page. All selectors are CSS.

    ``item`` finds each row; within it ``link`` the anchor (``""`` where the row is the anchor),
    ``title`` the title (``""`` for the anchor's words), and each of ``fields`` a named value,
    ``None`` where a row lacks it. ``page_param`` names the paging parameter, counted from
    ``first_page``; without it there is one page.
    """

    item: str
    link: str = "a[href]"
    title: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    page_param: str | None = None
    first_page: int = 0
    max_pages: int = MAX_PAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a list: absolute address, title, and the named values that were there."""

    url: str
    title: str
    fields: tuple[tuple[str, str], ...] = ()

    def find(self, name: str) -> str | None:
        """The value called ``name``."""
        return dict(self.fields).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """How to read a detail page; without ``text`` the main text is found by itself."""

    text: str = ""
    title: str = ""
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DetailPage:
    """A detail page as read. ``response`` keeps the payload."""

    url: str
    title: str | None
    text: str
    fields: tuple[tuple[str, str], ...]
    response: Response

    def find(self, name: str) -> str | None:
        """The value called ``name``."""
        return dict(self.fields).get(name)


def rows(fetcher: Fetcher, url: str, listing: Listing) -> Iterator[Row]:
    """Yield the rows of the list at ``url``, page after page, each address once.

    :raises LayoutChanged: where the first page has no rows, turned into the home page, or the
        list does not end.
    """
    seen: set[str] = set()
    for number in range(listing.max_pages):
        params = {listing.page_param: listing.first_page + number} if listing.page_param else {}
        response = fetcher.get(url, params=params if number else {})
        refuse_home(url, response)
        page = parse(response.text(), url=response.url)
        items = page.any(listing.item) if number else page.some(listing.item)
        new = [row for row in (_row(item, listing) for item in items) if row.url not in seen]
        for row in new:
            if row.url not in seen:
                seen.add(row.url)
                yield row
        if not listing.page_param or not new:
            return
    raise LayoutChanged(f"{url}: la lista no termina en {listing.max_pages} páginas.")


def _row(item: Node, listing: Listing) -> Row:
    anchor = item.one(listing.link) if listing.link else item
    url = absolute(anchor.attr("href"), item.url)
    if url is None:
        raise LayoutChanged(f"{item.url}: una fila enlaza a algo que no es una página.")
    title = item.text(listing.title) if listing.title else anchor.text()
    return Row(url=url, title=title, fields=_fields(item, listing.fields))


def _fields(node: Node, wanted: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    found = ((name, node.first(css)) for name, css in wanted)
    texts = ((name, plain_text(part.html())) for name, part in found if part is not None)
    return tuple((name, text) for name, text in texts if text)


def detail(fetcher: Fetcher, url: str, how: Detail) -> DetailPage:
    """Read the detail page at ``url``.

    :raises LayoutChanged: where a selector finds nothing, or the page is the home page now.
    """
    response = fetcher.get(url)
    refuse_home(url, response)
    html = response.text()
    page = parse(html, url=response.url)
    if how.text:
        text = "\n".join(plain_text(part.html()) for part in page.some(how.text))
    else:
        text = main_text(html, url=response.url)
    return DetailPage(
        url=response.url,
        title=page.text(how.title) if how.title else _title(page),
        text=text,
        fields=_fields(page, how.fields),
        response=response,
    )


def _title(page: Node) -> str | None:
    for css in ("meta[property='og:title']", "h1"):
        node = page.first(css)
        if node is not None:
            words = node.element.attributes.get("content") or plain_text(node.html())
            if words:
                return " ".join(plain_text(words).split())
    return None


def refuse_home(asked: str, response: Response) -> None:
    """Notice that a page became the home page, as sites do with what they took down.

    :raises LayoutChanged: where a deeper address was asked and the site's root answered.
    """
    if _depth(asked) > 0 and _depth(response.url) == 0:
        raise LayoutChanged(f"{asked}: el sitio lleva ahora a su página de inicio.")
    if _depth(asked) == 0:
        return
    canonical = parse(response.text()[:200_000], url=response.url).first("link[rel='canonical']")
    if canonical is None:
        return
    target = absolute(canonical.element.attributes.get("href"), response.url)
    if target and _depth(target) == 0 and urlsplit(target).hostname == urlsplit(asked).hostname:
        raise LayoutChanged(f"{asked}: la página dice ser la página de inicio del sitio.")


LANGUAGES = frozenset({"es", "en", "pt", "fr", "ca", "index.html", "index.php", "inicio", "home"})


def _depth(url: str) -> int:
    """How many parts lie below the root, the language's own folder and "index" not counted."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step and step.lower() not in LANGUAGES]
    return len(steps) + bool(parts.query)
