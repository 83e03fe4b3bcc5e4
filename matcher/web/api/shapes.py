"""What the interface gives and takes, as types: its schema is made of them.

A value nobody gives is ``null``. Sums are decimal text, days ISO 8601, codes those of the web. A
quote is the words a value was read from.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from matcher.calls.facts import AmountKind, Kind, Language, Per, Precision
from matcher.calls.state import State
from matcher.projects.models import MODALITIES, STAGES
from matcher.pursuits.models import DateKind, Stage

LARGEST = 2**31 - 1
Id = Annotated[int, Meta(ge=1, le=LARGEST)]
Ods = Annotated[int, Meta(ge=1, le=17)]
Short = Annotated[str, Meta(max_length=300)]
Long = Annotated[str, Meta(max_length=20_000)]
Code3 = Annotated[str, Meta(pattern="^[A-Z]{3}$", description="Moneda, ISO 4217.")]
Figure = Annotated[str, Meta(pattern=r"^[0-9]{1,15}(\.[0-9]{1,2})?$", max_length=18)]
_ADDRESS = r"^[^@\s\x00-\x1f\x7f-\x9f]+@[^@\s\x00-\x1f\x7f-\x9f]+$"
Named = Annotated[str, Meta(max_length=300, pattern=r"[^\s\x00-\x1f\x7f-\x9f]")]
Readiness = Literal[STAGES]  # type: ignore[valid-type] # a table is the one place for them
Modality = Literal[MODALITIES]  # type: ignore[valid-type] # as above


class ApiProblem(Struct, kw_only=True, omit_defaults=True):
    """What went wrong (RFC 9457), in the words of the person whose key it is."""

    title: str
    status: int
    detail: str
    type: str = "about:blank"
    field: str | None = None


class ApiTag(Struct, kw_only=True):
    """One ODS or thematic line; ``origin`` says whether a person or the model put it."""

    id: int
    subject: Literal["call", "project"]
    subject_id: int
    scheme: Literal["ods", "line"]
    code: str
    name: str
    score: float
    origin: Literal["model", "person"]


class ApiClosing(Struct, kw_only=True):
    """A closing day as published. ``at`` and ``timezone`` only where the source states them."""

    on: date | None
    at: time | None
    timezone: str | None
    precision: Precision
    partial: str | None
    label: str | None
    year_assumed: bool
    quote: str


class ApiAmount(Struct, kw_only=True):
    """A sum as the source says it, and what it is."""

    kind: AmountKind
    currency: str | None
    value: Decimal | None
    minimum: Decimal | None
    maximum: Decimal | None
    per: Per | None
    quote: str


class ApiAnswer(Struct, kw_only=True):
    """Yes, no, only as a partner, or nothing said; with the words that say so.

    ``guessed``: no rule reads it there, the wording suggests it.
    """

    answer: bool | Literal["partner"] | None
    quote: str | None
    guessed: bool


class ApiEligibility(Struct, kw_only=True):
    """Who may apply."""

    local_government: ApiAnswer
    agency_country: ApiAnswer
    partner_required: ApiAnswer
    cofunding_required: ApiAnswer
    countries: list[str]


class ApiCall(Struct, kw_only=True):
    """One call; ``text`` is given for one call, not in lists."""

    id: int
    title: str
    state: State
    kind: Kind | None
    language: Language | None
    funder: str | None
    url: str
    source_url: str
    published_on: date | None
    opens_on: date | None
    rolling: bool
    closings: list[ApiClosing]
    amounts: list[ApiAmount]
    cofunding_percent: Decimal | None
    eligibility: ApiEligibility
    ods: list[str]
    lines: list[str]
    first_seen_at: datetime
    changed_at: datetime
    version: int
    text: str | None = None


class ApiCalls(Struct, kw_only=True):
    """A page of calls."""

    items: list[ApiCall]
    total: int
    next: str | None


class ApiProject(Struct, kw_only=True):
    """One project of the bank."""

    id: int
    version: int
    name: str
    code: str | None
    summary: str | None
    description: str | None
    problem: str | None
    objective: str | None
    department: str | None
    contact_name: str | None
    contact_email: str | None
    programme: str | None
    place: str | None
    beneficiaries: str | None
    beneficiary_count: int | None
    stage: Readiness | None
    total_cost: Decimal | None
    total_cost_currency: str | None
    amount_sought: Decimal | None
    amount_sought_currency: str | None
    counterpart: Decimal | None
    counterpart_currency: str | None
    starts_on: date | None
    duration_months: int | None
    partners: str | None
    documents: str | None
    modalities: list[str]
    public: bool
    ods: list[str]
    lines: list[str]
    url: str
    archived: bool
    confirmed_at: datetime
    updated_at: datetime


class ApiProjects(Struct, kw_only=True):
    """A page of projects."""

    items: list[ApiProject]
    total: int
    next: str | None


class ApiMatch(Struct, kw_only=True):
    """One call for one project: the score, and the reasons in words."""

    id: int
    call_id: int
    project_id: int
    score: float
    confidence: float
    blocked: bool
    reasons: list[str]
    against: list[str]
    first_at: datetime
    computed_at: datetime
    url: str


class ApiMatches(Struct, kw_only=True):
    """A page of matches."""

    items: list[ApiMatch]
    next: str | None


class ApiTags(Struct, kw_only=True):
    """A page of tags that count."""

    items: list[ApiTag]
    next: str | None


class ApiSource(Struct, kw_only=True):
    """One source, and how its last reading went."""

    id: str
    title: str
    url: str
    on: bool
    calls: int
    last_read_at: datetime | None
    last_status: str | None


class ApiSources(Struct, kw_only=True):
    """All sources."""

    items: list[ApiSource]
    next: str | None


class ApiOwnDate(Struct, kw_only=True):
    """A day of the office's own."""

    kind: DateKind
    label: str
    day: date
    done: bool


