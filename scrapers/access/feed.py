"""Feeds read without trust: RSS, RDF, Atom and JSON Feed, however they are broken."""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Any

import feedparser

from scrapers.access.feed_entry import Enclosure, Entry, Feed
from scrapers.access.feed_text import prepare, read_moment
from scrapers.access.json_api import find
from scrapers.errors import UnreadableFeed
from scrapers.fetch.charset import decode, undo_mojibake
from scrapers.page import absolute, plain_text, sanitise

MAX_ENTRIES = 5000
MAX_FIELD = 400_000
HTML_START = re.compile(r"^\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read_feed(body: bytes, *, content_type: str | None, url: str) -> Feed:
    """Read a feed; ``url`` is its address, for relative links and messages.

    :raises UnreadableFeed: where the body is no feed, saying what it seems to be.
    :raises TooLarge: where it is bigger than any honest feed.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _json_feed(body, url)
    text = prepare(body, content_type, url)
    parsed = feedparser.parse(
        text.encode("utf-8"),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        sanitize_html=False,  # nh3 does it, faster and stricter
        resolve_relative_uris=True,
    )
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableFeed(f"{url}: {_what_it_is(text)}")
    entries = [_entry(item, url) for item in parsed.entries[:MAX_ENTRIES]]
    head = parsed.feed
    return _feed(
        title=head.get("title"),
        link=absolute(head.get("link"), url),
        language=head.get("language"),
        entries=entries,
        listed=len(parsed.entries),
    )


def _feed(
    *,
    title: str | None,
    link: str | None,
    language: str | None,
    entries: Iterable[Entry | None],
    listed: int,
) -> Feed:
    kept = tuple(entry for entry in entries if entry is not None)
    lost = min(listed, MAX_ENTRIES) - len(kept)
    warnings = []
    if lost:
        warnings.append(f"{lost} entradas vacías se dejaron de lado.")
    if listed > MAX_ENTRIES:
        warnings.append(f"El canal trae {listed} entradas; se leyeron {MAX_ENTRIES}.")
    return Feed(
        title=_line(title),
        link=link,
        language=(language or "").strip().lower()[:20] or None,
        entries=kept,
        warnings=tuple(warnings),
    )


def _entry(item: Any, url: str) -> Entry | None:
    published = item.get("published") or item.get("created") or item.get("updated")
    contents = [part.get("value") for part in item.get("content", ())]
    return build_entry(
        url=url,
        key=item.get("id"),
        link=item.get("link"),
        title=item.get("title"),
        summary=item.get("summary"),
        content=max((part for part in contents if part), key=len, default=None),
        published=published,
        updated=item.get("updated"),
        categories=[tag.get("label") or tag.get("term") for tag in item.get("tags", ())],
        enclosures=[(part.get("href"), part.get("type")) for part in item.get("enclosures", ())],
    )


def build_entry(
    *,
    url: str,
    key: str | None,
    link: str | None,
    title: str | None,
    summary: str | None,
    content: str | None,
    published: str | None,
    updated: str | None,
    categories: Iterable[str | None],
    enclosures: Iterable[tuple[str | None, str | None]],
) -> Entry | None:
    """An entry from raw values, cleaned; ``None`` where nothing tells what it is."""
    target = absolute(link, url)
    name = _line(title)
    told = f"{name}\n{summary or content or ''}".strip()
    identity = (key or "").strip() or target or (told and _print_of(told))
    if not identity:
        return None
    on, _ = read_moment(published)
    _, changed = read_moment(updated or published)
    files = ((absolute(href, url), kind) for href, kind in enclosures)
    return Entry(
        id=identity[:2000],
        link=target,
        title=name,
        summary_html=_markup(summary),
        content_html=_markup(content),
        published_on=on,
        updated_at=changed,
        categories=tuple(dict.fromkeys(_line(one) for one in categories if one and one.strip())),
        enclosures=tuple(Enclosure(url=href, content_type=kind) for href, kind in files if href),
    )


def _print_of(told: str) -> str:
    return f"sha256:{hashlib.sha256(told.encode(errors='replace')).hexdigest()}"


def _line(text: str | None) -> str:
    return " ".join(plain_text(undo_mojibake((text or "")[:4000])).split())


def _markup(html: str | None) -> str:
    if not html:
        return ""
    html = undo_mojibake(html[:MAX_FIELD])
    return sanitise(html).strip() if "<" in html or "&" in html else html.strip()


# --- JSON Feed ------------------------------------------------------------------------------


def _json_feed(body: bytes, url: str) -> Feed:
    try:
        data = json.loads(decode(body, "charset=utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableFeed(f"{url}: parece JSON pero está dañado.") from error
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list) or "jsonfeed" not in str(data.get("version", "")):
        raise UnreadableFeed(f"{url}: es JSON, pero no un canal de noticias (JSON Feed).")
    return _feed(
        title=_string(data, "title"),
        link=absolute(_string(data, "home_page_url"), url),
        language=_string(data, "language"),
        entries=[_json_entry(item, url) for item in items[:MAX_ENTRIES]],
        listed=len(items),
    )


def _json_entry(item: object, url: str) -> Entry | None:
    if not isinstance(item, dict):
        return None
    tags = item.get("tags")
    files = item.get("attachments")
    return build_entry(
        url=url,
        key=str(item["id"]) if isinstance(item.get("id"), str | int) else None,
        link=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=_string(item, "content_html") or _string(item, "content_text"),
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        categories=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        enclosures=[
            (_string(file, "url"), _string(file, "mime_type"))
            for file in (files if isinstance(files, list) else [])
        ],
    )


def _string(record: object, name: str) -> str | None:
    value = find(record, name)
    return value if isinstance(value, str) else None


def _what_it_is(text: str) -> str:
    if not text.strip():
        return "la respuesta está vacía."
    if HTML_START.match(text[:2000]):
        return "es una página web, no un canal de noticias (RSS o Atom)."
    if text.startswith("<"):
        return "es XML, pero no un canal de noticias (RSS o Atom)."
    return "no es un canal de noticias (RSS, Atom o JSON Feed)."
