"""A page read for what it says outside its article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.letters import fold
from scrapers.outside.markup import PageFrame, around, take_away, text, words
from scrapers.outside.others import others
from scrapers.outside.rows import labelled_rows

_SILENT = "script, style, noscript, template, svg, iframe, object, select"
_ABSOLUTE = re.compile(r"^(20\d\d)-(\d\d)-(\d\d)")
_MAX_ROWS = 40
"""Rows kept of what stands outside the article; more are a list of other things. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A page without what is others', and the labelled rows that it holds anywhere."""

    html: str
    rows: tuple[str, ...] = ()


def read_outside(html: str) -> Outside:
    """``html`` without menus and lists of other things, its labelled rows, its days in full."""
    tree = LexborHTMLParser(html)
    if tree.body is None:
        return Outside(html=html)
    take_away(tree.css(_SILENT))
    for node in tree.css("time[datetime]"):
        _tell_day(node)
    page = PageFrame(
        root=tree.body,
        title=frozenset(words(" ".join(text(node) for node in tree.css("title, h1")))),
        around=around(tree.css("h1, main")),
        tabs=_tabs(tree),
    )
    take_away(others(page))
    strange: list[LexborNode] = []
    rows: dict[str, None] = {}
    for row in labelled_rows(page, strange):
        rows[row] = None
        if len(rows) == _MAX_ROWS:
            break
    take_away(strange)
    return Outside(html=tree.html or html, rows=tuple(rows))


def with_rows(told: str, rows: Iterable[str]) -> str:
    """``told`` and below it those of ``rows`` that no line of it says."""
    lines = [_bare(line) for line in told.splitlines()]
    missing = [row for row in rows if not _said(row, lines)]
    return "\n".join([told, *missing]) if missing else told


def _said(row: str, lines: list[str]) -> bool:
    """Whether one of ``lines`` says all of ``row``."""
    bare = _bare(row)
    return any(bare in line for line in lines)


def _bare(said: str) -> str:
    """Words and numbers alone, a space between them."""
    return " ".join(["", *re.findall(r"[^\W_]+", fold(said)), ""])


def _tell_day(node: LexborNode) -> None:
    """Complete what ``<time>`` shows where its day lacks the year, or says nothing of the day."""
    told = _ABSOLUTE.match(node.attributes.get("datetime") or "")
    shown = text(node)
    if told is None or re.search(r"20\d\d", shown):
        return
    try:
        day = date(*map(int, told.groups()))
    except ValueError:
        return
    if day.day in [int(number) for number in re.findall(r"\d+", shown)]:
        node.insert_child(f" {day.year}" if re.search(r"[^\W\d_]{3}", shown) else f"/{day.year}")
    elif re.fullmatch(r"\W*", shown):
        node.insert_child(f"{day:%d/%m/%Y}")


def _tabs(tree: LexborHTMLParser) -> dict[str, str]:
    """What opens each panel, by the panel's id."""
    found = {}
    for node in tree.css("a[href^='#'], [aria-controls], [data-bs-target], [data-target]"):
        given = node.attributes
        for name in ("aria-controls", "data-bs-target", "data-target", "href"):
            if target := (given.get(name) or "").lstrip("#"):
                found[target] = text(node)
    named = {node.attributes.get("id"): node for node in tree.css("[id]")}
    for node in tree.css("[id][aria-labelledby]"):
        label = named.get(node.attributes.get("aria-labelledby"))
        if label is not None:
            found[str(node.attributes["id"])] = text(label)
    return found