class ApiPursuit(Struct, kw_only=True):
    """What the office does about a call: how far it is, who has it, its own days."""

    id: int
    version: int
    call_id: int
    project_id: int | None
    stage: Stage
    assignee_id: int | None
    assignee: str | None
    department: str | None
    end_reason: str | None
    own_dates: list[ApiOwnDate]
    opened_at: datetime
    moved_at: datetime
    url: str


class ApiPursuits(Struct, kw_only=True):
    """A page of pursuits."""

    items: list[ApiPursuit]
    next: str | None


class ProjectValues(Struct, kw_only=True, forbid_unknown_fields=True):
    """What a project may be told; what is left out stays. ``null`` empties a field."""

    name: Named | UnsetType = UNSET
    code: Short | UnsetType | None = UNSET
    summary: Long | UnsetType | None = UNSET
    description: Long | UnsetType | None = UNSET
    problem: Long | UnsetType | None = UNSET
    objective: Long | UnsetType | None = UNSET
    department: Short | UnsetType | None = UNSET
    contact_name: Short | UnsetType | None = UNSET
    contact_email: Annotated[str, Meta(max_length=300, pattern=_ADDRESS)] | UnsetType | None = UNSET
    programme: Short | UnsetType | None = UNSET
    place: Short | UnsetType | None = UNSET
    beneficiaries: Long | UnsetType | None = UNSET
    beneficiary_count: Annotated[int, Meta(ge=0, le=100000000)] | UnsetType | None = UNSET
    stage: Readiness | UnsetType | None = UNSET
    total_cost: Figure | UnsetType | None = UNSET
    total_cost_currency: Code3 | UnsetType | None = UNSET
    amount_sought: Figure | UnsetType | None = UNSET
    amount_sought_currency: Code3 | UnsetType | None = UNSET
    counterpart: Figure | UnsetType | None = UNSET
    counterpart_currency: Code3 | UnsetType | None = UNSET
    starts_on: date | UnsetType | None = UNSET
    duration_months: Annotated[int, Meta(ge=1, le=600)] | UnsetType | None = UNSET
    partners: Long | UnsetType | None = UNSET
    documents: Long | UnsetType | None = UNSET
    modalities: list[Modality] | UnsetType = UNSET
    public: bool | UnsetType = UNSET


class ProjectNew(ProjectValues, kw_only=True, forbid_unknown_fields=True):
    """A new project: only the name is required."""

    name: Named


class ProjectChange(ProjectValues, kw_only=True, forbid_unknown_fields=True):
    """What to change in a project; ``version`` is the one that was read."""

    version: Annotated[int, Meta(ge=1, le=LARGEST)]


class PursuitNew(Struct, kw_only=True, forbid_unknown_fields=True):
    """Go after a call, for a project or before one is chosen."""

    call_id: Id
    project_id: Id | None = None


class PursuitMove(Struct, kw_only=True, forbid_unknown_fields=True):
    """Where it comes to and who has it; ``version`` is the one that was read.

    ``end_reason`` is asked for where it is lost or discarded; ``assignee_id`` ``null`` leaves it
    to nobody.
    """

    version: Annotated[int, Meta(ge=1, le=LARGEST)]
    stage: Stage | UnsetType = UNSET
    end_reason: Short | None = None
    reason: Annotated[str, Meta(max_length=2000)] = ""
    assignee_id: Id | UnsetType | None = UNSET
