"""What the child process of :mod:`scrapers.access.pdf` does: the text of a PDF, page by page.

PDFium is C++ that reads what strangers wrote: it may crash, hang or eat memory, and it is not
safe among threads. There it may do all that to a process of its own.
"""

import pypdfium2


def read(body: bytes, max_pages: int, max_characters: int) -> dict[str, object] | None:
    """The number of pages and the texts of those that were read; ``None`` for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        return None
    texts: list[str] = []
    size = 0
    for index in range(min(len(document), max_pages)):
        if size > max_characters:
            break
        texts.append(_page(document, index))
        size += len(texts[-1])
    return {"pages": len(document), "texts": texts}


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        return str(document[index].get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:  # one damaged page must not hide the others
        return ""
