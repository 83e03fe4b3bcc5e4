"""The child process of :mod:`scrapers.access.pdf`: PDF on standard input, JSON on standard output.

PDFium is C++ that reads what strangers wrote: it may crash, hang or eat memory, and it is not
safe among threads. Here it may do all that to a process of its own.
"""

import json
import resource
import sys

import pypdfium2

UNREADABLE = 3
MEMORY = 1536 * 1024 * 1024


def main(max_pages: int, max_characters: int) -> int:
    """Write ``{"pages": n, "texts": [...]}``; return the exit code."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    except pypdfium2.PdfiumError:
        return UNREADABLE
    texts: list[str] = []
    size = 0
    for index in range(min(len(document), max_pages)):
        if size > max_characters:
            break
        texts.append(_page(document, index))
        size += len(texts[-1])
    json.dump({"pages": len(document), "texts": texts}, sys.stdout)
    return 0


def _page(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        return str(document[index].get_textpage().get_text_bounded())
    except pypdfium2.PdfiumError:  # one damaged page must not hide the others
        return ""


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
