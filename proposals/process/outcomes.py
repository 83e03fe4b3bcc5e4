"""What was sent to whom, for how much, and what came of it: for results and for each funder."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.people.models import Person
from proposals.models import Draft, Submission
from proposals.process.deeds import DeedName
from proposals.process.moving import Wish, take
from proposals.process.results import tell_results

OutcomeName = Literal["won", "lost", "withdrawn"]
_DEEDS: dict[OutcomeName, DeedName] = {"won": "win", "lost": "lose", "withdrawn": "withdraw"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentProposal:
    """How a proposal was sent: when on which clock, by what channel, with what, asking how much.

    ``content`` names each file with its SHA-256.
    """

    at: datetime
    timezone: str
    channel: str
    number: str
    receipt_id: int | None
    content: list[dict[str, Any]]
    requested: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the funder (or the city itself) said in the end."""

    outcome: OutcomeName
    on: date
    granted: Decimal | None = None
    currency: str | None = None
    reason: str = ""


def find_submission(session: Session, draft: Draft) -> Submission | None:
    """What was sent of ``draft``, or ``None``."""
    return session.get(Submission, draft.id)


def send(
    session: Session, draft: Draft, sent: SentProposal, *, person: Person, at: datetime
) -> Submission:
    """Write down that ``draft`` was sent; it locks what stood there.

    :raises InvalidInput: without a channel, or for an hour that is still to come.
    """
    if not sent.channel.strip():
        raise InvalidInput("Escriba por dónde se envió: portal, correo o ventanilla.")
    if sent.at > at:
        raise InvalidInput("Ese día y esa hora no han llegado. Revise cuándo se envió.")
    day = sent.at.astimezone(ZoneInfo(sent.timezone)).date()
    answers = {
        "envio_canal": sent.channel.strip(),
        "envio_fecha": day.isoformat(),
        "envio_radicado": sent.number.strip(),
    }
    take(session, draft, Wish(deed="send", answers=answers), person=person, at=at)
    kept = session.get(Submission, draft.id) or Submission(draft_id=draft.id)
    kept.sent_at, kept.timezone = sent.at, sent.timezone
    kept.channel, kept.number = sent.channel.strip(), sent.number.strip() or None
    kept.receipt_id, kept.content = sent.receipt_id, sent.content
    kept.requested, kept.requested_currency = sent.requested, sent.currency
    kept.outcome = kept.outcome_on = kept.granted = kept.granted_currency = kept.reason = None
    session.add(kept)
    session.flush()
    return kept


def conclude(
    session: Session, draft: Draft, answered: Answered, *, person: Person, at: datetime
) -> Submission | None:
    """Write down how it ended; what was never sent can only be withdrawn.

    :raises InvalidInput: without a reason where it was not won, or for an amount without currency.
    """
    if answered.granted is not None and answered.currency is None:
        raise InvalidInput("Escriba la moneda del monto, por ejemplo: 250.000 EUR.")
    wish = Wish(deed=_DEEDS[answered.outcome], reason=answered.reason)
    take(session, draft, wish, person=person, at=at)
    kept = find_submission(session, draft)
    if kept is not None:
        won = answered.outcome == "won"
        kept.outcome, kept.outcome_on = answered.outcome, answered.on
        kept.granted = answered.granted if won else None
        kept.granted_currency = answered.currency if won and answered.granted else None
        kept.reason = answered.reason.strip() or None
        session.flush()
        tell_results(session, draft, kept, person=person, at=at)
    return kept


def submissions(session: Session, *, call_id: int | None = None) -> list[Submission]:
    """Everything that was sent (for one call), the latest first, each with its draft."""
    query = select(Submission).join(Draft).order_by(Submission.sent_at.desc())
    if call_id is not None:
        query = query.where(Draft.call_id == call_id)
    return list(session.scalars(query))
