"""One call out of what its sources tell: pure functions over their payloads.

The first payload that has a value gives it; the funder's own page comes before aggregators.
Where two sources contradict each other, nothing is picked in silence: a warning says so.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from matcher.calls.facts import (
    BY_HAND,
    ONLY_IF_SO,
    PARTNERS,
    Amount,
    CallFacts,
    Deadline,
    Eligibility,
    Fact,
    Payload,
    Warned,
    offer,
)

_WATCHED = (
    "title",
    "text",
    "url",
    "kind",
    "funder",
    "status",
    "opens_on",
    "deadlines",
    "rolling",
    "amounts",
    "cofunding",
    "eligibility",
    "documents",
)
_SORTED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
One = TypeVar("One")


@dataclass(frozen=True, slots=True, kw_only=True)
class SightedFacts:
    """What one source states of a call: ``order`` sorts official pages before aggregators."""

    order: tuple[int, int]
    source_title: str
    facts: CallFacts


def compose(stated: Sequence[SightedFacts]) -> CallFacts:
    """The call all sources together make; a value and its quote are of the same source."""
    ranked = sorted(stated, key=lambda one: one.order)
    every = [t.facts for t in ranked]
    first = every[0]
    kind, funder = _who(every, lambda f: f.kind), _who(every, lambda f: f.funder)
    opens, rolling = _who(every, lambda f: f.opens_on), _who(every, lambda f: f.rolling)
    deadlines = _who(every, lambda f: f.deadlines).deadlines
    return CallFacts(
        title=first.title,
        text=first.text,
        url=first.url,
        language=_who(every, lambda f: f.language).language,
        kind=kind.kind,
        kind_span=kind.kind_span,
        funder=funder.funder,
        funder_span=funder.funder_span,
        status=_who(every, lambda f: f.status != "unknown").status,
        published_on=_who(every, lambda f: f.published_on).published_on,
        opens_on=opens.opens_on,
        opens_span=opens.opens_span,
        deadlines=deadlines,
        rolling=rolling.rolling and not deadlines,
        rolling_span=rolling.rolling_span,
        amounts=_who(every, lambda f: f.amounts).amounts,
        cofunding=_who(every, lambda f: f.cofunding).cofunding,
        eligibility=_eligibility([f.eligibility for f in every]),
        documents=_who(every, lambda f: f.documents).documents,
        identifiers=_all(f.identifiers for f in every),
        links=_all(f.links for f in every),
        warnings=_warnings(ranked, deadlines, opens.opens_on),
    )


def _who(every: Sequence[One], says: Callable[[One], object]) -> One:
    """The first that says it; the very first where none does."""
    return next((one for one in every if says(one)), every[0])


def _all(values: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(sorted({value for some in values for value in some}))


def _eligibility(every: Sequence[Eligibility]) -> Eligibility:
    """For each question the first source that answers it."""
    where = _who(every, lambda e: e.countries)
    return Eligibility(
        local_government=_fact([e.local_government for e in every]),
        agency_country=_fact([e.agency_country for e in every]),
        partner_required=_fact([e.partner_required for e in every]),
        partners_asked=_who(every, lambda e: e.partner_required.said is not None).partners_asked,
        cofunding_required=_fact([e.cofunding_required for e in every]),
        countries=where.countries,
        countries_span=where.countries_span,
    )


def _fact(every: Sequence[Fact]) -> Fact:
    """The first answer that was read, else guessed; where none is, the first place that would."""
    read = _who(every, lambda fact: fact.said is not None and not fact.guessed)
    said = read if read.said is not None else _who(every, lambda fact: fact.said is not None)
    return said if said.said is not None else _who(every, lambda fact: fact.unread)


def days(deadlines: Sequence[Deadline]) -> list[date]:
    """The full dates among ``deadlines``, in order."""
    return sorted({d.on for d in deadlines if d.on})


def _warnings(
    ranked: Sequence[SightedFacts], deadlines: Sequence[Deadline], opens: date | None
) -> tuple[Warned, ...]:
    """Those of the sources, and what does not agree: a code with its parameters."""
    found = [w for t in ranked for w in t.facts.warnings]
    closing = days(deadlines)
    for other in ranked:
        dates = days(other.facts.deadlines)
        if dates and closing and dates[-1] != closing[-1]:
            told = {"other": other.source_title, "other_on": dates[-1].isoformat()}
            first = {"first": ranked[0].source_title, "first_on": closing[-1].isoformat()}
            found.append({"code": "closes-otherwise", "params": told | first})
    if opens and closing and closing[-1] < opens:
        days_told = {"closes_on": closing[-1].isoformat(), "opens_on": opens.isoformat()}
        found.append({"code": "closes-before-opening", "params": days_told})
    return tuple(one for number, one in enumerate(found) if one not in found[:number])


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The money of a call: the most for one applicant, the total, the currency of both."""

    most: Decimal | None
    total: Decimal | None
    currency: str | None


