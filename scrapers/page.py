"""HTML read strictly: selectors that insist, and text without the mess around it."""

import html as entities
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

import nh3
import trafilatura
from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from scrapers.confined.process import ConfinedError, Limits, run
from scrapers.errors import LayoutChanged
from scrapers.letters import pick_language
from scrapers.outside.page import read_outside, with_rows
from scrapers.remark import Remark

MAX_HTML = 8_000_000
MAX_ARTICLE = 2_000_000
KEPT_TAGS = frozenset(
    "a abbr b blockquote br caption cite code dd dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre q s "
    "small strong sub sup table tbody td tfoot th thead tr u ul".split()
)
SCHEMES = frozenset({"http", "https", "mailto"})
SILENT = frozenset({"script", "style", "noscript", "template", "head", "iframe", "svg", "object"})
BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre "
    "section summary table tbody tfoot thead tr ul".split()
)
UNCLOSED = frozenset(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr track "
    "wbr".split()
)
MAX_DEPTH = 3000
SHORT = 32_000
"""Characters in which nothing takes long, whatever they are."""
LIMITS = Limits(cpu_seconds=3, seconds=60.0)
ARTICLE_LIMITS = Limits(cpu_seconds=10, seconds=90.0)
_KEPT_VERDICTS = 512
NO_HOST = re.compile(r"[\s<>\"'\\^`{|}\x00-\x20\x7f\ufffd]")
OPEN_OR_CLOSE = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
CELLS = frozenset({"td", "th"})
CELL_MARK = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An ``a[href]``: absolute http(s) address and visible words."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An element of a page; ``url`` is the page's address, for messages and relative links."""

    element: LexborNode
    url: str

    def some(self, css: str) -> list["Node"]:
        """Every element ``css`` finds.

        :raises LayoutChanged: where it finds none.
        """
        found = self.any(css)
        if not found:
            raise LayoutChanged(Remark("element-missing", css=css).at(self.url))
        return found

    def one(self, css: str) -> "Node":
        """The only element ``css`` finds.

        :raises LayoutChanged: where it finds none or several.
        """
        found = self.some(css)
        if len(found) > 1:
            raise LayoutChanged(Remark("element-many", css=css, count=len(found)).at(self.url))
        return found[0]

    def first(self, css: str) -> "Node | None":
        """The first element ``css`` finds, if any: for what a page may leave out."""
        found = self.any(css)
        return found[0] if found else None

    def any(self, css: str) -> list["Node"]:
        """Every element ``css`` finds, perhaps none.

        :raises LayoutChanged: where ``css`` is not a selector.
        """
        try:
            found = self.element.css(css)
        except (SelectolaxError, ValueError) as error:
            raise LayoutChanged(Remark("selector-wrong", css=css)) from error
        return [Node(element=element, url=self.url) for element in found]

    def text(self, css: str | None = None) -> str:
        """The words of this element, or of the one ``css`` finds, on one line.

        :raises LayoutChanged: where there are none.
        """
        node = self.one(css) if css else self
        words = " ".join(_walk(node.element).split())
        if not words:
            raise LayoutChanged(Remark("element-empty", css=css or self.element.tag).at(self.url))
        return words

    def attr(self, name: str, css: str | None = None) -> str:
        """An attribute of this element, or of the one ``css`` finds.

        :raises LayoutChanged: where it is missing or empty.
        """
        node = self.one(css) if css else self
        value = (node.element.attributes.get(name) or "").strip()
        if not value:
            raise LayoutChanged(
                Remark("attribute-missing", css=css or self.element.tag, name=name).at(self.url)
            )
        return value

    def links(self, css: str = "a[href]") -> list[Link]:
        """The http(s) links among what ``css`` finds, in order, each address once."""
        found: dict[str, Link] = {}
        for node in self.any(css):
            url = absolute(node.element.attributes.get("href"), self.url)
            if url and url not in found:
                found[url] = Link(url=url, text=" ".join(_walk(node.element).split()))
        return list(found.values())

    def html(self) -> str:
        """The markup of this element."""
        return self.element.html or ""


