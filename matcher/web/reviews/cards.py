"""What the queue shows of each entry: a new call in short, or what changed, before and now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from matcher.calls.compose import bare
from matcher.calls.facts import CallFacts
from matcher.calls.models import Call, Review
from matcher.calls.pins import PINNABLE
from matcher.calls.review_queue import Waiting
from matcher.tags.models import Tag
from matcher.tags.queries import doubtful_tags
from matcher.web.cards.calls import dates_shown
from matcher.web.cards.facts import answer_words, countries_words, said_in
from matcher.web.frame.gettext import _
from matcher.web.values.filters import change_value, unknown
from matcher.web.values.labels import FIELDS, KINDS, PUBLISHED, QUESTIONS

_ASIDE = ("text", "url")
_QUOTED = ("deadlines", "amounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """One thing a side says; ``apart`` if the other side does not say it."""

    text: str
    apart: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One line of «antes | ahora»: ``field`` is set where the former value can be kept."""

    label: str
    before: Sequence[StatedValue]
    after: Sequence[StatedValue]
    quotes: Sequence[Mapping[str, Any]] = ()
    field: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry of the queue as it is shown; ``reworded`` says that the text changed as well."""

    row: Review
    call: Call
    facts: CallFacts
    sides: Sequence[FieldChange]
    reworded: bool
    doubts: Sequence[Tag]
    dates: Mapping[str, Any]

    @property
    def new(self) -> bool:
        """Whether nobody has seen the call at all."""
        return self.row.since == 0

    @property
    def can_stay(self) -> bool:
        """Whether there is a former value to keep."""
        return any(side.field for side in self.sides)

    @property
    def fields(self) -> int:
        """How many fields have a former value to keep."""
        return sum(1 for side in self.sides if side.field)


def cards(session: Session, entries: Sequence[Waiting]) -> list[Card]:
    """What the page shows of ``entries``, in their order."""
    doubts = doubtful_tags(session, "call", [e.row.call_id for e in entries])
    return [
        Card(
            row=entry.row,
            call=entry.row.call,
            facts=entry.row.call.composed,
            sides=sides(entry.changes, entry.row.call),
            reworded=any(c["field"] in _ASIDE for c in entry.changes),
            doubts=doubts.get(entry.row.call_id, []),
            dates=dates_shown(entry.row.call),
        )
        for entry in entries
    ]


def sides(changes: Sequence[Mapping[str, Any]], call: Call) -> list[FieldChange]:
    """The lines of the table, what matters most first."""
    facts = call.composed.to_payload()
    lines: list[FieldChange] = []
    for change in changes:
        name, before, after = change["field"], change["before"], change["after"]
        if name in _ASIDE:
            continue
        if name == "eligibility":
            lines += _answers(before or {}, after or {})
            continue
        lines.append(
            FieldChange(
                label=str(FIELDS.get(name, name)) if name != "withdrawn" else _("En la fuente"),
                before=_said(name, before, other=after),
                after=_said(name, after, other=before),
                quotes=_quotes(facts[name], known=before) if name in _QUOTED else (),
                field=name if name in PINNABLE else None,
            )
        )
    return lines


def _answers(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[FieldChange]:
    """One line for each question answered otherwise; the first offers the former answers."""
    found = [
        (str(QUESTIONS[name]), answer_words(before.get(name)), answer_words(after.get(name)))
        for name in QUESTIONS
        if said_in(before.get(name)) != said_in(after.get(name))
    ]
    if before.get("countries") != after.get("countries"):
        both = (countries_words(before.get("countries")), countries_words(after.get("countries")))
        found.append((_("Países o regiones"), *both))
    return [
        FieldChange(
            label=label,
            before=[StatedValue(text=was)],
            after=[StatedValue(text=now)],
            field=None if number else "eligibility",
        )
        for number, (label, was, now) in enumerate(found)
    ]


def _said(name: str, value: Any, *, other: Any) -> list[StatedValue]:
    """One side in words; of documents only those that the other side has not."""
    if name == "withdrawn":
        return [StatedValue(text=_("ya no aparece") if value else _("publicada"))]
    if isinstance(value, list) and value:
        shared = other if isinstance(other, list) else []
        items = [StatedValue(text=change_value(v), apart=v not in shared) for v in value]
        return (
            [i for i in items if i.apart] or [StatedValue(text="–")]
            if name == "documents"
            else items
        )
    if value in (None, [], {}):
        return [StatedValue(text=unknown() if name != "rolling" else _("no"))]
    words: Mapping[str, Any] = {"status": PUBLISHED, "kind": KINDS}.get(name, {})
    return [StatedValue(text=str(words[value]) if value in words else change_value(value))]


def _quotes(
    items: Sequence[Mapping[str, Any]], *, known: Sequence[Mapping[str, Any]] | None
) -> list[Mapping[str, Any]]:
    """The words what is new among ``items`` was read from, each once."""
    spans = [item["span"] for item in items if bare(item) not in (known or ())]
    return list({span["quote"]: span for span in spans if span["quote"]}.values())
