"""Extraction: what was read in one page, field by field as in ``ScrapedCall``."""

from dataclasses import dataclass, field
from datetime import date

from scrapers.extract.notices.judging import CallJudgement
from scrapers.item import Amount, Deadline, Eligibility, Kind, Language, Share, Span
from scrapers.remark import Remark


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What the title and the text of a call say; what they do not say stays ``None`` or empty.

    Spans of field ``title`` or ``text`` hold code-point offsets into the strings that were
    given. ``warnings`` are sentences in Spanish for the officer. ``call`` says whether the page
    is one at all.
    """

    language: Language | None = None
    kind: Kind | None = None
    kind_span: Span | None = None
    funder: str | None = None
    funder_span: Span | None = None
    opens_on: date | None = None
    opens_span: Span | None = None
    deadlines: tuple[Deadline, ...] = ()
    rolling: bool = False
    rolling_span: Span | None = None
    amounts: tuple[Amount, ...] = ()
    cofunding: Share | None = None
    eligibility: Eligibility = field(default_factory=Eligibility)
    warnings: tuple[Remark, ...] = ()
    call: CallJudgement = field(default_factory=CallJudgement)
