"""One call out of what its sources tell: pure functions over their payloads.

The first payload that has a value gives it; the funder's own page comes before aggregators.
Where two sources contradict each other, nothing is picked in silence: a warning says so.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Payload = Mapping[str, Any]
Fields = dict[str, Any]

_SCALARS = ("language", "kind", "funder", "published_on", "opens_on", "cofunding")
_LISTS = ("deadlines", "amounts", "documents")
_SPANS = ("kind_span", "funder_span", "opens_span", "rolling_span")
_WATCHED = (
    "title", "text", "url", "kind", "funder", "status", "opens_on", "deadlines", "rolling",
    "amounts", "cofunding", "eligibility", "documents",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one source tells of a call: ``order`` sorts official pages before aggregators."""

    order: tuple[int, int]
    source_title: str
    payload: Payload


def compose(told: Sequence[Told]) -> Fields:
    """The call all sources together tell of: ``ScrapedCall``'s fields as plain JSON values."""
    ranked = sorted(told, key=lambda t: t.order)
    payloads = [t.payload for t in ranked]
    first = payloads[0]
    fields: Fields = {name: first[name] for name in ("title", "text", "url")}
    for name in (*_SCALARS, *_LISTS, *_SPANS):
        fields[name] = next((p[name] for p in payloads if p.get(name)), first.get(name))
    fields["rolling"] = any(p.get("rolling") for p in payloads) and not fields["deadlines"]
    fields["status"] = next(
        (p["status"] for p in payloads if p.get("status", "unknown") != "unknown"), "unknown"
    )
    fields["eligibility"] = _eligibility(payloads)
    for name in ("identifiers", "links"):
        fields[name] = sorted({value for p in payloads for value in p.get(name) or ()})
    fields["warnings"] = _warnings(ranked, fields)
    return fields


def _eligibility(payloads: Sequence[Payload]) -> Fields:
    """For each question the first source that answers it."""
    merged: Fields = {}
    for payload in payloads:
        for name, fact in (payload.get("eligibility") or {}).items():
            known = merged.get(name)
            answered = fact.get("answer") is not None if isinstance(fact, dict) else bool(fact)
            if known is None or (answered and not _answers(known)):
                merged[name] = fact
    return merged


def _answers(fact: Any) -> bool:
    return fact.get("answer") is not None if isinstance(fact, dict) else bool(fact)


def days(deadlines: Sequence[Payload] | None) -> list[date]:
    """The full dates among ``deadlines``, in order."""
    return sorted({date.fromisoformat(d["on"]) for d in deadlines or () if d.get("on")})


def _warnings(ranked: Sequence[Told], fields: Fields) -> list[str | Fields]:
    """Those of the sources, and what does not agree: a code with its parameters."""
    found = [w for t in ranked for w in t.payload.get("warnings") or ()]
    closing = days(fields["deadlines"])
    for other in ranked:
        dates = days(other.payload.get("deadlines"))
        if dates and closing and dates[-1] != closing[-1]:
            told = {"other": other.source_title, "other_on": dates[-1].isoformat()}
            first = {"first": ranked[0].source_title, "first_on": closing[-1].isoformat()}
            found.append({"code": "closes-otherwise", "params": told | first})
    opens = fields.get("opens_on")
    if opens and closing and closing[-1] < date.fromisoformat(opens):
        days_told = {"closes_on": closing[-1].isoformat(), "opens_on": opens}
        found.append({"code": "closes-before-opening", "params": days_told})
    return [one for number, one in enumerate(found) if one not in found[:number]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The money of a call: the most for one applicant, the total, the currency of both."""

    most: Decimal | None
    total: Decimal | None
    currency: str | None


def offered(amounts: Sequence[Payload] | None) -> Offered:
    """What a call offers; past sums, parts and thresholds never count.

    ``None`` where no source says it; sums in two currencies are not mixed: the maximum's wins.
    """
    most, most_in = _first(amounts, ("max", "range", "unknown", "min"))
    total, total_in = _first(amounts, ("total",))
    same = most is None or total is None or most_in == total_in
    currency = total_in if most is None else most_in
    return Offered(most=most, total=total if same else None, currency=currency)


def _first(
    amounts: Sequence[Payload] | None, kinds: Sequence[str]
) -> tuple[Decimal | None, str | None]:
    """The first amount of the first of ``kinds`` there is, and its currency."""
    for kind in kinds:
        for amount in amounts or ():
            figure = amount.get("maximum") or amount.get("value") or amount.get("minimum")
            if amount["kind"] == kind and figure:
                return Decimal(figure), amount.get("currency")
    return None, None


def content_hash(fields: Payload) -> str:
    """A hash of what is watched for changes: the same content gives the same hash."""
    watched = {name: bare(fields.get(name)) for name in _WATCHED}
    text = json.dumps(watched, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def differences(before: Payload, after: Payload) -> list[dict[str, Any]]:
    """Field, before and after for each watched field that changed.

    Spans are left out: the same date read from a reworded sentence is no change.
    """
    return [
        {"field": name, "before": bare(before.get(name)), "after": bare(after.get(name))}
        for name in _WATCHED
        if bare(before.get(name)) != bare(after.get(name))
    ]


def bare(value: Any) -> Any:
    """``value`` without its spans; ``dict`` and not ``Mapping``, for it is asked very often.

    An answer «no» is no silence; anything else that is empty is as good as not there.
    """
    if isinstance(value, dict):
        return {
            k: v if k == "answer" else bare(v) for k, v in value.items() if not k.endswith("span")
        }
    if isinstance(value, list | tuple):
        return [bare(v) for v in value]
    return value or None
