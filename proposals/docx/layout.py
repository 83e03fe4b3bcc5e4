"""How the tables of a document stand on the page: no word broken, no row left alone.

Templates say how wide a column is meant to be; what is written in it decides how wide it must be.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from proposals.docx.context import MARK

MARKED = "Ganttmarca"
"""The style, by its id, of the cells of a timetable: those of no other table."""
FIRST_COLUMN = 3600
"""Twips of the names of a timetable, or more where the periods leave it."""
PERIOD = 400
"""Twips that a period needs."""
TOGETHER = 12
"""A table of so many rows does not split: it goes to the next page as a whole."""
HALF_A_PAGE = 28
FEW_LETTERS = 90
"""Of a row that need not be measured: it is a few lines tall in the narrowest column."""
FEW_LINES = 8
"""Of a row that stays with the next."""
COMPANY = 2
"""Rows that stay with the head of a longer one, and with its end."""
SHADE = "0D4F4F"
MARGINS = 190
"""Twips of a cell that no letter may use."""
SPACE = 58
"""Twips between two words."""
TRAILING = 150
"""Twips of the indent of a text that follows a figure."""
WIDEST_SHARE = 0.4
"""No word makes its column wider than this part of the table: an address breaks."""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of Word; said once, for every cell asks for it."""
CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")
_PLACES = {name: place for place, name in enumerate(CELL_ORDER)}
_NARROW, _WIDE = frozenset("iljtfrI.,;:'|!()[] "), frozenset("mwMWQO@%&—")
_EM = 195
"""Twips: a little more than the 9.5 points of the text of a table."""
_BREAKS = {ord(mark): " " for mark in "-–—/\n\t"}


def lay_out_tables(body: Any) -> None:
    """Give every table of the document the widths and the company of rows it needs."""
    for table in [one for one in body.iter(f"{W}tbl") if one.find(f"{W}tr") is None]:
        _drop(table)
    for table in body.iter(f"{W}tbl"):
        if _says_widths(table):
            if any(style.get(f"{W}val") == MARKED for style in table.iter(f"{W}pStyle")):
                _lay_out_timetable(table)
            else:
                _fit_columns(table)
        _keep_together(table)
    for mark in body.findall(f"{W}p/{W}pPr/{W}sectPr"):
        _keep_company(mark.getparent().getparent())
    for cell in body.iter(f"{W}tcPr"):
        ordered = sorted(cell, key=_place_in_cell)
        if ordered != list(cell):
            cell[:] = ordered


