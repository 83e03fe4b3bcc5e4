"""RSS, RDF and Atom straight from the XML tree: the quick way, for feeds that are XML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import islice
from urllib.parse import urljoin

from lxml import etree

from scrapers.access.feed_names import left_over

MAX_ENTRIES = 5000
ATOM = "http://www.w3.org/2005/Atom"
ATOM_OLD = "http://purl.org/atom/ns#"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
XHTML = "http://www.w3.org/1999/xhtml"
CORE = frozenset(
    {
        "",
        ATOM,
        ATOM_OLD,
        XHTML,
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
        "http://backend.userland.com/rss2",
        "http://backend.userland.com/RSS2",
        "http://blogs.law.harvard.edu/tech/rss",
    }
)
ROOTS = frozenset({"rss", "rdf", "feed"})
PUBLISHED = ("pubDate", "published", "issued", "dc:date", "dcterms:issued", "created")
UPDATED = ("updated", "modified", "dcterms:modified")
PREFIX = re.compile(r"<(/?)[\w.-]{1,40}:(?=[A-Za-z])")
PREFIXES = {"dc": DC, "dcterms": DCTERMS, "content": CONTENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry as written: values may be missing, relative, dirty."""

    key: str | None = None
    link: str | None = None
    title: str | None = None
    summary: str | None = None
    content: str | None = None
    published: str | None = None
    updated: str | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[tuple[str | None, str | None], ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed as written."""

    title: str | None
    link: str | None
    language: str | None
    entries: list[RawEntry] = field(default_factory=list)


def read_tree(text: str, url: str, *, recover: bool) -> RawFeed | None:
    """Read prepared XML (no DTD, no entities); ``None`` where it is not XML or not a feed.

    With ``recover`` the parser closes what was left open and goes on.
    """
    parser = etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or _local(root).lower() not in ROOTS:
        return None
    channel = next((one for one in root if _local(one) == "channel"), root)
    return RawFeed(
        title=_text(channel, "title"),
        link=_link(channel),
        language=_text(channel, "language") or _text(channel, "dc:language") or _lang(root),
        entries=[_entry(item) for item in islice(_items(root), MAX_ENTRIES + 1)],
    )


def _items(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter("{*}item", "{*}entry"):
        if _space(element) in CORE:
            yield element


def _entry(item: etree._Element) -> RawEntry:
    children = _index(item)
    about = item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about")
    guid = children.get("guid", [None])[0]
    link = _link(item)
    if link is None and guid is not None and guid.get("isPermaLink", "true") != "false":
        link = _inner(guid)
    published = _pick(children, PUBLISHED)
    return RawEntry(
        key=_pick(children, ("guid", "id", "dc:identifier")) or about,
        link=link or about,
        title=_pick(children, ("title", "dc:title")),
        summary=_pick(children, ("description", "summary", "dc:description")),
        content=_longest(children),
        published=published or _pick(children, UPDATED),
        updated=_pick(children, UPDATED),
        categories=tuple(_categories(children)),
        enclosures=tuple(_enclosures(children)),
        others=left_over(_named(child) for child in item if _says(child)),
    )


def _says(child: etree._Element) -> bool:
    return bool(len(child) or (child.text or "").strip() or child.attrib)


def _named(child: etree._Element) -> tuple[str, str, str]:
    """The vocabulary of an element, ``""`` for the feed's own; its prefix; its name."""
    space = _space(child)
    return "" if space in CORE else space, child.prefix or "", _local(child)


def _index(item: etree._Element) -> dict[str, list[etree._Element]]:
    """The children by name; those of other vocabularies only under a known prefix."""
    found: dict[str, list[etree._Element]] = {}
    for child in item:
        space = _space(child)
        if space in CORE:
            found.setdefault(_local(child), []).append(child)
            continue
        for prefix, known in PREFIXES.items():
            if space == known:
                found.setdefault(f"{prefix}:{_local(child)}", []).append(child)
    return found


def _pick(children: dict[str, list[etree._Element]], names: tuple[str, ...]) -> str | None:
    for name in names:
        for element in children.get(name, ()):
            if value := _inner(element):
                return value
    return None


def _longest(children: dict[str, list[etree._Element]]) -> str | None:
    parts = children.get("content:encoded", []) + children.get("content", [])
    parts += children.get("body", []) + children.get("fullitem", [])
    return max((text for part in parts if (text := _inner(part))), key=len, default=None)


def _categories(children: dict[str, list[etree._Element]]) -> Iterator[str]:
    for element in children.get("category", []) + children.get("dc:subject", []):
        value = element.get("label") or element.get("term") or _inner(element)
        if value:
            yield value


def _enclosures(
    children: dict[str, list[etree._Element]],
) -> Iterator[tuple[str | None, str | None]]:
    for element in children.get("enclosure", []):
        yield _based(element, element.get("url")), element.get("type")
    for element in children.get("link", []):
        if element.get("rel") == "enclosure":
            yield _href(element), element.get("type")


def _link(item: etree._Element) -> str | None:
    """RSS says it in text, Atom in ``href``: the alternate one, HTML before other kinds."""
    links = [one for one in item if _local(one) == "link" and _space(one) in CORE]
    alternate = [one for one in links if one.get("rel", "alternate") == "alternate"]
    alternate.sort(key=lambda one: "html" not in one.get("type", "text/html"))
    return next((href for one in alternate if (href := _href(one))), None)


def _href(link: etree._Element) -> str | None:
    return _based(link, link.get("href") or link.text)


def _based(element: etree._Element, href: str | None) -> str | None:
    href = (href or "").strip()
    if not href or href.startswith(("http://", "https://")):
        return href or None
    try:
        return urljoin(element.base or "", href)
    except ValueError:
        return None


def _inner(element: etree._Element) -> str:
    """The text of an element; its markup where it holds elements or says it is no markup."""
    if len(element) == 0:
        text = (element.text or "").strip()
        plain = element.get("type") in {"text", "text/plain"} and element.get("mode") is None
        return escape(text, quote=False) if plain else text
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return PREFIX.sub(r"<\1", "".join(parts)).strip()


def _text(channel: etree._Element, name: str) -> str | None:
    return _pick(_index(channel), (name,))


def _lang(root: etree._Element) -> str | None:
    return root.get("{http://www.w3.org/XML/1998/namespace}lang")


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _space(element: etree._Element) -> str:
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""
