"""Feeds read without trust: RSS, RDF, Atom and JSON Feed, however they are broken."""

import hashlib
import re
from typing import Any

import feedparser

from scrapers.access.feed_entry import Enclosure, Feed, FeedEntry
from scrapers.access.feed_json import json_feed
from scrapers.access.feed_text import prepare, read_moment
from scrapers.access.feed_xml import MAX_ENTRIES, RawEntry, RawFeed, read_tree
from scrapers.confined.process import ConfinedError, Limits, run
from scrapers.errors import UnreadableFeed
from scrapers.fetch.charset import undo_mojibake
from scrapers.page import SHORT, absolute, plain_text, sanitise, too_deep
from scrapers.remark import Remark

MAX_FIELD = 400_000
MAX_TITLE = 4000
MAX_FORGIVEN = 1024 * 1024
"""feedparser takes seconds for each megabyte of what only looks like a feed."""
LIMITS = Limits(cpu_seconds=15, seconds=90.0)
BREAKS = (LookupError, TypeError, ValueError, AttributeError, AssertionError, RecursionError)
"""What feedparser itself is seen to raise over mutilated feeds, in place of reporting it."""
ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
HTML_START = re.compile(r"^\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read_feed(body: bytes, *, content_type: str | None, url: str) -> Feed:
    """Read a feed; ``url`` is its address, for relative links and messages.

    A feed that is XML is read from its tree, one that nearly is from a mended tree. feedparser,
    slower and far more forgiving, gets those in which neither finds an entry.

    :raises UnreadableFeed: where the body is no feed, saying what it seems to be.
    :raises TooLarge: where it is bigger than any honest feed.
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return _clean(json_feed(body, url), url)
    text = prepare(body, content_type, url)
    raw = read_tree(text, url, recover=False) or _forgiving(text, url)
    if raw is None:
        raise UnreadableFeed(_what_it_is(text).at(url))
    return _clean(raw, url)


def _forgiving(text: str, url: str) -> RawFeed | None:
    mended = read_tree(text, url, recover=True)
    if mended is not None and mended.entries:
        return mended
    if len(text) > MAX_FORGIVEN or not ENTRY.search(text) or too_deep(text):
        return mended
    try:
        if len(text) > SHORT:
            # Its patterns are quadratic in places: it must have ended once where it can be ended.
            run(try_feedparser, text, url, limits=LIMITS)
        parsed = _feedparser(text, url)
    except (*BREAKS, ConfinedError):
        return mended
    if not parsed.entries:
        return mended
    head = parsed.feed
    return RawFeed(
        title=_words(head.get("title")),
        link=_words(head.get("link")),
        language=_words(head.get("language")),
        entries=[_parsed_entry(item) for item in parsed.entries],
    )


def try_feedparser(text: str, url: str) -> None:
    """Read ``text`` in vain; for the process with limits."""
    _feedparser(text, url)


def _feedparser(text: str, url: str) -> Any:
    return feedparser.parse(
        text.encode("utf-8"),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": url,
        },
        sanitize_html=False,  # nh3 does it, faster and stricter
        resolve_relative_uris=True,
    )


def _parsed_entry(item: Any) -> RawEntry:
    contents = [part.get("value") for part in item.get("content", ())]
    updated = dict.get(item, "updated")  # its own get answers with "published"
    return RawEntry(
        key=_words(item.get("id")),
        link=_words(item.get("link")),
        title=_words(item.get("title")),
        summary=_words(item.get("summary")),
        content=max((part for part in contents if part), key=len, default=None),
        published=_words(item.get("published") or item.get("created") or updated),
        updated=_words(updated),
        categories=tuple(
            value for tag in item.get("tags", ()) if (value := tag.get("label") or tag.get("term"))
        ),
        enclosures=tuple((part.get("href"), part.get("type")) for part in _enclosures(item)),
    )


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _enclosures(item: Any) -> Any:
    try:
        return item.get("enclosures", ())
    except TypeError:  # an element that calls itself «links» stands where feedparser keeps its own
        return ()


def _clean(raw: RawFeed, url: str) -> Feed:
    entries = [_entry(item, url) for item in raw.entries[:MAX_ENTRIES]]
    kept = tuple(entry for entry in entries if entry is not None)
    warnings = []
    if len(kept) < len(entries):
        warnings.append(Remark("feed-empty-entries", count=len(entries) - len(kept)))
    if len(raw.entries) > MAX_ENTRIES:
        warnings.append(Remark("feed-too-many", most=MAX_ENTRIES))
    return Feed(
        title=_one_line(raw.title),
        link=absolute(raw.link, url),
        language=(raw.language or "").strip().lower()[:20] or None,
        entries=kept,
        warnings=tuple(warnings),
    )


def _entry(raw: RawEntry, url: str) -> FeedEntry | None:
    """The entry cleaned; ``None`` where it says nothing."""
    link, title = _link(raw, url), _one_line(raw.title)
    identity = _identity(raw, link=link, title=title)
    if not identity:
        return None
    on, moment = read_moment(raw.published)
    files = ((absolute(href, url), kind) for href, kind in raw.enclosures)
    return FeedEntry(
        id=identity[:2000],
        link=link,
        title=title,
        summary_html=_markup(raw.summary, link or url),
        content_html=_markup(raw.content, link or url),
        published_on=on,
        updated_at=read_moment(raw.updated)[1] or moment,
        categories=tuple(dict.fromkeys(name for one in raw.categories if (name := _one_line(one)))),
        enclosures=tuple(Enclosure(url=href, content_type=kind) for href, kind in files if href),
        others=raw.others,
    )


def _link(raw: RawEntry, url: str) -> str | None:
    """The entry's address; as feedparser does, an id that is an address is the next best one."""
    key = raw.key or ""
    return absolute(raw.link, url) or (absolute(key, url) if "://" in key else None)


def _identity(raw: RawEntry, *, link: str | None, title: str) -> str:
    """The feed's own id, else the link, else a fingerprint of the words; ``""`` without any."""
    given = (raw.key or "").strip() or link
    if given:
        return given
    words = f"{title}\n{raw.summary or raw.content or ''}".strip()
    return f"sha256:{hashlib.sha256(words.encode(errors='replace')).hexdigest()}" if words else ""


def _one_line(text: str | None) -> str:
    return " ".join(plain_text(undo_mojibake((text or "")[:MAX_TITLE])).split())


def _markup(html: str | None, base: str) -> str:
    if not html:
        return ""
    html = undo_mojibake(html[:MAX_FIELD])
    return sanitise(html, base=base).strip() if "<" in html or "&" in html else html.strip()


def _what_it_is(text: str) -> Remark:
    if not text.strip():
        return Remark("feed-empty")
    if HTML_START.match(text[:2000]):
        return Remark("feed-is-page")
    if text.startswith("<"):
        return Remark("feed-other-xml")
    return Remark("feed-not")