def parse(html: str, *, url: str) -> Node:
    """The root of a page.

    :raises LayoutChanged: where reading it would take forever.
    """
    html = html[:MAX_HTML]
    if too_deep(html):
        raise LayoutChanged(Remark("page-nested").at(url))
    if is_endless(html):
        raise LayoutChanged(Remark("page-endless").at(url))
    root = LexborHTMLParser(html).root
    assert root is not None  # lexbor builds <html> even from nothing
    return Node(element=root, url=url)


def is_endless(html: str) -> bool:
    """Whether reading ``html`` would take forever: it nests too deep, or it was tried in vain.

    A tag with forty thousand attributes takes every parser we know thirteen seconds, one with
    more takes hours, and no thread can be called back. So what is not short is read once where
    it can be ended; a parser that ended there ends here too.
    """
    if too_deep(html):
        return True
    if len(html) <= SHORT:
        return False
    key = hash(html)
    if key not in _verdicts:
        try:
            run(try_parsers, html, limits=LIMITS)
            verdict = False
        except ConfinedError:
            verdict = True
        while len(_verdicts) >= _KEPT_VERDICTS:
            _verdicts.pop(next(iter(_verdicts)), None)
        _verdicts[key] = verdict
    return _verdicts.get(key, False)


_verdicts: dict[int, bool] = {}


def try_parsers(html: str) -> None:
    """Give ``html`` to every parser a page meets here; for the process with limits."""
    LexborHTMLParser(html)
    _cleaner(None).clean(html)


def too_deep(html: str) -> bool:
    """Whether more than ``MAX_DEPTH`` elements are open at once: parsing would take forever."""
    if html.count("<") <= MAX_DEPTH:
        return False
    depth = 0
    for tag in OPEN_OR_CLOSE.finditer(html):
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[2].lower() not in UNCLOSED:
            depth += 1
            if depth > MAX_DEPTH:
                return True
    return False


def absolute(href: str | None, base: str) -> str | None:
    """``href`` as an http(s) address, ``None`` for anything else (javascript:, mailto:, …)."""
    if not href:
        return None
    url = "".join(href.split())
    try:
        url = url if url.startswith(("http://", "https://")) else urljoin(base, url)
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or NO_HOST.search(parts.netloc):
        return None
    return url.partition("#")[0]


def sanitise(html: str, *, base: str | None = None) -> str:
    """``html`` with harmless tags, and links only to http(s) and e-mail addresses.

    Relative links are completed from ``base``, dropped without it.
    """
    if is_endless(html):
        return entities.escape(TAG.sub(" ", html))
    return _cleaner(base if base and RELATIVE.search(html) else None).clean(html)


@lru_cache(maxsize=64)
def _cleaner(base: str | None) -> nh3.Cleaner:
    try:
        return nh3.Cleaner(
            tags=KEPT_TAGS,
            attributes={"a": {"href", "title"}, "td": {"colspan", "rowspan"}, "th": {"colspan"}},
            url_schemes=SCHEMES,
            url_relative=("rewrite_with_base", base) if base else "deny",
        )
    except ValueError:  # an address only we would have taken for one
        return _cleaner(None)


def main_text(html: str, *, url: str, body: str | None = None) -> str:
    """The article of a page nobody wrote a selector for; the whole text where none stands out.

    Below it stand the labelled rows (closing day, money, who may apply) that the page shows
    elsewhere. ``body``: the markup of the article, where a selector found it.
    """
    html = html[:MAX_ARTICLE]
    if is_endless(html):
        return plain_text(body or html)
    try:
        if len(html) <= SHORT:
            return article(html, url, body)
        return str(run(article, html, url, body, limits=ARTICLE_LIMITS))
    except ConfinedError:
        return plain_text(body or html)


def article(html: str, url: str, body: str | None) -> str:
    """``body``, or what trafilatura takes for the article, and the rows outside it."""
    page = read_outside(html)
    found = (
        None
        if body
        else trafilatura.extract(
            page.html, url=url, fast=True, include_comments=False, include_tables=True
        )
    )
    text = tidy(str(found)) if found else plain_text(body or page.html)
    return with_rows(text, page.rows)


RELATIVE = re.compile(r"href\s*=\s*[\"']?\s*(?!https?:|mailto:)", re.IGNORECASE)

