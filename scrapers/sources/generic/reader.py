"""The pages and files that an entry of a list or feed leads to."""

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scrapers.access.html_list import refuse_home
from scrapers.access.pdf import pdf_text
from scrapers.errors import LayoutChanged
from scrapers.item import Document, Raw, ScrapedCall
from scrapers.page import Node, main_text, parse
from scrapers.remark import Remark
from scrapers.sources.base.prose import paragraphs
from scrapers.sources.base.reading import Details, Site, incomplete

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

_FILES = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|odt)(?:$|\?)", re.IGNORECASE)
_PDF = re.compile(r"\.pdf(?:$|\?)", re.IGNORECASE)
_SHORT = 600
"""Fewer characters than this on a page that links a PDF: the PDF is the call."""

_NO_PDF = Remark("pdf-unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReader:
    """Reads second pages; what fails is counted in ``details`` and gives ``None``."""

    fetcher: "Fetcher"
    site: Site
    details: Details

    def page(self, url: str) -> "Response | None":
        """The answer at the public address ``url``, unless it became the home page."""
        return self.details.get(lambda: self._get(url), where=url)

    def pdf(self, url: str) -> str | None:
        """The words of the PDF at the public address ``url``."""
        return self.details.get(lambda: self._words(url), where=url)

    def with_first_pdf(self, call: ScrapedCall) -> ScrapedCall:
        """``call`` with the words of its first PDF, where its page itself says next to nothing."""
        files = [document for document in call.documents if _PDF.search(document.url)]
        if len(call.text) >= _SHORT or not files:
            return call
        words = self.pdf(files[0].url)
        if words is None:
            return incomplete(call, _NO_PDF)
        if not words:
            return call
        return replace(call, text=paragraphs((None, call.text), (files[0].title, words)))

    def _get(self, url: str) -> "Response":
        response = self.fetcher.get(self.site.fetchable(url))
        refuse_home(self.site.fetchable(url), response)
        return response

    def _words(self, url: str) -> str:
        response = self._get(url)
        if not response.body.startswith(b"%PDF"):
            raise LayoutChanged(Remark("pdf-not").at(url))
        return pdf_text(response.body, url=url).text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPage:
    """A second page as read; ``node`` is ``None`` where it is a PDF."""

    text: str
    documents: tuple[Document, ...]
    raw: Raw
    node: Node | None


def page_of(response: "Response", *, url: str, body: str | None) -> ReadPage:
    """The words and files of the page at ``url``; ``body`` is the CSS of its text, if known.

    :raises ScraperError: where it cannot be read.
    """
    raw = Raw(
        body=response.body,
        content_type=response.content_type,
        url=url,
        fetched_at=response.fetched_at,
    )
    if response.body.startswith(b"%PDF"):
        words = pdf_text(response.body, url=url).text
        return ReadPage(text=words, documents=(), raw=raw, node=None)
    html = response.text()
    node = parse(html, url=url)
    part = node.first(body) if body else None
    text = main_text(html, url=url, body=part.html() if part else None)
    return ReadPage(text=text, documents=documents_of(part or node), raw=raw, node=node)


def documents_of(node: Node) -> tuple[Document, ...]:
    """The files a page links to."""
    return tuple(
        Document(url=link.url, title=link.text or link.url.rpartition("/")[2])
        for link in node.links()
        if _FILES.search(link.url)
    )
