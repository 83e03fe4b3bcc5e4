"""What is done to a rendered document before it is handed over.

Pictures take their places with alternative text; captions are counted; tables get their widths;
headings get bookmarks and the contents its entries, so that both are there without opening Word.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Inches
from docx.text.paragraph import Paragraph

from proposals.charts import WIDTH, Picture
from proposals.docx.contents import (
    Heading,
    keep_end_company,
    number_headings,
    tell_bare_headings,
    write_contents,
)
from proposals.docx.context import PICTURE
from proposals.docx.layout import lay_out_tables
from proposals.marks.controls import place_marks, take_marks

LONGEST_PROPERTY = 255
"""Letters that Word takes in a property of a document; the text itself has no limit."""


def finish(
    rendered: bytes,
    *,
    wanted: Mapping[str, Callable[[float], Sequence[Picture]]],
    title: str,
    language: str,
    author: str = "",
    page: int | None = None,
    gap: str | None = None,
) -> tuple[bytes, list[Heading]]:
    """The document ready to be handed over, and its headings in order.

    :param wanted: name → what draws its pictures for so many inches, one below the other, where
        the template has a place for them; a place with none is removed.
    :param page: what stands for the page of each heading until it is known; the contents of a
        document without it have no numbers.
    :param gap: what is said below a heading with nothing below it; the empty text takes such a
        heading away, ``None`` leaves it.
    """
    document = Document(BytesIO(rendered))
    body = document.element.body
    marked = take_marks(document)
    for name, draw in wanted.items():
        _place(document, name, draw)
    _count_captions(body)
    _name_pictures(body)
    lay_out_tables(body)
    if gap is not None:
        tell_bare_headings(document, gap)
    keep_end_company(document)
    headings = number_headings(document)
    pages = None if page is None else [page] * len(headings)
    write_contents(document, headings, pages=pages)
    place_marks(marked)
    properties = document.core_properties
    properties.title, properties.language = title[:LONGEST_PROPERTY], language
    properties.author = author[:LONGEST_PROPERTY]
    target = BytesIO()
    document.save(target)
    return target.getvalue(), headings


def _place(document: Any, name: str, draw: Callable[[float], Sequence[Picture]]) -> None:
    """Put pictures where their mark stands, each with its caption and its text for the blind."""
    mark = PICTURE.format(name)
    places = [
        Paragraph(one, document._body)
        for one in document.element.body.findall(qn("w:p"))
        if mark in "".join(piece.text or "" for piece in one.iter(qn("w:t")))
    ]
    places = [place for place in places if place.text.strip() == mark]
    pictures = draw(min(_room(document, place) for place in places)) if places else ()
    for paragraph in places:
        if not pictures:
            _drop_figure(paragraph)
            continue
        for run in paragraph.runs:
            run.text = ""
        for here, picture in zip(_repeated(paragraph, len(pictures)), pictures, strict=True):
            size = Inches(picture.width)
            here.add_run().add_picture(BytesIO(picture.png), width=size)._inline.docPr.set(
                "descr", picture.alt
            )
            if picture.part:
                _add_to_caption(here, f" ({picture.part})")


def _room(document: Any, paragraph: Paragraph) -> float:
    """How wide the text is, in inches, on the page a paragraph of the body stands on."""
    (page, *_) = paragraph._p.xpath("(. | following-sibling::*)/descendant-or-self::w:sectPr")
    section = Section(page, document.part)
    wide, left, right = section.page_width, section.left_margin, section.right_margin
    return (wide - left - right) / Inches(1) if wide and left and right else WIDTH


def _repeated(paragraph: Paragraph, times: int) -> list[Paragraph]:
    """The place of a picture, with its caption, as many times as there are pictures."""
    first: Any = paragraph._p
    caption = _caption_of(paragraph)
    last = first if caption is None else caption
    places = [paragraph]
    for _ in range(times - 1):
        copy = deepcopy(first)
        last.addnext(copy)
        last = copy
        if caption is not None:
            below = deepcopy(caption)
            last.addnext(below)
            last = below
        places.append(Paragraph(copy, paragraph._parent))
    return places


def _caption_of(paragraph: Paragraph) -> Any:
    """The caption below a picture, or ``None``."""
    caption = paragraph._p.getnext()
    if caption is not None and any(
        "SEQ Figur" in (field.get(qn("w:instr")) or "") for field in caption.iter(qn("w:fldSimple"))
    ):
        return caption
    return None


def _add_to_caption(paragraph: Paragraph, words: str) -> None:
    caption = _caption_of(paragraph)
    if caption is not None:
        Paragraph(caption, paragraph._parent).add_run(words)


def _drop_figure(paragraph: Paragraph) -> None:
    """Remove an empty figure with the caption below it."""
    gone: tuple[Any, ...] = (_caption_of(paragraph), paragraph._p)
    for element in gone:
        if element is not None:
            element.getparent().remove(element)


def _name_pictures(body: Any) -> None:
    """Number the pictures: Word wants each to have an id of its own, and a name."""
    for number, properties in enumerate(body.iter(qn("wp:docPr")), 1):
        properties.set("id", str(number))
        properties.set("name", f"Figura {number}")


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