# --- plain text ------------------------------------------------------------------------------

TAG = re.compile(r"<[A-Za-z/!][^<>]*>")
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
ESCAPED_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|strong|em|a|span|h[1-6]|b|i|u|table|tr|td|th|tbody|font|img)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ELLIPSIS = re.compile(r"\[(?:…|\.\.\.|&hellip;)\]")
FOOTER = re.compile(
    r"^(.*)\b(?:La entrada\b.{0,400}\bse publicó primero en\b"
    r"|The post\b.{0,400}\b(?:appeared first on|first appeared on)\b"
    r"|(?:O post|A publicação)\b.{0,400}\bapareceu primeiro em\b"
    r"|L[’']article\b.{0,400}\best apparu en premier sur\b"
    r"|L[’']entrada\b.{0,400}\b(?:ha aparegut primer|es va publicar primer) (?:a|en)\b).*$",
    re.DOTALL,
)
FOOTER_REACH = 1200
ROW = re.compile(r"\s*<t(?:r|body|head)\b", re.IGNORECASE)


def plain_text(html: str, *, language: str = "es") -> str:
    """The words of ``html``, a line per block, table cells split by " | ".

    Entities are decoded, also where they were escaped twice; of qTranslate markup the part in
    ``language`` stays (else the first); addresses hidden by Cloudflare are shown again, and
    WordPress's "se publicó primero en" and "[…]" are dropped.
    """
    text = pick_language(html[:MAX_HTML], language)
    for _ in range(3):
        text = _to_text(text)
        if not ESCAPED_TAG.search(text) and not ENTITY.search(text):
            break
    return _without_footer(tidy(ELLIPSIS.sub("", text)))


def _without_footer(text: str) -> str:
    found = FOOTER.match(text[-FOOTER_REACH:])
    return (text[:-FOOTER_REACH] + found[1]).strip() if found else text


def tidy(text: str) -> str:
    """One space between words, one newline between lines, none at the ends."""
    lines = (" ".join(line.split()).strip(" |") for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _to_text(html: str) -> str:
    if not TAG.search(html):
        return entities.unescape(html)
    if is_endless(html):
        return entities.unescape(TAG.sub("\n", html))
    # A row outside a table loses its cells, and their words would be glued together.
    root = LexborHTMLParser(f"<table>{html}" if ROW.match(html) else html).root
    return _walk(root) if root is not None else ""


def _walk(start: LexborNode) -> str:
    """Text in document order, with a stack: pages nest deeper than Python recurses."""
    out: list[str] = []
    stack: list[tuple[LexborNode, bool]] = [(start, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        if leaving:
            out.append("\n" if tag in BLOCKS else CELL_MARK)
            continue
        if tag == "-text":
            out.append(_flow(node))
            continue
        if tag in SILENT or tag.startswith("-"):
            continue
        hidden = _cloudflare(node) if tag in {"a", "span"} else None
        if hidden is not None:
            out.append(hidden)
            continue
        if tag in BLOCKS:
            out.append("\n")
        if tag in BLOCKS or tag in CELLS:
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(list(node.iter(include_text=True))))
    return "".join(out)


def _flow(node: LexborNode) -> str:
    """A text node: its line breaks are spaces, unless the author preformatted it."""
    text = node.text_content or ""
    parent = node.parent
    if parent is not None and parent.tag == "pre":
        return text
    return re.sub(r"\s+", " ", text)


def _cloudflare(node: LexborNode) -> str | None:
    """The address behind Cloudflare's "[email protected]" (XOR with the first byte)."""
    attributes = node.attributes
    code = attributes.get("data-cfemail")
    if not code and "/cdn-cgi/l/email-protection" in (attributes.get("href") or ""):
        if node.css_first("[data-cfemail]") is not None:
            return None
        code = (attributes.get("href") or "").rpartition("#")[2]
        shown = node.text()
        if shown.strip() and "protected" not in shown:
            return shown
    if not code:
        return None
    try:
        key, *rest = bytes.fromhex(code)
        return bytes(byte ^ key for byte in rest).decode("utf-8")
    except ValueError:
        return ""
