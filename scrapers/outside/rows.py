"""Labelled rows: "Fecha de cierre" and its day, however a page sets the two side by side."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from scrapers.extract.dates.words.calendar import MONTHS, WEEKDAYS
from scrapers.letters import fold
from scrapers.outside.markup import FRAMES, PageFrame, around, is_strange, text, words
from scrapers.outside.words import BARE, CUES, DAY, FACTS, HANDED_IN, HOW, KNOWN

_BLOCKS = (
    "address, article, aside, blockquote, button, dd, details, dialog, div, dl, dt, figure, "
    "footer, form, h1, h2, h3, h4, h5, h6, header, li, main, ol, p, section, summary, table, "
    "tbody, td, th, tr, ul, [class*=meta] > span, [class*=info] > span, [class*=bandeau] > span, "
    "[class*=strip] > span, [class*=banner] > span, [class*=ficha] > span, span[class*=badge], "
    "span[class*=chip], span[class*=pill], span[class*=etiquet]"
)
_CELLS = frozenset({"td", "th"})
_EDGES = FRAMES | {"article"}
_ITEMS = frozenset({"a", "article", "li", "tr"})
_TAIL = re.compile(r"(?<=\d)[^:\d]+$")
_YEAR = re.compile(r"\b20\d\d\b")
_WINDOW = re.compile(
    r"\d\D{0,20}?(?:\s?[-–—]\s?|\s(?:al?|au|ao|to|ate|hasta|until|jusqu'au|fins|y|e|i|et|and)\s)"
    r"\D{0,20}?\d.{0,24}\b(?:20)?\d\d\b"
)
_PART_OF_WINDOW = BARE | MONTHS.keys() | WEEKDAYS.keys() | {"y", "e", "i", "et", "and", "entre"}
_SAID = re.compile(r"[^:\d]*")
_ALWAYS = re.compile(r"\b(?:permanente|abiert|continu|ongoing|rolling|open|todo el ano|aberto)")
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|odt)(?:$|[?#])|^(?:mailto|tel|javascript):|^#", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s[·•|]\s")
"""What sets the fields of one line apart."""
_MAX_LABEL = 80
"""Letters of the longest label. Set by hand."""
_MAX_TITLE = 45
"""Letters of the title of a box that names what its one day is for. Set by hand."""
_MAX_VALUE = 220
"""Letters of the longest value of a field; more is prose. Set by hand."""
_MAX_LINES = 6000
"""Elements looked at: what a page of ordinary size has several times over."""
_CLIMB = 5
"""Elements upwards in which a label may stand. Set by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """A line of words between blocks, and the first and last node it is in."""

    first: LexborNode
    last: LexborNode
    said: str


def labelled_rows(page: PageFrame, strange: list[LexborNode]) -> Iterator[str]:
    """Every labelled row of the page, in order; entries that lead elsewhere go to ``strange``."""
    for unit in list(islice(_units(page.root), _MAX_LINES)):
        row = _row(unit, page)
        entry = _entry_of_another(unit.last, page) if row else None
        if entry is None and row:
            yield row
        elif entry is not None and _leads_elsewhere(entry, page):
            strange.append(entry)
    for table in page.root.css("table"):
        yield from _columns(table, page)


def _units(root: LexborNode) -> Iterator[TextLine]:
    """The words of the page between two beginnings or ends of blocks, line by line."""
    blocks = root.css(_BLOCKS)
    marked = {node.mem_id for node in blocks}
    holding = around(up for node in blocks if (up := node.parent) is not None)
    for node in (root, *blocks):
        if node.mem_id not in holding:
            yield from _lines([node])
            continue
        run: list[LexborNode] = []
        for child in node.iter(include_text=True):
            if child.mem_id in marked or child.mem_id in holding:
                yield from _lines(run)
                run = []
            else:
                run.append(child)
        yield from _lines(run)


def _lines(run: list[LexborNode]) -> Iterator[TextLine]:
    """The lines of a run of words; one that is only a label goes with the line below it."""
    pieces = []
    for node in run:
        for part in node.traverse(include_text=True):
            pieces.append("\n" if part.tag == "br" else "")
            if part.tag == "-text":
                told = " ".join((part.text_content or "").split())
                pieces[-1] = f" {_BETWEEN.sub(chr(10), f' {told} ')} "
    lines = [line for line in (" ".join(x.split()) for x in "".join(pieces).split("\n")) if line]
    while lines:
        line = lines.pop(0)
        if lines and _goes_with(line, lines[0]):
            line = _joined(line.strip(" :"), lines.pop(0))
        yield TextLine(first=run[0], last=run[-1], said=line)


