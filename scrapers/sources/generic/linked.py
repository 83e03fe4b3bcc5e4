"""What stands behind a link somebody sent: a call, none, or nothing that could be read."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from scrapers.access.html_list import refuse_home
from scrapers.access.newsletter import Lead
from scrapers.errors import ScraperError
from scrapers.extract.complete import complete
from scrapers.extract.reader import extract
from scrapers.item import Raw, ScrapedCall
from scrapers.remark import Remark
from scrapers.sources.base.prose import one_line, paragraphs, storable
from scrapers.sources.base.reading import incomplete
from scrapers.sources.generic.post import untracked
from scrapers.sources.generic.reader import ReadPage, page_of

if TYPE_CHECKING:
    from scrapers.fetch import Fetcher, Response

Outcome = Literal["call", "none", "unread"]
_LONGEST_TITLE = 300
_UNREAD = Remark("linked-unread")


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What one link came to: ``url`` is where it led in the end.

    ``page`` tells whether ``call`` was read from a page of its own, and not from the words around
    the link.
    """

    outcome: Outcome
    url: str
    title: str
    call: ScrapedCall | None = None
    page: bool = True


def follow(lead: Lead, fetcher: "Fetcher", *, source_id: str, agency_country: str) -> Linked:
    """Open the link and say what it leads to.

    The page decides. Where it cannot be read, or says too little either way (a wall against
    robots, a page of scripts), what the sender wrote about it does; such a call says that its page
    was not read.
    """
    answer, read = _opened(lead, fetcher)
    if answer is not None and read is not None:
        title = _title(read) or lead.title
        answered, says_when = _judged(title, read.text, answer.url)
        if answered is not None or says_when:
            call = None if answered is False else _call(title, read, source_id)
            return _linked(call, read.raw.url, title, agency_country)
    url = answer.url if answer is not None else lead.url
    if _tells_of_a_call(lead):
        call = incomplete(_told(lead, untracked(url), fetcher, source_id), _UNREAD)
        return replace(_linked(call, url, lead.title, agency_country), page=False)
    outcome: Outcome = "unread" if read is None else "none"
    return Linked(outcome=outcome, url=url, title=lead.title or (_title(read) if read else ""))


def _opened(lead: Lead, fetcher: "Fetcher") -> tuple["Response | None", ReadPage | None]:
    """The answer, and what it says where it is a page or a PDF; neither where it failed."""
    try:
        answer = fetcher.get(lead.url)
        refuse_home(lead.url, answer)
        read = page_of(answer, url=untracked(answer.url), body=None) if _is_text(answer) else None
    except ScraperError:
        return None, None
    return answer, read


def _tells_of_a_call(lead: Lead) -> bool:
    """Whether the words around a link alone say that it is a call."""
    if not lead.words:
        return False
    told, says_when = _judged(lead.title, lead.words, lead.url)
    return told is True or (told is None and says_when)


def _is_text(answer: "Response") -> bool:
    return "html" in answer.content_type or answer.body.startswith(b"%PDF")


def _title(read: ReadPage) -> str:
    """What a page calls itself: its only heading of the first rank, else its title, cut."""
    if read.node is None:
        return ""
    heads = [words for node in read.node.any("h1") if (words := one_line(node.html()))]
    if len(heads) == 1:
        return heads[0][:_LONGEST_TITLE]
    name = read.node.first("title")
    return one_line(name.html()).split(" | ")[0][:_LONGEST_TITLE] if name else ""


def _judged(title: str, text: str, url: str) -> tuple[bool | None, bool]:
    """Whether it is a call, and whether it says until when one may apply."""
    read = extract(title, text, url=url)
    return read.call.answer, bool(read.deadlines) or read.rolling


def _call(title: str, read: ReadPage, source_id: str) -> ScrapedCall:
    url = read.raw.url
    return ScrapedCall(
        source_id=source_id,
        source_key=url,
        url=url,
        title=title or urlsplit(url).path,
        text=paragraphs((None, title), (None, read.text)),
        documents=read.documents,
        raw=read.raw,
    )


def _told(lead: Lead, url: str, fetcher: "Fetcher", source_id: str) -> ScrapedCall:
    """A call as the newsletter alone tells it."""
    raw = Raw(
        body=lead.words.encode("utf-8", "replace"),
        content_type="text/plain; charset=utf-8",
        url=url,
        fetched_at=fetcher.now(),
    )
    return ScrapedCall(
        source_id=source_id, source_key=url, url=url, title=lead.title, text=lead.words, raw=raw
    )


def _linked(call: ScrapedCall | None, url: str, title: str, agency_country: str) -> Linked:
    if call is None:
        return Linked(outcome="none", url=url, title=title)
    clean = replace(call, title=storable(call.title), text=storable(call.text))
    read_on = clean.raw.fetched_at.date() if clean.raw else None
    whole = complete(clean, agency_country=agency_country, read_on=read_on)
    return Linked(outcome="call", url=url, title=title, call=whole)
