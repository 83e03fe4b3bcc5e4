"""One page in, one :class:`Extraction` out."""

from dataclasses import replace
from datetime import date

from scrapers.extract.dates.deadlines import Dates, read_dates
from scrapers.extract.dates.notations import Order, find_dates
from scrapers.extract.dates.page_order import page_order
from scrapers.extract.dates.terms import Counting, find_terms
from scrapers.extract.kind import read_kind
from scrapers.extract.money.amounts import read_amounts
from scrapers.extract.money.cofunding import read_cofunding
from scrapers.extract.notices.judging import CallJudgement, judge
from scrapers.extract.parties.eligibility import read_eligibility
from scrapers.extract.parties.funder import read_funder
from scrapers.extract.parties.own.money import read_own_part
from scrapers.extract.parties.sentences import all_sentences
from scrapers.extract.result import Extraction
from scrapers.extract.text.language import detect
from scrapers.extract.text.passage import MAX_CHARS, Passage, make_passage
from scrapers.item import Deadline, Eligibility, Fact, Language, Share
from scrapers.remark import Remark

_MONTH_FIRST = frozenset({"US", "PH"})


def extract(
    title: str,
    text: str,
    *,
    url: str | None = None,
    published_on: date | None = None,
    read_on: date | None = None,
    country: str | None = None,
    agency_country: str = "CO",
    judged: bool = True,
) -> Extraction:
    """Read a call's prose.

    :param title: the call's title; :param text: plain text, paragraphs split by newlines.
    :param url: may anchor a year (``/2025/03/``), name the funder or the country.
    :param published_on: the publication day the source states; relative terms count from it.
    :param read_on: the day of reading: it tells the next turn of what comes back each year, and
        which round's opening is meant. Every closing date is kept, past or future.
    :param country: ISO 3166-1 alpha-2 of the source, for "$", "pesos" and 03/04/2025.
    :param agency_country: ISO 3166-1 alpha-2; whether applicants from there may apply is asked.
    :param judged: whether to say also if the page is a call at all.
    :returns: what was read in the first ``MAX_CHARS`` code points of each, with its spans.
    """
    country = country.upper() if country else None
    heading, body, language, order = page_passages(title, text, country=country)
    dates = read_dates(
        heading, body, order=order, url=url, published_on=published_on, read_on=read_on
    )
    amounts = read_amounts(heading, body, language=language, country=country, url=url)
    kind, kind_span = read_kind(heading, body, has_amounts=bool(amounts))
    funder, funder_span = read_funder(heading, body, url=url)
    cofunding = read_cofunding(body) or read_own_part(list(all_sentences(heading, body)))
    eligibility = read_eligibility(heading, body, agency_country=agency_country)
    return Extraction(
        language=language,
        kind=kind,
        kind_span=kind_span,
        funder=funder,
        funder_span=funder_span,
        opens_on=dates.opens_on,
        opens_span=dates.opens_span,
        deadlines=dates.deadlines,
        rolling=dates.rolling,
        rolling_span=dates.rolling_span,
        amounts=amounts,
        cofunding=cofunding,
        eligibility=_with_share(eligibility, cofunding),
        warnings=dates.warnings + _cut(title, text),
        call=_judged(heading, body, dates) if judged else CallJudgement(),
    )


def _with_share(eligibility: Eligibility, cofunding: Share | None) -> Eligibility:
    """A share that is stated is asked for, where nothing else says so."""
    if cofunding is None or eligibility.cofunding_required.said is not None:
        return eligibility
    return replace(eligibility, cofunding_required=Fact(answer=True, span=cofunding.span))


def _judged(title: Passage, text: Passage, dates: Dates) -> CallJudgement:
    """Whether the page is a call at all."""
    return judge(title, text, dated=bool(dates.deadlines) or dates.rolling)


def page_passages(
    title: str, text: str, *, country: str | None
) -> tuple[Passage, Passage, Language | None, Order]:
    """Title and text made comparable, their language, and how they write dates in numbers."""
    heading, body = make_passage("title", title), make_passage("text", text)
    language = detect(heading.raw, body.raw)
    order = date_order(language, country.upper() if country else None)
    return heading, body, language, page_order(heading, body) if order == "unknown" else order


def read_deadline(
    phrase: str,
    *,
    counting: Counting | None = None,
    language: Language | None = None,
    country: str | None = None,
) -> Deadline | None:
    """The closing date in a phrase a source labels as such ("15 días hábiles desde …").

    Offsets are into ``phrase`` (field ``text``). ``None`` where it holds neither a date nor a
    term.
    """
    counting = counting or Counting()
    passage: Passage = make_passage("text", phrase)
    hits = find_dates(passage, order=date_order(language or "es", country))
    if any(hit.on or hit.partial for hit in hits):
        dates = read_dates(
            make_passage("title", ""),
            make_passage("text", f"cierre: {phrase}"),
            order=date_order(language or "es", country),
            url=None,
            published_on=counting.published_on,
        ).deadlines
        return _shifted(dates[-1], passage, len("cierre: ")) if dates else None
    return next(iter(find_terms(passage, counting, bare=True)), None)


def _shifted(deadline: Deadline, passage: Passage, by: int) -> Deadline:
    """The deadline with its span moved back by a prefix."""
    start, end = (deadline.span.start or by) - by, (deadline.span.end or by) - by
    quote = passage.raw[start:end]
    return replace(deadline, span=replace(deadline.span, start=start, end=end, quote=quote))


def date_order(language: Language | None, country: str | None) -> Order:
    """How 03/04/2025 is read: by country, then by language; English alone settles nothing."""
    if country:
        return "mdy" if country in _MONTH_FIRST else "dmy"
    return "unknown" if language in {"en", None} else "dmy"


def _cut(title: str, text: str) -> tuple[Remark, ...]:
    """The warning about what was not read."""
    if max(len(title), len(text)) <= MAX_CHARS:
        return ()
    return (Remark("text-cut", most=MAX_CHARS),)