def _says_widths(table: Any) -> bool:
    """Whether a table says how wide its columns and cells are; one that does not fits itself."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    cells = table.findall(f"{W}tr/{W}tc")
    whole = table.find(f"{W}tblPr/{W}tblW")
    return (
        bool(columns)
        and all((one.get(f"{W}w") or "").isdecimal() for one in columns)
        and all(one.find(f"{W}tcPr/{W}tcW") is not None for one in cells)
        and whole is not None
    )


def _drop(table: Any) -> None:
    """Remove a table without rows, which Word would repair, with the caption above it."""
    above = table.getprevious()
    captioned = above is not None and any(
        "SEQ" in (field.get(f"{W}instr") or "") for field in above.iter(f"{W}fldSimple")
    )
    for element in (table, above) if captioned else (table,):
        element.getparent().remove(element)


def _place_in_cell(element: Any) -> int:
    """Where the schema wants a property of a cell: docxtpl puts spans and colours first."""
    return _PLACES.get(str(element.tag).rpartition("}")[2], len(CELL_ORDER))


def _fit_columns(table: Any) -> None:
    """Widen the columns in which a word or a line breaks, at the cost of those with room."""
    columns = table.find(f"{W}tblGrid").findall(f"{W}gridCol")
    widths = [int(column.get(f"{W}w")) for column in columns]
    needed, whole = [0] * len(widths), [0] * len(widths)
    rows = [list(_cells(row)) for row in table.findall(f"{W}tr")]
    for row in rows:
        for place, span, cell in row:
            if span == 1 and place < len(needed):
                word, line = _longest(cell)
                needed[place], whole[place] = max(needed[place], word), max(whole[place], line)
    fitted = roomier(fitting(widths, needed), whole)
    if fitted == widths:
        return
    for column, width in zip(columns, fitted, strict=True):
        column.set(f"{W}w", str(width))
    for row in rows:
        for place, span, cell in row:
            wide = sum(fitted[place : place + span])
            cell.find(f"{W}tcPr/{W}tcW").set(f"{W}w", str(wide))


def fitting(widths: Sequence[int], needed: Sequence[int]) -> list[int]:
    """``widths`` with each at least what is ``needed``, their sum unchanged, where that can be."""
    total = sum(widths)
    least = [min(want, int(total * WIDEST_SHARE)) for want in needed]
    for _ in least:  # the longest words break, the others stay whole
        over = sum(least) - total
        if over <= 0:
            break
        longest = max(least)
        those = least.count(longest)
        below = max((one for one in least if one < longest), default=0)
        cut = min(longest - below, -(-over // those))
        least = [one - cut if one == longest else one for one in least]
    lacking = sum(max(0, low - width) for width, low in zip(widths, least, strict=True))
    room = sum(max(0, width - low) for width, low in zip(widths, least, strict=True))
    if not lacking:
        return list(widths)
    part = min(1.0, lacking / room) if room else 0.0
    fitted = [
        low if width < low else width - int((width - low) * part)
        for width, low in zip(widths, least, strict=True)
    ]
    fitted[fitted.index(max(fitted))] += total - sum(fitted)
    return fitted


def roomier(widths: Sequence[int], whole: Sequence[int]) -> list[int]:
    """``widths`` where columns wider than their ``whole`` lines leave the rest to those that wrap.

    What lacks least is served first: a name gets its line before a long text gets a longer one.
    """
    spare = [max(0, width - want) for width, want in zip(widths, whole, strict=True)]
    room = left = min(
        sum(spare), sum(max(0, want - width) for width, want in zip(widths, whole, strict=True))
    )
    if not room:
        return list(widths)
    given = [width - one * room // sum(spare) for width, one in zip(widths, spare, strict=True)]
    lacking = sorted(
        (want - width, place)
        for place, (width, want) in enumerate(zip(widths, whole, strict=True))
        if want > width
    )
    for served, (lack, place) in enumerate(lacking):
        part = min(lack, left // (len(lacking) - served))
        given[place] += part
        left -= part
    given[lacking[-1][1]] += sum(widths) - sum(given)
    return given


def _cells(row: Any) -> Iterator[tuple[int, int, Any]]:
    """Each cell of a row with its first column and how many it spans."""
    place = 0
    for cell in row.findall(f"{W}tc"):
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = int(span.get(f"{W}val")) if span is not None else 1
        yield place, wide, cell
        place += wide


def _longest(cell: Any) -> tuple[int, int]:
    """The widths, in twips, of the longest word of a cell and of its longest line."""
    text = "".join((piece.text or "") if piece.tag == f"{W}t" else "\n" for piece in _pieces(cell))
    style = cell.find(f"{W}p/{W}pPr/{W}pStyle")
    named = style.get(f"{W}val") if style is not None else ""
    heavy = 1.08 if "encabezado" in named or "total" in named or "rótulo" in named else 1.0
    indent = TRAILING if "trascifra" in named else 0
    around = MARGINS + indent
    word = max(map(word_width, text.translate(_BREAKS).split(" ")))
    line = max(sum(map(word_width, one)) + SPACE * len(one) for one in _words(text))
    return int(word * heavy) + around, int(line * heavy) + around


def _words(text: str) -> Iterator[list[str]]:
    for line in text.split("\n"):
        yield line.split(" ")


def _pieces(cell: Any) -> Iterator[Any]:
    yield from cell.iter(f"{W}t", f"{W}br", f"{W}tab", f"{W}p")


@lru_cache(maxsize=8192)
def word_width(word: str) -> int:
    """About how many twips a word takes in the text of a table."""
    ems = 0.0
    for letter in word:
        if letter in _NARROW:
            ems += 0.3
        elif letter in _WIDE:
            ems += 0.86
        else:
            ems += 0.62 if letter.isupper() else 0.525
    return int(ems * _EM)


def _keep_together(table: Any) -> None:
    """Keep a short table whole; of a longer one, some rows with its head and some with its end.

    A row as tall as half a page is no company, and splits: kept whole, it leaves pages half empty,
    and LibreOffice turns in circles.
    """
    rows = table.findall(f"{W}tr")
    lines = [_lines(row) for row in rows]
    for row, tall in zip(rows, lines, strict=True):
        if tall > HALF_A_PAGE and (whole := row.find(f"{W}trPr/{W}cantSplit")) is not None:
            whole.getparent().remove(whole)
    kept = rows[:-1]
    if len(rows) > TOGETHER or sum(lines) > HALF_A_PAGE:
        heads = sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        kept = rows[: heads + COMPANY - 1] + rows[-COMPANY - 1 : -1]
    short = {row for row, tall in zip(rows, lines, strict=True) if tall <= FEW_LINES}
    for row in (one for one in kept if one in short):
        for paragraph in row.iter(f"{W}p"):
            _keep_with_next(paragraph)


def _lines(row: Any) -> int:
    """About how many lines a row takes."""
    letters = sum(len(piece.text or "") for piece in row.iter(f"{W}t"))
    if letters < FEW_LETTERS and row.find(f".//{W}br") is None:
        return 1
    return max((_lines_of(cell) for _place, _span, cell in _cells(row)), default=0)


def _lines_of(cell: Any) -> int:
    size = cell.find(f"{W}tcPr/{W}tcW")
    told = (size.get(f"{W}w") or "") if size is not None else ""
    width = max((int(told) if told.isdecimal() else 2 * FIRST_COLUMN) - MARGINS, 1)
    pieces = "".join((p.text or "") if p.tag == f"{W}t" else "\n" for p in _pieces(cell))
    return sum(
        1 + sum(map(word_width, line.split(" "))) // width
        for line in pieces.strip("\n").split("\n")
    )


def _keep_company(paragraph: Any) -> None:
    """Let the last line before a new section not stand alone on its page."""
    before = paragraph.getprevious()
    if before is None:
        return
    keep_with_next(before)


def keep_with_next(element: Any) -> None:
    """What follows a paragraph or a table stands on the page of its end."""
    last = element if element.tag == f"{W}p" else element.findall(f"{W}tr")[-1]
    for one in last.iter(f"{W}p"):
        _keep_with_next(one)


def _keep_with_next(paragraph: Any) -> None:
    """The next paragraph follows on the same page. Written by hand: there are thousands."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = OxmlElement("w:pPr")
        paragraph.insert(0, properties)
    if properties.find(f"{W}keepNext") is None:
        styled = len(properties) > 0 and properties[0].tag == f"{W}pStyle"
        properties.insert(int(styled), OxmlElement("w:keepNext"))


