"""What of a page is not its call: menus, the site's footer, lists of news, events, other calls."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from scrapers.letters import fold
from scrapers.outside.markup import HEADINGS, PageFrame, ancestors, is_strange, text
from scrapers.outside.words import (
    CALLS_COLUMN,
    NEWS_CLASS,
    OTHER_KIND,
    OTHER_LEAD,
    OTHERS,
    OTHERS_CLASS,
)

_BETWEEN = 30
"""Letters between «otras» and what there is more of. Set by hand."""
_NEVER = (
    "nav, [role=navigation], [role=contentinfo], [role=search], #comments, .comments, "
    ".breadcrumb, .breadcrumbs, .pagination"
)
_TITLES = "h2, h3, h4, h5, h6, summary, .title, .widget-title, caption, strong, b"
_MAX_TITLE = 80
"""Letters of the longest heading of a block. Set by hand."""
_MAX_SECTION = 400
"""Elements a heading may stand above."""


def others(page: PageFrame) -> Iterator[LexborNode]:
    """The elements that hold what is not the call's."""
    for node in page.root.css(_NEVER):
        if not page.frames(node):
            yield node
    yield from (node for node in page.root.css("footer") if _of_site(node, page))
    yield from (node for node in page.root.css("[class], [id]") if _named_so(node, page))
    for table in page.root.css("table"):
        yield from _rows_of_others(table, page)
    for node in page.root.css(_TITLES):
        if len(said := text(node)) <= _MAX_TITLE and _tells_of_others(fold(said)):
            yield from _section(node, said, page)


def _tells_of_others(heading: str) -> bool:
    """Whether what stands below a folded heading is not this call."""
    lead = OTHER_LEAD.match(heading)
    kind = OTHER_KIND.search(heading, lead.end()) if lead else None
    named = lead is not None and kind is not None and kind.start() - lead.end() <= _BETWEEN
    return named or any(whole.search(heading) for whole in OTHERS)


def _of_site(footer: LexborNode, page: PageFrame) -> bool:
    """Whether a footer is the site's, not the article's own."""
    own = any(up.tag in {"article", "main"} for up in ancestors(footer))
    return not own and not page.frames(footer)


def _named_so(node: LexborNode, page: PageFrame) -> bool:
    """Whether a class or id says that an element lists news, or other things it links to."""
    given = node.attributes
    name = fold(f"{given.get('class') or ''} {given.get('id') or ''}")
    if not OTHERS_CLASS.search(name) or page.frames(node):
        return False
    return NEWS_CLASS.search(name) is not None or node.css_first("a[href]") is not None


def _rows_of_others(table: LexborNode, page: PageFrame) -> Iterator[LexborNode]:
    """The rows of a table that lists calls by name, but for the one of this page."""
    head, *rows = table.css("tr") or [table]
    named = [CALLS_COLUMN.match(fold(text(cell))) for cell in head.css("td, th")]
    if not any(named) or len(rows) < 2:
        return
    column = next(number for number, found in enumerate(named) if found)
    for row in rows:
        if is_strange(row.css("td, th")[column : column + 1], page):
            yield row


def _section(heading: LexborNode, said: str, page: PageFrame) -> Iterator[LexborNode]:
    """What follows a heading of other things, up to the next heading of its rank."""
    node = heading
    while node.parent is not None and not page.frames(node.parent):
        if text(node.parent) != said:
            break
        node = node.parent
    rank = HEADINGS.index(heading.tag) + 1 if heading.tag in HEADINGS else 0
    after = node.next
    for _ in range(_MAX_SECTION):
        if after is None or page.frames(after) or _begins(after, HEADINGS[:rank]):
            return
        yield after
        after = after.next


def _begins(node: LexborNode, headings: tuple[str, ...]) -> bool:
    """Whether ``node`` is, or begins with, one of ``headings``."""
    if not headings or (node.tag or "-").startswith("-"):
        return False
    first = node if node.tag in headings else node.css_first(", ".join(headings))
    return first is not None and text(node).startswith(text(first))