def _goes_with(line: str, below: str) -> bool:
    """Whether a line is the label of the one below it."""
    if _has_day(line):
        return False
    return _is_label(line.strip(" :")) or (len(line) <= _MAX_TITLE and _begins_bare(below))


def _joined(label: str, value: str) -> str:
    """A label and its value; a question stands on its own line."""
    return f"{label}\n{value}" if label.endswith("?") else f"{label.rstrip(' :')}: {value}"


def _row(unit: TextLine, page: PageFrame) -> str | None:
    """The row a line is, or begins as its label; ``None`` where it is neither."""
    said = unit.said
    if len(said) > _MAX_VALUE:
        return None
    begins = _SAID.match(said)
    head = begins.group() if begins else ""
    label, rest = head.strip(" -–—•|"), said[len(head) :].strip(" :")
    bare = BARE.issuperset(held := words(label))
    if _is_label(label) or (bare and held and _YEAR.search(rest)):
        if _is_value(rest, label):
            return _of_box(unit, said) if bare else said
        return None if _has_day(rest) else _beside(unit, said.strip(" :"))
    if _is_handing_in(label) and (_begins_bare(rest) or _is_window(rest)):
        return said
    return _told_behind(said) or _told_around(unit, page)


def _told_behind(said: str) -> str | None:
    """A day whose label stands behind it."""
    tail = _TAIL.search(said)
    if not tail or not _is_label(tail.group().strip()) or _words_alone(said):
        return None
    return _joined(tail.group().strip(" -–—•|:,."), said[: tail.start()].strip())


def _told_around(unit: TextLine, page: PageFrame) -> str | None:
    """A day, or a sentence with one, that what is around it names."""
    if _has_day(unit.said) and not _words_alone(unit.said):
        return _named(unit, page)
    return _told_how(unit) if _YEAR.search(unit.said) else None


def _told_how(unit: TextLine) -> str | None:
    """A sentence with its day below "How to apply"."""
    for title in _above(unit):
        if len(title) <= _MAX_TITLE and HOW.match(fold(title)):
            return f"{title}\n{unit.said}"
    return None


def _of_box(unit: TextLine, said: str) -> str:
    """A bare "Desde: …" or "Hasta: …" below the words of its box that say whose it is."""
    for title in _above(unit):
        if not _has_day(title):
            if _is_handing_in(title):
                return f"{title.strip(' :')}\n{said}"
            return _joined(title.strip(" :"), said) if len(title) <= _MAX_TITLE else said
    return said


def _above(unit: TextLine) -> Iterator[str]:
    """The words of the few elements before a line in its box, the nearest first."""
    at = unit.last.parent if unit.last.tag == "-text" else unit.last
    for _ in range(3):
        at = _element(at, forward=False) if at is not None else None
        if at is not None and (said := text(at)):
            yield said


def _is_handing_in(said: str) -> bool:
    """Whether words name the handing in, and nothing else."""
    held = frozenset(words(said))
    return bool(held & HANDED_IN) and held <= KNOWN


def _begins_bare(said: str) -> bool:
    """Whether a value begins with "hasta el" and says of nothing whose day it is."""
    head = _SAID.match(said)
    held = words(head.group()) if head else []
    return bool(held) and BARE.issuperset(held) and _has_day(said)


def _is_window(said: str) -> bool:
    """Whether a value is two days, from the one to the other, and nothing else."""
    return _WINDOW.search(fold(said)) is not None and _PART_OF_WINDOW.issuperset(words(said))


def _words_alone(said: str) -> bool:
    """Whether more than a day is said: a sentence names its own matter."""
    return len([w for w in words(said) if w not in KNOWN]) > 2


def _beside(unit: TextLine, label: str) -> str | None:
    """A label with the value next to it: what follows, or what stands before it in its box."""
    if len(label) > _MAX_LABEL:
        return None
    first, last = unit.first, unit.last
    for _ in range(4):
        for value in (_sibling(last, forward=True), _sibling(first, forward=False)):
            if value and _is_value(value, label) and not _is_label(_label_of(value)):
                return _joined(label, value)
        up = last.parent
        if up is None or up.tag in _EDGES or last.tag in _CELLS or _sibling(last, forward=True):
            return None
        first = last = up
    return None


