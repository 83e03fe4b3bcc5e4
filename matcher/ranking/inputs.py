"""What is compared and what comes out: a call, a project, their match and its reasons.

Plain frozen values without a database, so that a file, a pasted text and a stored row are
matched by the same code. ``None`` and empty mean "the source does not say". What there are
many of for every pair is a ``Struct``: made in a sixth of the time of a frozen dataclass.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

import msgspec

from matcher.calls.facts import PartnersAsked
from matcher.text import Language

Value = TypeVar("Value")
Answer = bool | Literal["partner"]
Direction = Literal["project", "call"]
ReasonKind = Literal[
    "terms", "translated", "meaning", "ods", "lines", "funder", "fact", "feedback", "against"
]
BlockerKind = Literal[
    "closed", "country", "local_government", "counterpart", "amount", "modality", "partner"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Generic[Value]):
    """A fact together with the words of the call that state it, where they are known."""

    value: Value
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountRange:
    """Money a call offers; either end may be unknown. ``currency`` is ISO 4217."""

    minimum: Decimal | None
    maximum: Decimal | None
    currency: str | None
    quote: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallText:
    """A call as the matcher sees it. ``countries`` are ISO 3166-1 alpha-2 codes or regions.

    ``local_government`` is yes, no, or ``partner``: it may take part and not as the applicant.
    So is ``agency_country``, which answers for ``asked_country``, that of the agency; ``None`` is
    the country of whatever project it is compared with.

    ``unconfirmed`` are those of ``ods`` and ``lines`` that only the classifier gave. ``tagged``
    says that tags were looked for, so that ``ods`` and ``lines`` are all there are.
    """

    id: str
    title: str
    text: str
    language: Language | None = None
    closes_on: Quoted[date] | None = None
    closed: Quoted[bool] | None = None
    rolling: bool = False
    kind: str | None = None
    funder: str | None = None
    countries: Quoted[tuple[str, ...]] | None = None
    agency_country: Quoted[Answer] | None = None
    asked_country: str | None = None
    local_government: Quoted[Answer] | None = None
    partner_required: Quoted[bool] | None = None
    partners_asked: PartnersAsked | None = None
    cofunding_percent: Quoted[Decimal] | None = None
    amounts: tuple[AmountRange, ...] = ()
    ods: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    unconfirmed: frozenset[int | str] = frozenset()
    tagged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectText:
    """A project of the bank as the matcher sees it.

    ``fields`` holds its parts under the names an officer knows ("Problema", "Objetivo"), for
    quoting; ``text`` is all of them together. ``amount`` is what is sought from the funder and
    ``counterpart`` what the city can add, both in ``currency``; ``counterpart_apart`` says that
    there is one in another currency, with which nothing is compared. ``modalities`` are the
    kinds of call wanted, empty for any. ``local_government`` says whether the applicant is one.
    ``partners`` is ``None`` where nobody was asked for them, empty where none is named.
    ``unconfirmed`` and ``tagged`` are those of :class:`CallText`.
    """

    id: str
    title: str
    text: str
    language: Language | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    country: str | None = None
    amount: Decimal | None = None
    counterpart: Decimal | None = None
    currency: str | None = None
    counterpart_apart: bool = False
    modalities: tuple[str, ...] = ()
    local_government: bool | None = None
    funders: tuple[str, ...] = ()
    partners: tuple[str, ...] | None = None
    ods: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    unconfirmed: frozenset[int | str] = frozenset()
    tagged: bool = False


class Reason(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One reason for or against, with the words of both sides that carry it.

    ``code`` and ``params`` (what JSON can hold) say what; the sentence is made where it is read
    (:mod:`matcher.words.reasons`).
    """

    kind: ReasonKind
    code: str
    params: Mapping[str, Any] = msgspec.field(default_factory=dict)
    call_quote: str | None = None
    project_quote: str | None = None
    terms: tuple[str, ...] = ()


Finding = tuple[float, Reason | None]
"""What a signal finds in a pair: the points it adds to the score, and the reason told of it."""
NOTHING: Finding = (0.0, None)


class Blocker(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Why the project cannot apply, as :class:`Reason`, with the words that say so."""

    kind: BlockerKind
    code: str
    params: Mapping[str, Any] = msgspec.field(default_factory=dict)
    quote: str | None = None


class RankedPair(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One pair. ``score`` (how well they fit) and ``confidence`` (how much is known) are 0..1.

    ``points`` is what each signal adds, in deviations above what the project usually has: the
    score is that of their sum.
    """

    project_id: str
    call_id: str
    rank: int
    score: float
    confidence: float
    points: Mapping[str, float] = msgspec.field(default_factory=dict)
    reasons: tuple[Reason, ...] = ()
    blockers: tuple[Blocker, ...] = ()
