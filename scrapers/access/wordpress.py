"""WordPress sites: wp-json where it is open, the feed where it is not."""

import html
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from itertools import islice
from urllib.parse import urljoin

from scrapers.access.feed import read_feed
from scrapers.access.feed_entry import Feed, FeedEntry
from scrapers.access.json_api import field, find
from scrapers.errors import FetchError, LayoutChanged, ScraperError, UnreadableFeed
from scrapers.fetch import Fetcher, Response
from scrapers.letters import pick_language
from scrapers.page import absolute, plain_text, sanitise
from scrapers.remark import Remark

CLOSED = frozenset({401, 403, 404, 405, 410, 501})
PAGE_SIZE = 100
MAX_PAGES = 50
OnFailure = Callable[[str, ScraperError], None]
FIELDS = "id,date,date_gmt,modified_gmt,link,title,content,excerpt,guid,categories,acf"
"""``acf`` holds the fields a site made for its own kinds of post (Advanced Custom Fields)."""
KNOWN = frozenset(
    f"{FIELDS},acf,modified,slug,status,type,author,featured_media,comment_status,ping_status,"
    "sticky,template,format,meta,tags,class_list,_links,_embedded,generated_slug,"
    "permalink_template,password,parent,menu_order".split(",")
)
"""What the interface of every WordPress has, for sites that send all of it whatever is asked."""
ADDED = ("yoast_", "jetpack_", "jetpack-", "uagb_", "rank_math", "aioseo_", "featured_image")
"""What widespread extensions add about search engines and pictures."""
EMPTY: tuple[object, ...] = (None, "", [], {}, False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post. ``key`` is the post's number where it is known (``"123"``), else its guid.

    ``published_on`` is the day in the site's own time; ``text`` is plain text in the language
    asked for; ``complete`` is false where the feed gave an excerpt only. ``raw`` is the post as
    the site sent it (a feed's entry as JSON), ``fetched_at`` when; ``others`` names what it holds
    besides and nobody reads.
    """

    key: str
    url: str
    title: str
    text: str
    content_html: str
    published_on: date | None
    updated_at: datetime | None
    categories: tuple[str, ...] = ()
    complete: bool = True
    raw: bytes
    fetched_at: datetime
    others: tuple[str, ...] = ()


def posts(
    fetcher: Fetcher,
    base: str,
    *,
    category: str | None = None,
    post_type: str | None = None,
    limit: int | None = None,
    language: str = "es",
    on_failure: OnFailure | None = None,
) -> Iterator[Post]:
    """The posts of the site at ``base``, newest first, read as they are asked for.

    ``category`` is a slug, ``post_type`` a kind of post of the site's own (``call`` for addresses
    like ``/call/…``), ``limit`` the most posts to read. A post that cannot be read goes to
    ``on_failure`` with its address and the next one follows; without it, it is raised.

    :raises FetchError: where neither wp-json nor the feed can be read.
    :raises LayoutChanged: where wp-json answers with something else than posts, or the site
        has no such category.
    :raises UnreadableFeed: where the feed is none.
    """
    base = base if base.endswith("/") else f"{base}/"
    try:
        number = _category(fetcher, base, category)
        route = post_type or "posts"
        first = _read_page(fetcher, base, number=1, category=number, route=route)
    except (FetchError, UnreadableFeed) as error:
        if isinstance(error, FetchError) and error.status not in CLOSED:
            raise
        path = f"category/{category}/feed/" if category else "feed/"
        found = _from_feed(fetcher, base, path=path, post_type=post_type, language=language)
    else:
        rows = _rows_of_all(fetcher, base, first=first, category=number, route=route)
        found = _from_json(rows, base, language=language, on_failure=on_failure)
    return islice(found, limit)


# --- wp-json ---------------------------------------------------------------------------------


def _category(fetcher: Fetcher, base: str, slug: str | None) -> int | None:
    if slug is None:
        return None
    address = urljoin(base, "wp-json/wp/v2/categories")
    rows = fetcher.get(address, params={"slug": slug, "_fields": "id,slug"}).json()
    for row in rows if isinstance(rows, list) else []:
        if find(row, "slug") == slug:
            return field(row, "id", int)
    raise LayoutChanged(Remark("wordpress-no-category", slug=slug).at(base))


def _read_page(
    fetcher: Fetcher, base: str, *, number: int, category: int | None, route: str
) -> Response:
    response = fetcher.get(
        urljoin(base, f"wp-json/wp/v2/{route}"),
        params={
            "per_page": PAGE_SIZE,
            "page": number,
            "categories": category,
            "_fields": FIELDS,
        },
        accept=(400,) if number > 1 else (),
    )
    if not isinstance(response.json(), list) and response.status != 400:
        raise UnreadableFeed(Remark("wordpress-no-list").at(response.url))
    return response


def _rows_of_all(
    fetcher: Fetcher, base: str, *, first: Response, category: int | None, route: str
) -> Iterator[tuple[object, datetime]]:
    """Every post as sent, once, with the time it was read."""
    seen: set[str] = set()
    page, response = 1, first
    while True:
        new = [row for row in _rows(response) if str(find(row, "id")) not in seen]
        seen.update(str(find(row, "id")) for row in new)
        yield from ((row, response.fetched_at) for row in new)
        if not new or page >= min(_pages(response), MAX_PAGES):
            return
        page += 1
        response = _read_page(fetcher, base, number=page, category=category, route=route)


def _from_json(
    rows: Iterator[tuple[object, datetime]],
    base: str,
    *,
    language: str,
    on_failure: OnFailure | None,
) -> Iterator[Post]:
    for row, fetched_at in rows:
        try:
            post = _post(row, base, language, fetched_at)
        except ScraperError as error:
            if on_failure is None:
                raise
            on_failure(str(find(row, "link") or find(row, "id") or base), error)
        else:
            yield post


def _rows(response: Response) -> list[object]:
    """The posts of a page; none past the end, which WordPress answers with a 400.

    :raises LayoutChanged: for any other 400.
    """
    data = response.json()
    if response.status != 400:
        return list(data)
    if find(data, "code") == "rest_post_invalid_page_number":
        return []
    raise LayoutChanged(Remark("wordpress-refuses", code=find(data, "code")).at(response.url))


def _pages(response: Response) -> int:
    stated = response.headers.get("x-wp-totalpages", "")
    return int(stated) if stated.isdecimal() else MAX_PAGES


def _post(row: object, base: str, language: str, fetched_at: datetime) -> Post:
    markup = _rendered(row, "content") or _rendered(row, "excerpt")
    markup = pick_language(markup, language)
    local = find(row, "date", str)
    return Post(
        key=str(field(row, "id", int)),
        url=absolute(field(row, "link", str), base) or base,
        title=" ".join(plain_text(_rendered(row, "title"), language=language).split()),
        text=plain_text(markup, language=language),
        content_html=sanitise(markup),
        published_on=_moment(local).date() if local else None,
        updated_at=_utc(find(row, "modified_gmt", str)) or _utc(find(row, "date_gmt", str)),
        complete=bool(_rendered(row, "content")),
        raw=json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"),
        fetched_at=fetched_at,
        others=tuple(_others(row)),
    )


def _others(row: object) -> Iterator[str]:
    """What the post holds that is neither read nor of every WordPress: fields of the site's own."""
    for name, value in row.items() if isinstance(row, dict) else ():
        if name == "acf" and isinstance(value, dict):
            yield from (str(one) for one, said in value.items() if said not in EMPTY)
        elif name not in KNOWN and not name.startswith(ADDED) and value not in EMPTY:
            yield str(name)


def _rendered(row: object, name: str) -> str:
    return find(row, f"{name}.rendered", str) or ""


def _moment(value: str) -> datetime:
    """A moment as WordPress writes it, without zone.

    :raises LayoutChanged: where it is not one.
    """
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise LayoutChanged(Remark("wordpress-date", value=repr(value[:40]))) from error


def _utc(value: str | None) -> datetime | None:
    if not value or value.startswith("0000"):
        return None
    moment = _moment(value)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# --- feed ------------------------------------------------------------------------------------


def _from_feed(
    fetcher: Fetcher, base: str, *, path: str, post_type: str | None, language: str
) -> Iterator[Post]:
    seen: set[str] = set()
    for page in range(1, MAX_PAGES + 1):
        try:
            response = fetcher.get(
                urljoin(base, path),
                params={"paged": page if page > 1 else None, "post_type": post_type},
            )
        except FetchError as error:
            if page > 1 and error.status == 404:  # past the last page
                return
            if error.status in CLOSED:
                raise UnreadableFeed(Remark("wordpress-not").at(base)) from error
            raise
        feed = _feed(response, base=base)
        new = [entry for entry in feed.entries if entry.id not in seen]
        if not new:
            return
        seen.update(entry.id for entry in new)
        yield from (_from_entry(entry, base, language, response.fetched_at) for entry in new)


def _feed(response: Response, *, base: str) -> Feed:
    """The feed of an answer.

    :raises UnreadableFeed: where it is none: the site is then no WordPress either.
    """
    try:
        return read_feed(response.body, content_type=response.content_type, url=response.url)
    except UnreadableFeed as error:
        raise UnreadableFeed(Remark("wordpress-not").at(base)) from error


def _from_entry(entry: FeedEntry, base: str, language: str, fetched_at: datetime) -> Post:
    markup = pick_language(entry.content_html or entry.summary_html, language)
    told = {name: value for name, value in asdict(entry).items() if name != "others"}
    return Post(
        key=post_number(entry.id) or entry.id,
        url=entry.link or absolute(entry.id, base) or base,
        title=plain_text(html.escape(entry.title, quote=False), language=language),
        text=plain_text(markup, language=language),
        content_html=markup,
        published_on=entry.published_on,
        updated_at=entry.updated_at,
        categories=entry.categories,
        complete=bool(entry.content_html),
        raw=json.dumps(told, ensure_ascii=False, default=str).encode(),
        fetched_at=fetched_at,
        others=entry.others,
    )


def post_number(guid: str) -> str | None:
    """The post's number in a guid such as ``https://sitio.org/?p=123``."""
    tail = guid.rpartition("?p=")[2] if "?p=" in guid else ""
    return tail if tail.isdecimal() else None