def _label_of(value: str) -> str:
    """What stands before the colon or the first digit of a value."""
    match = re.match(r"[^:\d]*:", value)
    return match.group().strip(" :") if match else ""


def _sibling(node: LexborNode, *, forward: bool) -> str | None:
    """The words of the nearest element, or loose text, on one side."""
    at = node.next if forward else node.prev
    while at is not None:
        said = text(at) if at.tag != "-text" else " ".join((at.text_content or "").split())
        if said and at.tag != "-comment":
            return said if len(said) <= _MAX_VALUE else None
        at = at.next if forward else at.prev
    return None


def _named(unit: TextLine, page: PageFrame) -> str | None:
    """A day that only an attribute, a tab or a class of its box names, with those words."""
    at: LexborNode | None = unit.last
    for _ in range(4):
        if at is None or at.tag in _EDGES:
            return None
        given = at.attributes
        told = [given.get("data-label"), given.get("aria-label"), given.get("title")]
        told += [page.tabs.get(given.get("id") or ""), *_of_class(given.get("class"))]
        label = next((t for t in told if t and _is_label(t)), None)
        if label:
            return _joined(label.strip(" :"), unit.said)
        at = at.parent
    return None


def _of_class(names: str | None) -> list[str]:
    """The names of a class as words: "field-fecha-cierre"."""
    return [
        re.sub(r"^(?:(?:field|views|call|box|item|name|info|meta)[ _-]+)+", "", name)
        .replace("-", " ")
        .replace("_", " ")
        for name in (names or "").split()
    ]


def _is_label(said: str) -> bool:
    """Whether all of ``said`` are words a call's field is called by."""
    if not said or len(said) > _MAX_LABEL:
        return False
    held = frozenset(words(said))
    return held <= KNOWN and bool(held & CUES or held & FACTS or (held & DAY and held & HANDED_IN))


def _is_value(said: str, label: str) -> bool:
    """Whether ``said`` answers ``label``."""
    if not said or len(said) > _MAX_VALUE:
        return False
    if any(word in FACTS for word in words(label)):
        return True
    return _has_day(said) or bool(_ALWAYS.search(fold(said)))


def _has_day(said: str) -> bool:
    """Whether ``said`` holds a number that could be of a day or of a term."""
    return re.search(r"\d", said) is not None


def _columns(table: LexborNode, page: PageFrame) -> Iterator[str]:
    """The cells of a row below the labels of its columns, where one row stands below them.

    None where a cell below no label names something else than this page.
    """
    rows = [row.css("td, th") for row in table.css("tr")]
    if len(rows) != 2 or len(rows[0]) < 2 or len(rows[0]) != len(rows[1]):
        return
    pairs = [(text(label), value) for label, value in zip(*rows, strict=True)]
    if is_strange([value for label, value in pairs if not _is_label(label)], page):
        return
    for label, value in pairs:
        if _is_label(label) and _is_value(text(value), label):
            yield f"{label.strip(' :')}: {text(value)}"


def _entry_of_another(node: LexborNode, page: PageFrame) -> LexborNode | None:
    """The entry around a row that leads elsewhere, or bears another title."""
    at: LexborNode | None = node
    for _ in range(_CLIMB):
        if at is None or page.frames(at):
            return None
        if at.mem_id not in page.judged:
            page.judged[at.mem_id] = (at.tag in _ITEMS or _is_repeated(at)) and (
                _leads_elsewhere(at, page) or is_strange(at.css("h2, h3, h4, h5, h6"), page)
            )
        if page.judged[at.mem_id]:
            return at
        at = at.parent
    return None


def _is_repeated(node: LexborNode) -> bool:
    """Whether an element has a twin beside it: the same tag and the same classes."""
    name = node.attributes.get("class")
    return any(
        twin is not None and twin.tag == node.tag and twin.attributes.get("class") == name
        for twin in (_element(node, forward=True), _element(node, forward=False))
    )


def _element(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """The nearest element on one side."""
    at = node.next if forward else node.prev
    while at is not None and (at.tag or "-").startswith("-"):
        at = at.next if forward else at.prev
    return at


def _leads_elsewhere(node: LexborNode, page: PageFrame) -> bool:
    """Whether an entry holds, or is, a link that names something else than this page."""
    links = [node] if node.tag == "a" else []
    links += [a for a in node.css("a[href]") if a.mem_id != node.mem_id]
    return is_strange([a for a in links if not _FILE.search(a.attributes.get("href") or "#")], page)
