"""On which page each heading falls, and how many pages there are: read from the PDF."""

import logging
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from proposals.docx.contents import Heading

logger = logging.getLogger(__name__)


def heading_pages(pdf: Path, headings: Sequence[Heading]) -> list[int] | None:
    """The page (from 1) of each heading, or ``None`` where it cannot be found out."""
    outline = _outline(pdf)
    if len(outline) != len(headings):
        logger.warning("Outline of %d headings, expected %d", len(outline), len(headings))
        return None
    return outline


def page_count(pdf: Path) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def _outline(path: Path) -> list[int]:
    """The page of each entry of a PDF's outline, in order."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        found = []
        for entry in pdf.get_toc(max_depth=9):
            target = entry.get_dest()
            index = target.get_index() if target else None
            if index is not None:
                found.append(index + 1)
        return found
    finally:
        pdf.close()
