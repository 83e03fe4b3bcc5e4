"""Samples of a WordPress site (feed and REST) and of a plain RSS feed."""

from datetime import UTC, datetime, time
from email.utils import format_datetime
from html import escape
from typing import Any

from scrapers.demo.calls_file import PublishedCall
from scrapers.demo.http import Reply, Request, SiteContent, as_feed, as_html, as_json, not_found
from scrapers.demo.markup import page, to_html

_PER_FEED_PAGE = 10
_SITE = "https://red-de-ciudades.example"
_MAGAZINE = "https://oportunidades.example"
_SECTIONS = {"es": "Convocatorias", "en": "Calls", "pt": "Chamadas", "fr": "Appels"}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
)


def wordpress(request: Request, telling: SiteContent) -> Reply:
    """Answer the feed, the REST listing, or the page of one post."""
    path = request.path.rstrip("/")
    if path.endswith("/wp-json/wp/v2/posts"):
        return _posts(request, telling)
    if path.endswith("/wp-json/wp/v2/categories"):
        known = request.param("slug") in ("", "convocatorias")
        return as_json([{"id": 12, "slug": "convocatorias"}] if known else [])
    if path.endswith("/feed"):
        return _wordpress_feed(request, telling)
    for told in telling.calls:
        if path.endswith(f"/{_slug(told)}") or request.param("p") == told.call.key:
            title = escape(told.call.title)
            body = (
                f'<article class="entry-content"><h1>{title}</h1>{to_html(told.credited)}</article>'
            )
            return as_html(page(told.call.title, body, lang=told.call.lang))
    return not_found()


def rss(request: Request, telling: SiteContent) -> Reply:
    """Answer the one feed of the site, or the page of one item."""
    last = request.path.rstrip("/").rsplit("/", 1)[-1]
    for told in telling.calls:
        if last == told.call.key:
            title = escape(told.call.title)
            body = f"<main><h1>{title}</h1>{to_html(told.credited)}</main>"
            return as_html(page(told.call.title, body, lang=told.call.lang))
    items = "\n".join(_plain_item(told) for told in telling.calls)
    title = "Oportunidades &amp; appels (datos de ejemplo)"
    return as_feed(f"{_HEAD}{_channel(title, _MAGAZINE)}{items}\n</channel></rss>")


def broken(_request: Request, _telling: SiteContent) -> Reply:
    """A site under repair: where the feed should be stands an unfinished page."""
    return as_html("<html><body><p>Datos de ejemplo: sitio en mantenimiento</body>")


def _channel(title: str, link: str) -> str:
    return (
        f"<title>{title}</title>\n<link>{link}</link>\n"
        "<description>Datos de ejemplo</description>\n"
    )


def _slug(told: PublishedCall) -> str:
    return f"convocatoria-ejemplo-{told.call.key}"


def _title(told: PublishedCall) -> str:
    """The title; in qTranslate markup where the post has two languages."""
    other = told.call.facts.get("title_pt")
    return f"[:es]{told.call.title}[:pt]{other}[:]" if other else told.call.title


def _published(told: PublishedCall) -> datetime:
    return datetime.combine(told.published_on, time(13, 5, 11), UTC)


def _wordpress_feed(request: Request, telling: SiteContent) -> Reply:
    first = (max(request.number("paged", 1), 1) - 1) * _PER_FEED_PAGE
    calls = telling.calls[first : first + _PER_FEED_PAGE]
    if not calls:
        return not_found()
    items = "\n".join(_wordpress_item(told) for told in calls)
    title = "Convocatorias &#8211; Red de ciudades (datos de ejemplo)"
    return as_feed(f"{_HEAD}{_channel(title, _SITE)}{items}\n</channel></rss>")


def _wordpress_item(told: PublishedCall) -> str:
    title = escape(_title(told))
    link = f"{_SITE}/{_slug(told)}/"
    opening = escape(told.credited.split("\n", 1)[0][:120], quote=False)
    return (
        f"<item><title>{title}</title>"
        f"<link>{link}?utm_source=rss&#038;utm_medium=rss</link>"
        "<dc:creator><![CDATA[Secretaría]]></dc:creator>"
        f"<pubDate>{format_datetime(_published(told))}</pubDate>"
        "<category><![CDATA[Convocatorias]]></category>"
        f'<guid isPermaLink="false">{_SITE}/?p={told.call.key}</guid>'
        f"<description><![CDATA[<p>{opening} [&#8230;]</p>"
        f'<p>La entrada <a href="{link}">{title}</a> se publicó primero en Red.</p>'
        "]]></description>"
        f"<content:encoded><![CDATA[{to_html(told.credited)}]]></content:encoded></item>"
    )


def _posts(request: Request, telling: SiteContent) -> Reply:
    size = min(max(request.number("per_page", 10), 1), 100)
    number = max(request.number("page", 1), 1)
    pages = -(-len(telling.calls) // size)
    if number > max(pages, 1):
        message = "El número de página solicitado es mayor que el de páginas disponibles."
        error = {"code": "rest_post_invalid_page_number", "message": message}
        return as_json({**error, "data": {"status": 400}}, status=400)
    rows = [_post(told, telling.number) for told in telling.calls[(number - 1) * size :][:size]]
    return as_json(rows, X_WP_Total=str(len(telling.calls)), X_WP_TotalPages=str(pages))


def _post(told: PublishedCall, number: int) -> dict[str, Any]:
    published = _published(told)
    moved = number > 1 and bool(told.call.closes_later)
    text = f"{published:%Y-%m-%dT%H:%M:%S}"
    changed = f"{told.published_on:%Y-%m-%d}T{20 if moved else 14}:00:00"
    return {
        "id": int(told.call.key),
        "date": f"{told.published_on:%Y-%m-%d}T08:05:11",
        "date_gmt": text,
        "guid": {"rendered": f"{_SITE}/?p={told.call.key}"},
        "modified": changed,
        "modified_gmt": changed,
        "slug": _slug(told),
        "status": "publish",
        "type": "post",
        "link": f"{_SITE}/{_slug(told)}/",
        "title": {"rendered": _title(told).replace("&", "&amp;")},
        "content": {"rendered": to_html(told.credited), "protected": False},
        "excerpt": {"rendered": f"<p>{told.credited[:120]} [&hellip;]</p>", "protected": False},
        "author": 1,
        "categories": [12],
        "tags": [],
    }


def _plain_item(told: PublishedCall) -> str:
    link = f"{_MAGAZINE}/{told.call.lang}/{told.call.key}"
    return (
        f"<item><title>{escape(told.call.title)}</title><link>{link}</link>"
        f"<description>{escape(to_html(told.credited))}</description>"
        f"<pubDate>{format_datetime(_published(told))}</pubDate>"
        f"<category>{_SECTIONS[told.call.lang]}</category>"
        f"<dc:language>{told.call.lang}</dc:language>"
        f'<guid isPermaLink="true">{link}</guid></item>'
    )
