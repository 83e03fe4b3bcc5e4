"""Entry: from the keys of the catalogue, or an officer's form, to a source."""

import re
from collections.abc import Mapping
from typing import Any, cast, get_args
from urllib.parse import urlsplit

from scrapers.errors import CatalogueError
from scrapers.item import KINDS, Kind
from scrapers.remark import Remark
from scrapers.source import About, Access, FunderKind, Source
from scrapers.sources.generic.feed import FeedSource
from scrapers.sources.generic.guess import Guess
from scrapers.sources.generic.list_page import CALL_WORDS, ListPage
from scrapers.sources.generic.post import Manner
from scrapers.sources.generic.wordpress import WordPress

_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_ABOUT = frozenset(
    "id title publisher funder_kind access licence frequency expected language country disabled"
    " verified forbidden serves note".split()
)
_OWN = frozenset(
    "url paths category keep follow item link title_css body page_param first_page at_most kind"
    " funder rewritten itself post_type".split()
)
_LICENCE = "Sin condiciones publicadas: se cita la fuente y se enlaza el original"


def build(entry: Mapping[str, Any]) -> Source:
    """The source that ``entry`` describes.

    ``url`` is the address as a person would open it: of the feed, of the WordPress site (or its
    category), or of the list page. ``access`` says which it is; without it the address is looked
    at when it is read.

    :raises CatalogueError: where a key is unknown, missing or holds what it cannot.
    """
    unknown = sorted(set(entry) - _ABOUT - _OWN)
    if unknown:
        raise CatalogueError(f"{entry.get('id')}: claves desconocidas: {', '.join(unknown)}.")
    parts = urlsplit(str(entry.get("url", "")).strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CatalogueError(Remark("address-wanted").at(entry.get("id")))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    about = _about(entry, base=f"{parts.scheme}://{parts.netloc}")
    makers = {"feed": _feed, "wordpress": _wordpress, "html-list": _list_page, None: _guess}
    maker = makers.get(entry.get("access"))
    if maker is None:
        raise CatalogueError(f"{about.id}: no hay lectura de clase «{entry['access']}».")
    return cast("Source", maker(entry, about, path))


def _about(entry: Mapping[str, Any], *, base: str) -> About:
    source_id, title = str(entry.get("id", "")), str(entry.get("title", "")).strip()
    if not _ID.fullmatch(source_id):
        raise CatalogueError(f"El id «{source_id}» debe ser de minúsculas, cifras y «_».")
    if not title:
        raise CatalogueError(f"{source_id}: falta el título.")
    kind = entry.get("funder_kind", "agregador")
    if kind not in get_args(FunderKind):
        raise CatalogueError(f"{source_id}: clase de financiador desconocida: «{kind}».")
    return About(
        id=source_id,
        title=title,
        publisher=str(entry.get("publisher") or title),
        funder_kind=cast("FunderKind", kind),
        access=cast("Access", entry.get("access") or "html-list"),
        home=str(entry["url"]).strip(),
        base=base,
        licence=str(entry.get("licence") or _LICENCE),
        frequency="weekly" if entry.get("frequency") == "weekly" else "daily",
        expected=_expected(entry, source_id),
        language=entry.get("language"),
        country=entry.get("country"),
        disabled=entry.get("disabled"),
        verified=bool(entry.get("verified", True)),
        forbidden=bool(entry.get("forbidden", False)),
        note=str(entry.get("note", "")),
        serves=tuple(entry.get("serves", ())),
    )


def _expected(entry: Mapping[str, Any], source_id: str) -> tuple[int, int]:
    found = entry.get("expected", (1, 1000))
    whole = isinstance(found, list | tuple) and all(isinstance(n, int) for n in found)
    if not whole or len(found) != 2 or not 0 <= found[0] <= found[1]:
        raise CatalogueError(f"{source_id}: «expected» es el mínimo y el máximo, en ese orden.")
    return (found[0], found[1])


def _pattern(entry: Mapping[str, Any]) -> re.Pattern[str] | None:
    """``keep``: true for the usual words of calls, or a regular expression of one's own."""
    keep = entry.get("keep")
    if keep is None or keep is False:
        return None
    if keep is True:
        return CALL_WORDS
    try:
        return re.compile(str(keep), re.IGNORECASE)
    except re.error as error:
        raise CatalogueError(f"{entry.get('id')}: «keep» no es una expresión válida.") from error


def _kind(entry: Mapping[str, Any]) -> Kind | None:
    kind = entry.get("kind")
    if kind is not None and kind not in KINDS:
        raise CatalogueError(f"{entry.get('id')}: clase de oportunidad desconocida: «{kind}».")
    return cast("Kind | None", kind)


def _manner(entry: Mapping[str, Any]) -> Manner:
    follow = entry.get("follow", "short")
    if follow not in {"always", "never", "short"}:
        raise CatalogueError(f"{entry.get('id')}: «follow» es always, never o short.")
    return Manner(
        keep=_pattern(entry),
        follow=follow,
        body=entry.get("body"),
        kind=_kind(entry),
        funder=entry.get("funder"),
    )


def _feed(entry: Mapping[str, Any], about: About, path: str) -> FeedSource:
    return FeedSource(
        about=about, path=path, manner=_manner(entry), page_param=entry.get("page_param")
    )


def _wordpress(entry: Mapping[str, Any], about: About, path: str) -> WordPress:
    """The site below the path; an address of a category or of a feed is understood as well."""
    match = re.fullmatch(r"(.*?)/category/(?:[^/]+/)*([^/?]+)/?(?:feed/?)?", path)
    category = entry.get("category") or (match.group(2) if match else None)
    prefix = match.group(1) if match else re.sub(r"/(?:feed/?)?$", "", path)
    return WordPress(
        about=about,
        prefix=prefix,
        category=category,
        post_type=entry.get("post_type"),
        manner=_manner(entry),
    )


def _list_page(entry: Mapping[str, Any], about: About, path: str) -> ListPage:
    return ListPage(
        about=about,
        paths=tuple(entry.get("paths") or (path,)),
        item=entry.get("item"),
        link=entry.get("link", "a[href]"),
        title=entry.get("title_css"),
        body=entry.get("body"),
        keep=_pattern(entry),
        page_param=entry.get("page_param"),
        first_page=int(entry.get("first_page", 0)),
        at_most=int(entry.get("at_most", 5)),
        follow=entry.get("follow") != "never",
        rewritten=bool(entry.get("rewritten", False)),
        itself=bool(entry.get("itself", False)),
        kind=_kind(entry),
        funder=entry.get("funder"),
    )


def _guess(entry: Mapping[str, Any], about: About, path: str) -> Guess:
    return Guess(
        about=about,
        path=path,
        feed=_feed(entry, about, path),
        wordpress=_wordpress(entry, about, path),
        list_page=_list_page(entry, about, path),
    )
