"""A newsletter split into what it tells of: each link that leads on, with the words around it.

Nothing is fetched here. Links by which somebody leaves a list, or shows that they read it, are
left out before anybody could follow them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scrapers.errors import LayoutChanged
from scrapers.page import BLOCKS, SILENT, absolute, parse

MOST_LEADS = 60
"""Links of one newsletter that are followed; real ones have fewer."""
_MOST_LINES = 5
"""Lines that may belong to one link."""
_LONGEST_TITLE = 300
_LONGEST_GENERIC = 25
"""Fewer letters on a link («Leer más») name nothing: its title stands above it."""
_LONGEST_FOOTER = 300
_MOSTLY = 0.9
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BOLD = frozenset({"b", "strong"})
_LEAVING = (
    re.compile(
        r"unsubscri|opt.?out|manage.{0,20}preferences|preference.?cent"
        r"|darse de baja|desuscri|cancelar.{0,20}(?:suscripci|inscri|subscri)|dejar de recibir"
        r"|no desea.{0,20}recibir|descadastr|remover.{0,20}lista|deixar de receber"
        r"|d[ée]sabonn|d[ée]sinscri|ne plus recevoir|donar-se de baixa|deixar de rebre",
        re.IGNORECASE,
    ),
    re.compile(
        r"view.{0,20}(?:browser|online)|en el navegador|no navegador|dans (?:le|votre) navigateur"
        r"|al navegador|list-manage|/track/open|\bprivacy\b|privacidad|confidentialit|privacitat",
        re.IGNORECASE,
    ),
)
"""How one leaves a newsletter; where else it can be read, and what becomes of one's data."""
_SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|youtube|tiktok|flickr|whatsapp|threads"
    r"|bsky|pinterest|telegram)\.(?:com|net|app|org|me)$|^(?:t\.me|wa\.me|youtu\.be|lnkd\.in)$"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|ics)$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>\"«»]+[^\s<>\"«».,;:!?)\]]")
