"""A PDF as lines of cells: what stands side by side stays apart, as in the table it comes from."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

from matcher.errors import UnreadableTable
from matcher.projects.national.lines import Line, SheetCell

MOST_PAGES = 200
_APART = 0.7
"""From this gap on, in heights of a letter, two texts of one line are two cells."""
_EDGE = 4
"""Lines at the top and at the foot of a page that may be its running head."""
_NUMBERED = re.compile(r"^p[aá]gina \d+|^impreso (el|por)\b|^\d+( de \d+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Piece:
    left: float
    right: float
    bottom: float
    top: float
    text: str


def pdf_lines(content: bytes, name: str) -> list[Line]:
    """The lines of a PDF, without what is only the head or the foot of its pages.

    :raises UnreadableTable: where it cannot be opened, or has no text.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            pages = [
                list(_page_lines(document[at], at + 1))
                for at in range(min(len(document), MOST_PAGES))
            ]
    except pypdfium2.PdfiumError as error:
        raise UnreadableTable(
            "«%(name)s» no se puede abrir como PDF: está dañado o tiene contraseña. Descárguelo "
            "otra vez del visor público.",
            name=name,
        ) from error
    lines = [line for page in _without_edges(pages) for line in page]
    if not lines:
        raise UnreadableTable(
            "«%(name)s» no tiene texto: parece escaneado. Exporte la ficha desde la MGA o el "
            "visor público, en PDF o Excel.",
            name=name,
        )
    return lines


def _page_lines(page: pypdfium2.PdfPage, number: int) -> Iterator[Line]:
    held: list[_Piece] = []
    for piece in sorted(_pieces(page), key=lambda one: (-one.top, one.left)):
        middle = (piece.top + piece.bottom) / 2
        if held and not held[0].bottom < middle < held[0].top:
            yield _line(held, number)
            held = []
        held.append(piece)
    if held:
        yield _line(held, number)


def _pieces(page: pypdfium2.PdfPage) -> Iterator[_Piece]:
    words = page.get_textpage()
    for at in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(at)
        text = " ".join(words.get_text_bounded(left, bottom, right, top).split())
        if text:
            yield _Piece(left, right, bottom, top, text)


def _line(pieces: Sequence[_Piece], number: int) -> Line:
    """One line: texts that stand close together are one cell."""
    cells: list[_Piece] = []
    for piece in sorted(pieces, key=lambda one: one.left):
        last = cells[-1] if cells else None
        if last is None or piece.left - last.right > _APART * (piece.top - piece.bottom):
            cells.append(piece)
        else:
            close = piece.left - last.right < 0.1 * (piece.top - piece.bottom)
            text = f"{last.text}{'' if close else ' '}{piece.text}"
            cells[-1] = _Piece(last.left, piece.right, last.bottom, last.top, text)
    place = f"página {number}"
    return tuple(SheetCell(one.text, int(one.left), place, int(one.right)) for one in cells)


def _without_edges(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """The pages without the lines that most of them begin or end with."""
    edges = [{_bare(line) for line in (*page[:_EDGE], *page[-_EDGE:])} for page in pages]
    often = Counter(text for edge in edges for text in edge)
    running = {text for text, count in often.items() if count > 1 and count * 2 > len(pages)}
    for page in pages:
        last = len(page) - _EDGE
        yield [
            line
            for at, line in enumerate(page)
            if not (at < _EDGE or at >= last)
            or (_bare(line) not in running and not _NUMBERED.match(_bare(line)))
        ]


def _bare(line: Line) -> str:
    return " ".join(cell.text for cell in line)
