"""Whether what was read is a call at all: the signals of its words, and what people taught.

A doubtful call is listed apart and never mailed nor matched until a person says that it is one.
What people said before moves later judgements a little: each verdict that went against Puente's
moves the signals heard there and the source by one step, and both are bounded.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

import msgspec
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from matcher.calls.facts import CallFacts
from matcher.calls.models import Call, CallVerdict
from scrapers.confined.sparing import Sparing
from scrapers.extract.notices.judging import EDITION, CallJudgement, hear, judge
from scrapers.extract.text.passage import make_passage

logger = logging.getLogger(__name__)
BATCH = 500
"""Calls judged in one transaction."""
STEP, MOST = 1.0, 3.0
"""What one verdict adds to the score of later pages, and what all of them together may."""

_PROSE = frozenset({"title", "text", "person"})
_SOURCE_WIDE = "fuente"


@dataclass(slots=True)
class LearnedDoubts:
    """What people's verdicts add to the score: for each signal heard, and for a source."""

    signals: dict[str, float] = field(default_factory=dict)
    sources: dict[str, float] = field(default_factory=dict)

    def take(self, verdict: CallVerdict) -> None:
        """Move by one step what misled Puente; a verdict that agrees with it moves nothing."""
        if verdict.is_call != verdict.doubted:
            return
        step = -STEP if verdict.is_call else STEP
        _move(self.sources, verdict.source_id, step)
        for name in verdict.signals:
            _move(self.signals, name, step / len(verdict.signals))


def _move(weights: dict[str, float], name: str, step: float) -> None:
    weights[name] = max(-MOST, min(MOST, weights.get(name, 0.0) + step))


def learned(session: Session) -> LearnedDoubts:
    """What all verdicts that stand have taught, in the order in which they were given."""
    said = session.scalars(select(CallVerdict).order_by(CallVerdict.id))
    found = LearnedDoubts()
    for verdict in {one.call_id: one for one in said}.values():  # of each call the last word
        found.take(verdict)
    return found


def judge_calls(session: Session) -> int:
    """Judge every call that is new, changed, or judged by other signals; how many."""
    wanted = (
        select(Call)
        .where(or_(Call.judged_by.is_(None), Call.judged_by != EDITION))
        .order_by(Call.id)
        .options(selectinload(Call.sightings))
        .limit(BATCH)
    )
    session.flush()
    taught, count = learned(session), 0
    while calls := session.scalars(wanted).all():
        for call in calls:
            _write(call, _doubt_of(call, taught))
        session.flush()
        count += len(calls)
    return count


def _write(call: Call, found: CallJudgement | None) -> None:
    call.judged_by = EDITION
    call.doubt = found.reason if found else None
    call.doubt_span = msgspec.to_builtins(found.span) if found and found.span else None


def _doubt_of(call: Call, taught: LearnedDoubts) -> CallJudgement | None:
    """No doubt about a call our own code breaks on: it is read as the others are."""
    with Sparing(partial(_note, call)):
        return doubt_of(call, taught)
    return None


def _note(call: Call, fault: Exception) -> None:
    told = {"call": call.id, "url": call.url}
    logger.error("judging broke", exc_info=fault, extra={"fields": told})


def doubt_of(call: Call, taught: LearnedDoubts) -> CallJudgement | None:
    """Why ``call`` seems to be none; ``None`` where at least one of its sources tells of one."""
    told = [(s.source_id, s.stated) for s in call.sightings] if len(call.sightings) > 1 else []
    source_id = call.sightings[0].source_id if call.sightings else ""
    first: CallJudgement | None = None
    for source, facts in told or [(source_id, call.composed)]:
        found = _judged(facts, source, taught)
        if found is None:
            return None
        first = first or found
    return first


def _judged(facts: CallFacts, source_id: str, taught: LearnedDoubts) -> CallJudgement | None:
    """The doubt about one record; a register that itself says what a record is, is believed.

    The reason is ``learned`` where the words alone would not have raised it.
    """
    where = facts.kind_span.field if facts.kind and facts.kind_span else "text"
    if where not in _PROSE | {_SOURCE_WIDE}:
        return None
    title, text = make_passage("title", facts.title), make_passage("text", facts.text)
    dated, listed = bool(facts.deadlines) or facts.rolling, where == _SOURCE_WIDE
    found = judge(
        title,
        text,
        dated=dated,
        listed=listed,
        learned=taught.signals,
        bias=taught.sources.get(source_id, 0.0),
    )
    if found.answer is not False:
        return None
    plain = judge(title, text, dated=dated, listed=listed)
    return found if plain.answer is False else replace(found, reason="learned")


def signals_of(call: Call) -> Sequence[str]:
    """The names of the signals heard in ``call``, each once, in order."""
    passages = make_passage("title", call.title), make_passage("text", call.text)
    return list(dict.fromkeys(heard.signal.name for heard in hear(*passages)))


def note_verdict(
    session: Session, call: Call, *, is_call: bool, entry_id: int, at: datetime
) -> None:
    """Keep what a person said of ``call``, with what was heard in it."""
    session.add(
        CallVerdict(
            call_id=call.id,
            source_id=call.sightings[0].source_id if call.sightings else "",
            is_call=is_call,
            doubted=call.doubt is not None,
            signals=signals_of(call),
            at=at,
            entry_id=entry_id,
        )
    )
