"""The fields of a call in its columns: what composing gives, spread over the row."""

from datetime import date, time
from typing import Any

from matcher.calls.compose import content_hash, days, offered
from matcher.calls.models import Call, CallDeadline
from matcher.calls.rounds import round_key


def write_fields(call: Call, fields: dict[str, Any]) -> None:
    """Spread composed ``fields`` over the columns of ``call``."""
    call.title, call.text, call.url = fields["title"], fields["text"], fields["url"]
    call.language, call.kind, call.funder = (fields.get(n) for n in ("language", "kind", "funder"))
    call.published_status = fields.get("status") or "unknown"
    call.published_on = _day(fields.get("published_on"))
    call.opens_on = _day(fields.get("opens_on"))
    closing = days(fields.get("deadlines"))
    call.closes_on = closing[-1] if closing else None
    call.rolling = bool(fields.get("rolling"))
    money = offered(fields.get("amounts"))
    call.amount_max, call.amount_total, call.currency = money.most, money.total, money.currency
    call.warnings = list(fields.get("warnings") or ())
    call.round_key = round_key(fields["title"])
    call.content_hash = content_hash(fields)
    call.facts = {"composed": fields}
    call.deadlines = [
        _deadline_row(position, value) for position, value in enumerate(fields["deadlines"] or ())
    ]


def _deadline_row(position: int, value: dict[str, Any]) -> CallDeadline:
    return CallDeadline(
        position=position,
        on_day=_day(value.get("on")),
        at_time=time.fromisoformat(value["at"]) if value.get("at") else None,
        timezone=value.get("timezone"),
        precision=value["precision"],
        partial=value.get("partial"),
        words=value.get("text"),
        label=value.get("label"),
        year_assumed=bool(value.get("year_assumed")),
        span=value["span"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
