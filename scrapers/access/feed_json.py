"""JSON Feed (jsonfeed.org), versions 1 and 1.1."""

import json

from scrapers.access.feed_names import left_over_json
from scrapers.access.feed_xml import RawEntry, RawFeed
from scrapers.access.json_api import find
from scrapers.errors import UnreadableFeed
from scrapers.fetch.charset import decode
from scrapers.remark import Remark


def json_feed(body: bytes, url: str) -> RawFeed:
    """Read a JSON Feed as written.

    :raises UnreadableFeed: where it is not JSON, or JSON of another kind.
    """
    try:
        data = json.loads(decode(body, "charset=utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFeed(Remark("feed-broken-json").at(url)) from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in str(data.get("version", "")):
        raise UnreadableFeed(Remark("feed-other-json").at(url))
    return RawFeed(
        title=_string(data, "title"),
        link=_string(data, "home_page_url"),
        language=_string(data, "language"),
        entries=[_entry(item) for item in items if isinstance(item, dict)],
    )


def _entry(item: dict[str, object]) -> RawEntry:
    key = item.get("id")
    return RawEntry(
        key=str(key) if isinstance(key, str | int | float) else None,
        link=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=_string(item, "content_html") or _string(item, "content_text"),
        published=_string(item, "date_published") or _string(item, "date_modified"),
        updated=_string(item, "date_modified"),
        categories=tuple(tag for tag in _list(item, "tags") if isinstance(tag, str)),
        enclosures=tuple(
            (_string(file, "url"), _string(file, "mime_type"))
            for file in _list(item, "attachments")
        ),
        others=left_over_json(item),
    )


def _string(record: object, name: str) -> str | None:
    value = find(record, name)
    return value if isinstance(value, str) else None


def _list(record: object, name: str) -> list[object]:
    value = find(record, name)
    return value if isinstance(value, list) else []
