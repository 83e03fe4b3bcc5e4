"""ScrapedCall: the frozen, validated contract between a source and the matcher.

Every extracted value carries the :class:`Span` it came from. A value the source does not
give is ``None`` (or empty): nothing here has a default that could be mistaken for a fact.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Literal, get_args

from scrapers.errors import InvalidCall
from scrapers.remark import Remark

Kind = Literal["subvencion", "convocatoria", "premio", "beca", "prestamo", "cooperacion-tecnica"]
KINDS: tuple[Kind, ...] = (
    "subvencion",
    "convocatoria",
    "premio",
    "beca",
    "prestamo",
    "cooperacion-tecnica",
)
Precision = Literal["minute", "day", "partial", "text"]
AmountKind = Literal["max", "min", "range", "total", "part", "per_beneficiary", "unknown"]
Per = Literal["project", "beneficiary", "month", "year"]
UNITS = frozenset("SMMLV UF UTM UTA UVT UVR UVB UMA UDI UIT UI UR BPC SMVM SBU IPREM".split())
"""What an index measures: no currency, for its value changes with every month or year."""
PartnerKind = Literal[
    "university",
    "research",
    "ngo",
    "company",
    "local_government",
    "public_body",
    "local",
    "abroad",
]
"""Whom an applicant is to bring: ``local`` is from where the work is done, ``abroad`` from another
country."""
PARTNER_KINDS: tuple[PartnerKind, ...] = get_args(PartnerKind)
Counts = Literal["everybody", "others"]
Language = Literal["es", "en", "pt", "fr", "ca"]
WORDED = "worded"
"""The method of an answer that no rule read: the wording suggests it."""
PublishedStatus = Literal["forthcoming", "open", "closed", "cancelled", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where a value stands: the quoted words and how they were read.

    ``field`` is ``title``, ``text`` or the dotted path of a structured field
    (``metadata.deadlineDate[0]``); ``start`` and ``end`` are code-point offsets into the title
    or text, ``None`` for structured fields. ``method`` names the rule that read it.
    """

    quote: str
    field: str
    method: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One closing date as published.

    ``on`` is ``None`` where the source gives no full date: ``partial`` then holds ISO 8601
    ``--MM-DD`` (no year) or ``YYYY-MM`` and ``text`` the words themselves (for instance
    "20 días hábiles desde la publicación"). ``timezone`` is an IANA name or ``UTC+hh:mm`` and
    only ever what the source states. A date without a time never moves a day.
    """

    on: date | None
    span: Span
    precision: Precision
    at: time | None = None
    timezone: str | None = None
    partial: str | None = None
    text: str | None = None
    label: str | None = None
    year_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money the call offers. ``currency`` is ISO 4217, ``None`` if the source does not say.

    It is one of :data:`UNITS` where the sum is no money but so many times an index: such a sum is
    shown as written, and never converted, added up or compared. ``per`` is whom or what the source
    says that the sum is for each of; ``None`` where it does not say.
    """

    span: Span
    kind: AmountKind
    currency: str | None
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    per: Per | None = None

    @property
    def most(self) -> Decimal | None:
        """The one figure that stands for it: the upper bound of a range."""
        return self.maximum or self.value or self.minimum

    @property
    def indexed(self) -> bool:
        """Whether it is no money but so many times an index."""
        return self.currency in UNITS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A three-valued answer: ``True`` yes, ``False`` no, ``None`` nothing was read.

    Without an answer and with a ``span`` the source has a section on it, whose heading that is;
    with neither the source does not say.

    ``partner``: neither yes nor no, for one may take part and not as the applicant. Whoever
    knows only yes and no reads silence there, with the sentence beside it.
    """

    answer: bool | None = None
    span: Span | None = None
    partner: bool = False

    @property
    def unread(self) -> bool:
        """Whether the source has a section on it, at ``span``, in which no answer was read."""
        return self.said is None and self.span is not None

    @property
    def guessed(self) -> bool:
        """Whether the wording suggests the answer and no rule has read it: told as «parece»."""
        return self.said is not None and self.span is not None and self.span.method == WORDED

    @property
    def said(self) -> bool | Literal["partner"] | None:
        """Yes, no, ``partner`` (only as one), or nothing."""
        return "partner" if self.partner else self.answer


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersAsked:
    """With how many one has to apply at the least, and with whom.

    ``number`` and ``kinds`` are what the source says: ``None`` and empty where it does not.
    ``counts`` tells what the number is of: of everybody in it, or of the others, whom the
    applicant brings; ``None`` where the sentence can be read either way.
    """

    span: Span
    number: int | None = None
    counts: Counts | None = None
    kinds: tuple[PartnerKind, ...] = ()

    @property
    def fewest(self) -> int:
        """How many others there must be for certain."""
        if self.number is None:
            return 1
        return self.number if self.counts == "others" else max(1, self.number - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Who may apply, and from where.

    ``agency_country`` answers for the country of the agency that reads (``Run.agency_country``).
    ``countries`` are ISO 3166-1 alpha-2 codes or regions (``LAC``, ``EU``, ``IBERO``, ``ODA``,
    ``WORLD`` and those of ``scrapers/extract/parties/regions.toml``) named by the source; empty
    where it names none. ``partners_asked`` says more of a partner that is required.
    """

    local_government: Fact = Fact()
    agency_country: Fact = Fact()
    partner_required: Fact = Fact()
    partners_asked: PartnersAsked | None = None
    cofunding_required: Fact = Fact()
    countries: tuple[str, ...] = ()
    countries_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A co-funding share in percent (0–100) of the total cost asked from the applicant."""

    percent: Decimal
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file or page the call links to."""

    url: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The payload as fetched, so that the call stays readable when its page dies."""

    body: bytes
    content_type: str
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScrapedCall:
    """One call as one source tells it.

    ``source_key`` is the source's own stable id. ``text`` is plain text (paragraphs split by
    newlines), the one the spans of field ``text`` point into. ``warnings`` are for the
    officer, each a code of :mod:`scrapers.sentences` with its values. ``thin`` says that the call's
    own page or record could not be read now, so that a missing value means nothing.
    """

    source_id: str
    source_key: str
    url: str
    title: str
    text: str
    language: Language | None = None
    kind: Kind | None = None
    kind_span: Span | None = None
    funder: str | None = None
    funder_span: Span | None = None
    status: PublishedStatus = "unknown"
    published_on: date | None = None
    opens_on: date | None = None
    opens_span: Span | None = None
    deadlines: tuple[Deadline, ...] = ()
    rolling: bool = False
    rolling_span: Span | None = None
    amounts: tuple[Amount, ...] = ()
    cofunding: Share | None = None
    eligibility: Eligibility = field(default_factory=Eligibility)
    documents: tuple[Document, ...] = ()
    identifiers: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()
    thin: bool = False
    raw: Raw | None = None

    def __post_init__(self) -> None:
        """Refuse what no later stage could repair.

        :raises InvalidCall: without id, key, title or an http(s) address.
        """
        for name in ("source_id", "source_key", "title"):
            if not getattr(self, name).strip():
                raise InvalidCall(Remark("call-lacks", name=name, url=self.url))
        if not self.url.startswith(("http://", "https://")):
            raise InvalidCall(Remark("call-bad-address", url=repr(self.url), title=self.title[:80]))
        if self.kind is not None and self.kind not in KINDS:
            raise InvalidCall(Remark("call-bad-kind", kind=repr(self.kind)))