def _lay_out_timetable(table: Any) -> None:
    """Give its columns equal widths that sum to the text, no margins, and shade what is marked."""
    grid = table.find(f"{W}tblGrid")
    columns = grid.findall(f"{W}gridCol")
    total = int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))
    count = max(len(columns) - 1, 1)
    names = max(_longest(row.find(f"{W}tc"))[1] for row in table.findall(f"{W}tr"))
    most = min(total - PERIOD * count, int(total * WIDEST_SHARE))
    width = (total - max(FIRST_COLUMN, min(names, most))) // count
    widths = [total - width * count, *[width] * count]
    for column, size in zip(columns, widths, strict=False):
        column.set(f"{W}w", str(size))
    for row in table.iter(f"{W}tr"):
        for place, wide, cell in _cells(row):
            properties = cell.get_or_add_tcPr()
            size = sum(widths[place : place + wide])
            properties.find(f"{W}tcW").set(f"{W}w", str(size))
            if place:
                properties.append(_margins())
            text = "".join(t.text or "" for t in cell.iter(f"{W}t"))
            if text == MARK:
                properties.append(_shade())


def _margins() -> Any:
    """No room at the sides of a narrow cell."""
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(f"{W}w", "0")
        edge.set(f"{W}type", "dxa")
        margins.append(edge)
    return margins


def _shade() -> Any:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
        shade.set(qn(f"w:{name}"), value)
    return shade