def offered(amounts: Sequence[Amount], kind: str | None = None) -> Offered:
    """What a call offers, to search and sort by: money alone, and none that is past belief.

    ``None`` where no source says it; sums in two currencies are not mixed: the first's wins. What
    is paid each month is not what one may ask for.
    """
    made = offer(amounts, kind)
    total = made.total if made.total and not made.total.indexed else None
    first = made.amount if made.headline != "total" else None
    if first is None or first.indexed or first.per in {"month", "year"}:
        return Offered(
            most=None,
            total=total.most if total else None,
            currency=total.currency if total else None,
        )
    same = total is not None and total.currency == first.currency
    return Offered(
        most=first.most,
        total=total.most if total and same else None,
        currency=first.currency,
    )


def content_hash(payload: Payload) -> str:
    """A hash of what is watched for changes: the same content gives the same hash.

    It is taken of the JSON and not of :class:`CallFacts`: most records of a run are the same
    again, and are known by it before anything else of them is read.
    """
    watched = {name: bare(payload.get(name)) for name in _WATCHED}
    return hashlib.sha256(_SORTED.encode(watched).encode()).hexdigest()


def differences(before: CallFacts, after: CallFacts) -> list[dict[str, Any]]:
    """Field, before and after for each watched field that changed, as JSON values.

    Spans are left out: the same date read from a reworded sentence is no change.
    """
    was, now = before.to_payload(), after.to_payload()
    sides = ((name, bare(was[name]), bare(now[name])) for name in _WATCHED)
    return [{"field": name, "before": a, "after": b} for name, a, b in sides if a != b]


def bare(value: Any) -> Any:
    """``value`` without its spans; it is asked very often, and mostly of a text or of nothing.

    An answer «no» is no silence; anything else that is empty is as good as not there. What a sum
    is for each of is in its words, and so is which partners are asked: reading them better is no
    change of the call, a person's word is.
    """
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        return _bare_fields(value)
    if isinstance(value, list | tuple):
        return [bare(v) for v in value]
    return value or None


def _bare_fields(value: dict[str, Any]) -> dict[str, Any]:
    told = "per" in value and _by_hand(value)
    return {
        k: v if k == "answer" else bare(v)
        for k, v in value.items()
        if not k.endswith("span")
        and (k != "per" or told)
        and (v or k != ONLY_IF_SO)
        and (k != PARTNERS or _by_hand(v))
    }


def _by_hand(value: Payload | None) -> bool:
    """Whether a person set a stored value."""
    return ((value or {}).get("span") or {}).get("method") == BY_HAND.method


_LIST_ONLY = {"code": "list-only"}
_OTHER_DAY = "list-closes-otherwise"


def kept(stored: CallFacts, row: CallFacts) -> CallFacts:
    """``stored``, read whole, with a warning that ``row`` is all that came this time.

    A call's own page may fail for a night while the list that names it answers; the row says
    little, so it must not look as if deadline, money and text had vanished. A closing day that
    only the row gives is told and not taken: the officer is to look. A call that the row says was
    cancelled is cancelled.
    """
    warnings = [w for w in stored.warnings if not _told_before(w)]
    closing, listed = days(stored.deadlines), days(row.deadlines)
    warnings.append({**_LIST_ONLY})
    if listed and listed[-1] not in closing:
        warnings.append({"code": _OTHER_DAY, "params": {"closes_on": listed[-1].isoformat()}})
    status = "cancelled" if row.status == "cancelled" else stored.status
    return replace(stored, warnings=tuple(warnings), status=status)


def _told_before(warning: Warned) -> bool:
    """Whether an earlier row of the list left it."""
    return isinstance(warning, dict) and warning["code"] in (_LIST_ONLY["code"], _OTHER_DAY)
