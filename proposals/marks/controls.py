"""Marks in a finished document: a content control around each text, and a bookmark.

Word keeps both. LibreOffice 7 drops the tag of a control, and all of it but the first paragraph;
the bookmark it keeps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement

from proposals.marks.marking import CLOSE, MIDDLE, OPEN, find_mark, without_marks

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOOKMARK = "Puente_{}_{}"
FIRST_ID = 100_000
"""Bookmarks of headings are numbered from 1."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph that is an answer, or one paragraph of it."""

    paragraph: Any
    tag: str


def take_marks(document: Any) -> list[Marked]:
    """Take the characters of the marks out of the whole document; the paragraphs they were in.

    A text that shares its paragraph with words of the template is left without a mark: what was
    written around it would be taken for the answer.
    """
    found = []
    for paragraph in document.element.body.iter(f"{W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        if OPEN not in text and CLOSE not in text:
            continue
        bare = text.strip()
        whole = bare.startswith(OPEN) and bare.endswith(CLOSE) and bare.count(OPEN) == 1
        if whole:
            found.append(Marked(paragraph, bare[1 : bare.index(MIDDLE)]))
        _clean(paragraph)
    for part in document.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is not None and part is not document.part:
            _clean(element)
    return found


def _clean(element: Any) -> None:
    for piece in element.iter(f"{W}t"):
        if piece.text and (OPEN in piece.text or CLOSE in piece.text):
            piece.text = without_marks(piece.text)


def place_marks(marked: Sequence[Marked]) -> None:
    """Put a content control and a bookmark around each answer."""
    for number, group in enumerate(_answers(marked), 1):
        mark = find_mark(group[0].tag)
        assert mark is not None
        paragraphs = [one.paragraph for one in group]
        if paragraphs[0].getparent().tag == f"{W}body":
            _around_paragraphs(paragraphs, group[0].tag, mark.label, FIRST_ID + number)
        else:  # Word wants a paragraph at the end of a cell, not a control
            for place, paragraph in enumerate(paragraphs):
                identifier = FIRST_ID * (place + 2) + number
                _around_runs(paragraph, group[0].tag, mark.label, identifier)
        name = BOOKMARK.format(mark.export, number)
        _bookmark(paragraphs, name, identifier=FIRST_ID + number)


def _answers(marked: Sequence[Marked]) -> Iterator[list[Marked]]:
    """The paragraphs of each answer: those of one mark that follow each other."""
    for _same, run in groupby(marked, key=lambda one: (one.tag, id(one.paragraph.getparent()))):
        together: list[Marked] = []
        for one in run:
            if together and together[-1].paragraph.getnext() is not one.paragraph:
                yield together
                together = []
            together.append(one)
        yield together


def _control(tag: str, label: str, identifier: int) -> tuple[Any, Any]:
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for name, value in (("alias", label), ("tag", tag), ("id", str(identifier))):
        element = OxmlElement(f"w:{name}")
        element.set(f"{W}val", value)
        properties.append(element)
    content = OxmlElement("w:sdtContent")
    control.append(properties)
    control.append(content)
    return control, content


def _around_paragraphs(paragraphs: Sequence[Any], tag: str, label: str, identifier: int) -> None:
    control, content = _control(tag, label, identifier)
    paragraphs[0].addprevious(control)
    for paragraph in paragraphs:
        content.append(paragraph)


def _around_runs(paragraph: Any, tag: str, label: str, identifier: int) -> None:
    control, content = _control(tag, label, identifier)
    inside = [child for child in paragraph if child.tag != f"{W}pPr"]
    paragraph.append(control)
    for child in inside:
        content.append(child)


def _bookmark(paragraphs: Sequence[Any], name: str, *, identifier: int) -> None:
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(f"{W}id", str(identifier))
    start.set(f"{W}name", name)
    first = paragraphs[0]
    has_properties = len(first) > 0 and first[0].tag == f"{W}pPr"
    first.insert(int(has_properties), start)
    paragraphs[-1].append(end)
