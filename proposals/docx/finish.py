"""What is done to a rendered document before it is handed over.

Pictures take their places with alternative text; captions are counted; the timetable's columns
get their widths and shades; headings get bookmarks and the contents its entries, so that both
are there without opening Word.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches
from docx.text.paragraph import Paragraph

from proposals.charts import Picture
from proposals.docx.contents import Heading, number_headings, write_contents
from proposals.docx.context import MARK, PICTURE

MARKED = "Ganttmarca"
"""The style, by its id, of the cells of a timetable: those of no other table."""
FIRST_COLUMN = 4160
TOGETHER = 12
"""A table of so many rows does not split: it goes to the next page as a whole."""
SHADE = "0D4F4F"
LONGEST_PROPERTY = 255
"""Letters that Word takes in a property of a document; the text itself has no limit."""
CELL_ORDER = ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "vAlign")


def finish(
    rendered: bytes,
    *,
    pictures: Mapping[str, Picture | None],
    title: str,
    language: str,
    pages: Sequence[int] | None = None,
) -> tuple[bytes, list[Heading]]:
    """The document ready to be handed over, and its headings in order.

    :param pictures: name → picture; the place of one that is ``None`` is removed.
    :param pages: the page of each heading, for the contents; without them it has no numbers.
    """
    document = Document(BytesIO(rendered))
    body = document.element.body
    for name, picture in pictures.items():
        _place(document, name, picture)
    _count_captions(body)
    for table in body.iter(qn("w:tbl")):
        if any(style.get(qn("w:val")) == MARKED for style in table.iter(qn("w:pStyle"))):
            _lay_out(table)
        _keep_together(table)
    for cell in body.iter(qn("w:tcPr")):
        cell[:] = sorted(cell, key=_place_in_cell)
    headings = number_headings(document)
    write_contents(document, headings, pages=pages)
    properties = document.core_properties
    properties.title, properties.language = title[:LONGEST_PROPERTY], language
    target = BytesIO()
    document.save(target)
    return target.getvalue(), headings


def _place(document: Any, name: str, picture: Picture | None) -> None:
    """Put a picture where its mark stands, with its text for who cannot see it."""
    mark = PICTURE.format(name)
    for paragraph in list(document.paragraphs):
        if paragraph.text.strip() != mark:
            continue
        if picture is None:
            _drop_figure(paragraph)
            continue
        for run in paragraph.runs:
            run.text = ""
        shape = paragraph.add_run().add_picture(BytesIO(picture.png), width=Inches(picture.width))
        shape._inline.docPr.set("descr", picture.alt)
        shape._inline.docPr.set("name", name)


def _drop_figure(paragraph: Paragraph) -> None:
    """Remove an empty figure with the caption below it."""
    here: Any = paragraph._p
    caption = here.getnext()
    if caption is not None and any(
        "SEQ Figur" in (field.get(qn("w:instr")) or "") for field in caption.iter(qn("w:fldSimple"))
    ):
        caption.getparent().remove(caption)
    here.getparent().remove(here)


def _count_captions(body: Any) -> None:
    """Write the number of each caption into its field."""
    counts: dict[str, int] = {}
    for field in body.iter(qn("w:fldSimple")):
        words = (field.get(qn("w:instr")) or "").split()
        if len(words) < 2 or words[0] != "SEQ":
            continue
        counts[words[1]] = counts.get(words[1], 0) + 1
        for text in field.iter(qn("w:t")):
            text.text = str(counts[words[1]])


def _place_in_cell(element: Any) -> int:
    """Where the schema wants a property of a cell: docxtpl puts spans and colours first."""
    name = str(element.tag).rpartition("}")[2]
    return CELL_ORDER.index(name) if name in CELL_ORDER else len(CELL_ORDER)


def _keep_together(table: Any) -> None:
    """Keep each row of a short table with the next one."""
    rows = table.findall(qn("w:tr"))
    if len(rows) > TOGETHER:
        return
    for row in rows[:-1]:
        for paragraph in row.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _lay_out(table: Any) -> None:
    """Give the timetable's columns equal widths that sum to the text, and shade what is marked."""
    grid = table.find(qn("w:tblGrid"))
    columns = grid.findall(qn("w:gridCol"))
    total = int(table.find(f"{qn('w:tblPr')}/{qn('w:tblW')}").get(qn("w:w")))
    count = max(len(columns) - 1, 1)
    width = (total - FIRST_COLUMN) // count
    widths = [total - width * count, *[width] * count]
    for column, size in zip(columns, widths, strict=False):
        column.set(qn("w:w"), str(size))
    for row in table.iter(qn("w:tr")):
        place = 0
        for cell in row.iter(qn("w:tc")):
            properties = cell.get_or_add_tcPr()
            span = properties.find(qn("w:gridSpan"))
            wide = int(span.get(qn("w:val"))) if span is not None else 1
            properties.find(qn("w:tcW")).set(qn("w:w"), str(sum(widths[place : place + wide])))
            place += wide
            if "".join(t.text or "" for t in cell.iter(qn("w:t"))) == MARK:
                shade = OxmlElement("w:shd")
                for name, value in (("val", "clear"), ("color", "auto"), ("fill", SHADE)):
                    shade.set(qn(f"w:{name}"), value)
                properties.append(shade)
