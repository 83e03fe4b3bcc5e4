"""Calls as the agency sees them, where they were seen, and what changed."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from matcher.calls.facts import CallFacts, CallOffer, amount_from, offer, refuses
from matcher.db.base import Base
from matcher.db.types import Json

RunStatus = Literal["running", "ok", "unhealthy", "failed"]
Outcome = Literal["ok", "former", "joined", "discarded", "corrected", "confirmed"]


BY_LAST_DAY = "coalesce(closes_on, '0001-01-01')"
"""What closed calls are sorted by, as SQL."""


class Call(Base):
    """One call, however many sources tell of it.

    ``facts`` holds, as JSON, what has no column of its own (amounts, eligibility, documents,
    spans) and is read as :attr:`composed`. ``pinned`` names the fields a person has set by hand: no
    scrape overwrites them. ``amount_max`` is the sum that heads the call where it is not its total,
    ``amount_total`` the money of the whole call, both in ``currency``: to search and sort by;
    what is shown is :attr:`offer`. ``local_refused`` and ``country_refused`` say, to search by,
    that ``facts`` answer no to a local government, or to the agency's country. ``quiet`` marks
    calls of a first load, which are not mailed.
    ``doubt`` says what it seems to be instead of a call, with the words in ``doubt_span``;
    ``judged_by`` is the edition of the signals that said so, empty until it is judged.
    ``confirmed_at`` is set once a person says that it is a call, ``discarded_at`` once a person
    says that it is none.
    """

    __tablename__ = "call"
    __table_args__ = (
        Index("ix_call_newest", text("first_seen_at DESC"), "id"),
        # The few that are set apart: an index of the others would only mislead.
        Index(
            "ix_call_discarded",
            "discarded_at",
            sqlite_where=text("discarded_at IS NOT NULL"),
            postgresql_where=text("discarded_at IS NOT NULL"),
        ),
        Index(
            "ix_call_doubted",
            "doubt",
            "confirmed_at",
            sqlite_where=text("doubt IS NOT NULL"),
            postgresql_where=text("doubt IS NOT NULL"),
        ),
        # All that narrows and counts the list, so that no text is read for it.
        Index(
            "ix_call_listing",
            text(f"{BY_LAST_DAY} DESC"),
            "id",
            "closes_on",
            "discarded_at",
            "withdrawn_at",
            "doubt",
            "confirmed_at",
            "published_status",
            "opens_on",
            "rolling",
            "kind",
            "language",
            "currency",
            "amount_max",
            "amount_total",
            "local_refused",
            "country_refused",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    text: Mapped[str]
    url: Mapped[str]
    language: Mapped[str | None]
    kind: Mapped[str | None]
    funder: Mapped[str | None] = mapped_column(index=True)
    published_status: Mapped[str] = mapped_column(default="unknown")
    published_on: Mapped[date | None]
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None] = mapped_column(index=True)
    rolling: Mapped[bool] = mapped_column(default=False)
    amount_max: Mapped[Decimal | None]
    amount_total: Mapped[Decimal | None]
    currency: Mapped[str | None]
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    local_refused: Mapped[bool] = mapped_column(default=False, server_default=false())
    country_refused: Mapped[bool] = mapped_column(default=False, server_default=false())
    warnings: Mapped[list[str | dict[str, Any]]] = mapped_column(Json, default=list)
    pinned: Mapped[list[str]] = mapped_column(default=list)
    round_key: Mapped[str] = mapped_column(index=True)
    content_hash: Mapped[str] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    quiet: Mapped[bool] = mapped_column(default=False)
    first_seen_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    discarded_at: Mapped[datetime | None]
    doubt: Mapped[str | None]
    doubt_span: Mapped[dict[str, Any] | None]
    judged_by: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]

    deadlines: Mapped[list["CallDeadline"]] = relationship(
        back_populates="call",
        order_by="CallDeadline.position",
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    sightings: Mapped[list["Sighting"]] = relationship(
        back_populates="call", order_by="Sighting.id"
    )
    versions: Mapped[list["CallVersion"]] = relationship(
        back_populates="call", order_by="CallVersion.number"
    )

    @validates("facts")
    def _answers(self, _name: str, facts: dict[str, Any]) -> dict[str, Any]:
        """Keep what ``facts`` refuse where it can be searched."""
        told = facts.get("composed", {}).get("eligibility") or {}
        self.local_refused, self.country_refused = (
            refuses(told.get(question) or {}) for question in ("local_government", "agency_country")
        )
        return facts

    @property
    def doubtful(self) -> bool:
        """Whether it seems to be no call, and no person has said that it is one."""
        return self.doubt is not None and self.confirmed_at is None

    @property
    def composed(self) -> CallFacts:
        """What all sources together tell, with what people set right; read anew at each use."""
        known = {"title": self.title, "text": self.text, "url": self.url}
        return CallFacts.from_payload(known | self.facts.get("composed", {}))

    @property
    def offer(self) -> CallOffer:
        """What its sums come to: the one that heads it, its total, those past belief."""
        told = self.facts.get("composed", {}).get("amounts") or ()
        return offer([amount_from(one) for one in told], self.kind)


class CallVerdict(Base):
    """A person's word on whether a call is one, with what Puente thought and heard then.

    ``entry_id`` is the signed act, with which the verdict is taken back.
    """

    __tablename__ = "call_verdict"

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[str]
    is_call: Mapped[bool]
    doubted: Mapped[bool]
    signals: Mapped[list[str]]
    at: Mapped[datetime]
    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), index=True)


class CallDeadline(Base):
    """One closing date of a call, as published, with the words it was read from."""

    __tablename__ = "call_deadline"
    __table_args__ = (
        # What closes next, and what of one call: both told without reading the rows.
        Index("ix_call_deadline_day", "on_day", "call_id", "label"),
        Index("ix_call_deadline_call", "call_id", "on_day", "label"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    position: Mapped[int]
    on_day: Mapped[date | None]
    at_time: Mapped[time | None]
    timezone: Mapped[str | None]
    precision: Mapped[str]
    partial: Mapped[str | None]
    words: Mapped[str | None]
    label: Mapped[str | None]
    year_assumed: Mapped[bool] = mapped_column(default=False)
    span: Mapped[dict[str, Any]]

    call: Mapped[Call] = relationship(back_populates="deadlines")


class Sighting(Base):
    """One record of one source that tells of a call: the link back, and its last state.

    ``joined_by`` says why it was taken for a call that was known, as a code with its parameters.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        Index("ix_sighting_source", "source_id", "call_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    source_id: Mapped[str]
    source_key: Mapped[str]
    url: Mapped[str]
    canonical_url: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    content_hash: Mapped[str]
    traits: Mapped[dict[str, Any]] = mapped_column("marks")
    payload: Mapped[dict[str, Any]]
    joined_by: Mapped[dict[str, Any] | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    missing_since: Mapped[datetime | None]

    call: Mapped[Call] = relationship(back_populates="sightings")

    @property
    def stated(self) -> CallFacts:
        """What the source states of the call; read anew at each use."""
        return CallFacts.from_payload(self.payload)


class CallVersion(Base):
    """What one ingest changed in a call: ``changes`` lists field, before, after."""

    __tablename__ = "call_version"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    source_id: Mapped[str | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changes: Mapped[list[dict[str, Any]]]

    call: Mapped[Call] = relationship(back_populates="versions")


_OPEN = text("looked_at IS NULL")
_WAITING: dict[str, Any] = {"sqlite_where": _OPEN, "postgresql_where": _OPEN}


class Review(Base):
    """What machines wrote in a call and who looked at it; one open row per call at most.

    ``since`` is the version a person last had before them, 0 for a call that is new; ``version``
    the last one a machine wrote. ``quiet`` rows are of a first load and are shown as a group.
    ``looked_at`` is empty while nobody has looked; ``entry_id`` names the signed act that closed
    the row, by which it can be undone.
    """

    __tablename__ = "review"
    __table_args__ = (
        # What waits, newest first; and how much of which source, without reading the rows.
        # Of these alone: PostgreSQL does not see that all that wait are alike in «looked_at».
        Index("ix_review_waiting", "quiet", "at", "id", **_WAITING),
        Index("ix_review_sources", "quiet", "source_id", "call_id", "at", "looked_at", **_WAITING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    since: Mapped[int]
    version: Mapped[int]
    source_id: Mapped[str]
    quiet: Mapped[bool]
    at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[Outcome | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"), index=True)

    call: Mapped[Call] = relationship()


class Snapshot(Base):
    """The payload as fetched, compressed, so that a call stays readable when its page dies."""

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("sighting_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sighting_id: Mapped[int] = mapped_column(ForeignKey("sighting.id", ondelete="CASCADE"))
    fingerprint: Mapped[str] = mapped_column("digest")
    url: Mapped[str]
    content_type: Mapped[str]
    fetched_at: Mapped[datetime]
    body: Mapped[bytes] = mapped_column(LargeBinary)

    sighting: Mapped[Sighting] = relationship()


class IdentityRule(Base):
    """A person's word that two sightings are, or are not, the same call. It sticks."""

    __tablename__ = "identity_rule"
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("sighting.id"))
    second_id: Mapped[int] = mapped_column(ForeignKey("sighting.id"))
    same: Mapped[bool]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class PossibleTwin(Base):
    """Two calls that may be one, and why; open until a person says so or not.

    ``same`` is what that person said, ``entry_id`` the signed act by which it can be undone.
    """

    __tablename__ = "possible_twin"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        Index("ix_possible_twin_waiting", "looked_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"))
    second_id: Mapped[int] = mapped_column(ForeignKey("call.id", ondelete="CASCADE"), index=True)
    reason: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    looked_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    same: Mapped[bool | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"), index=True)

    first: Mapped[Call] = relationship(foreign_keys=first_id)
    second: Mapped[Call] = relationship(foreign_keys=second_id)


class SourceSetting(Base):
    """What the agency decided about a source; ``entry`` is set for those it added itself."""

    __tablename__ = "source_setting"

    source_id: Mapped[str] = mapped_column(primary_key=True)
    enabled: Mapped[bool]
    entry: Mapped[dict[str, Any] | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class SourceTrial(Base):
    """The last time somebody tried a source: at most ten calls, and what was odd about them.

    ``problems`` are sentences of the reader; ``titles`` are of the first calls that came.
    """

    __tablename__ = "source_trial"

    source_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    found: Mapped[int]
    dated: Mapped[int]
    titles: Mapped[list[str]] = mapped_column(Json, default=list)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(default=list)

    @property
    def good(self) -> bool:
        """Whether calls came, and most of them say when they close."""
        return self.found > 0 and self.dated * 2 >= self.found


class SourceRun(Base):
    """One reading of one source: counts, and what went wrong, as codes with their values.

    ``dated`` and ``whole`` count the calls with a closing day and those read in full; ``None``
    where nobody counted.
    """

    __tablename__ = "source_run"
    __table_args__ = (Index("ix_source_run_source_id_id", "source_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]
    status: Mapped[RunStatus]
    found: Mapped[int] = mapped_column(default=0)
    dated: Mapped[int | None]
    whole: Mapped[int | None]
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    merged: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    quiet: Mapped[bool] = mapped_column(default=False)
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    failures: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