_BULLET = re.compile(r"^[\s*•·–—>-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """One address a newsletter leads to, what it calls it, and what it says of it."""

    url: str
    title: str
    words: str


@dataclass(slots=True)
class _Link:
    url: str
    line: int
    parts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return next((w for w in _tidy("".join(self.parts)) if w), "")[:_LONGEST_TITLE]

    @property
    def names(self) -> bool:
        """Whether its own words say what it is about."""
        return len(self.words) > _LONGEST_GENERIC


@dataclass(slots=True)
class _Page:
    """The lines of a newsletter, which of them are titles, and the links in them."""

    lines: list[str] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    links: list[_Link] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _bold: int = 0

    def say(self, text: str, *, bold: bool) -> None:
        self._parts.append(text)
        self._bold += len(text.strip()) if bold else 0

    def end_line(self) -> None:
        """Close the line that is being written; one that holds a link alone counts too."""
        words, here = " ".join("".join(self._parts).split()), len(self.lines)
        if words or (self.links and self.links[-1].line == here):
            if words and self._bold >= _MOSTLY * len(words.replace(" ", "")):
                self.titles.add(here)
            self.lines.append(words)
        self._parts.clear()
        self._bold = 0

    def linked(self, line: int) -> list[_Link]:
        return [link for link in self.links if link.line == line]


def leads_in_html(html: str) -> list[Lead]:
    """What a newsletter in HTML leads to; nothing where it cannot be read."""
    try:
        root = parse(html, url="").element
    except LayoutChanged:
        return []
    page = _read(root)
    return _merged(
        _lead(page, link) for link in page.links if _leads_on(link.url, _around(page, link))
    )


def leads_in_text(text: str) -> list[Lead]:
    """What a newsletter in plain text leads to: its addresses, with the paragraph each is in."""
    found, before = [], ""
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        words = [_BULLET.sub("", line).strip() for line in paragraph.splitlines()]
        said = [w for line in words if (w := _ADDRESS.sub("", line).strip(" <>()[]"))]
        own = "\n".join(said)
        for url in _ADDRESS.findall(paragraph):
            told = own or before
            if _leads_on(url, told[-_LONGEST_FOOTER:]):
                found.append(Lead(url=url, title=told.partition("\n")[0], words=told))
        before = own or before
    return _merged(found)


def _read(root: LexborNode) -> _Page:
    """The newsletter in the order of reading; with a stack, for tables nest deep."""
    page, opened = _Page(), list[_Link]()
    stack = [(root, False, False)]
    while stack:
        node, bold, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            _leave(page, opened, tag)
            continue
        if tag == "-text":
            _say(page, opened, node.text_content or "", bold=bold)
            continue
        if tag in SILENT or tag.startswith("-"):
            continue
        if tag in BLOCKS or tag in {"td", "th"}:
            _break(page, opened)
            stack.append((node, bold, True))
        if tag == "a" and (url := absolute(node.attributes.get("href"), "")):
            opened[:] = [_Link(url, len(page.lines))]
            page.links += opened
            stack.append((node, bold, True))
        heavy = bold or tag in _HEADINGS or tag in _BOLD
        children = reversed(list(node.iter(include_text=True)))
        stack.extend((child, heavy, False) for child in children)
    page.end_line()
    return page


def _leave(page: _Page, opened: list[_Link], tag: str) -> None:
    if tag == "a":
        opened.clear()
    else:
        _break(page, opened)


def _say(page: _Page, opened: Iterable[_Link], words: str, *, bold: bool) -> None:
    text = re.sub(r"\s+", " ", words)
    page.say(text, bold=bold)
    for one in opened:
        one.parts.append(text)


def _break(page: _Page, opened: Iterable[_Link]) -> None:
    page.end_line()
    for one in opened:
        one.parts.append("\n")


def _around(page: _Page, link: _Link) -> str:
    """The words by which one knows a link to leave a list: its own, and those of a short line."""
    line = page.lines[link.line] if link.line < len(page.lines) else ""
    return f"{link.words} {line if len(line) <= _LONGEST_FOOTER else ''}"


def _leads_on(url: str, words: str) -> bool:
    """Whether an address may lead to a call, and may be opened at all."""
    parts = urlsplit(url)
    if parts.path in ("", "/") and not parts.query:
        return False
    if _SOCIAL.search(parts.hostname or "") or _PICTURE.search(parts.path):
        return False
    return not any(leaving.search(f"{words} {url}") for leaving in _LEAVING)


def _lead(page: _Page, link: _Link) -> Lead:
    if not link.words:
        return Lead(url=link.url, title="", words="")
    chosen = _below(page, link) if link.names else _above(page, link)
    lines = [page.lines[number] for number in chosen]
    title = link.words if link.names else lines[0]
    return Lead(url=link.url, title=title[:_LONGEST_TITLE], words="\n".join(lines))


def _below(page: _Page, link: _Link) -> list[int]:
    """The line of a link that names something, and what is said of it."""
    chosen = [link.line]
    for number in range(link.line + 1, min(len(page.lines), link.line + _MOST_LINES)):
        if number in page.titles or any(other.names for other in page.linked(number)):
            break
        chosen.append(number)
    return chosen


def _above(page: _Page, link: _Link) -> list[int]:
    """The lines up to the title that a «Leer más» belongs to."""
    chosen = [link.line]
    if link.line in page.titles and len(page.lines[link.line]) > _LONGEST_GENERIC:
        return chosen
    for number in range(link.line - 1, max(-1, link.line - _MOST_LINES), -1):
        title = number in page.titles
        if page.linked(number) and not title:
            break
        chosen.insert(0, number)
        if title:
            break
    return chosen


def _merged(leads: Iterable[Lead]) -> list[Lead]:
    """Each address once, with the first title and the most words there are for it."""
    found: dict[str, Lead] = {}
    for lead in leads:
        known = found.get(lead.url)
        if known is None:
            found[lead.url] = lead
        elif len(lead.words) > len(known.words):
            found[lead.url] = Lead(url=lead.url, title=known.title or lead.title, words=lead.words)
    return list(found.values())[:MOST_LEADS]


def _tidy(text: str) -> Iterator[str]:
    yield from (" ".join(line.split()) for line in text.splitlines())
