"""Run a rehearsal in a process of its own: how far it is can be read while it runs, and left."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock, SystemClock
from matcher.coded import to_stored
from matcher.db.session import open_engine, session_factory, transaction
from matcher.errors import PuenteError
from matcher.meaning.encoder import find_encoder
from matcher.meaning.kept import KeptMeaning, VectorTable
from matcher.messages import Message
from matcher.rehearsals.difference import mails, matches, repeated
from matcher.rehearsals.gate import judged, stopped
from matcher.rehearsals.lists import index_of, retagged_index, seen_with
from matcher.rehearsals.models import Rehearsal
from matcher.rehearsals.past import Past, read_past
from matcher.rehearsals.replay import lists_of, replay
from matcher.rehearsals.retagging import Said, retagged, said_tags
from matcher.rehearsals.settings import (
    OF_THE_GATE,
    Setting,
    present_setting,
    proposed_setting,
)
from matcher.settings import Settings
from matcher.words.language import gettext_noop
from scrapers.confined import process
from scrapers.confined.process import ConfinedError, Limits

STEPS = 4
LIMITS = Limits(cpu_seconds=900, seconds=1200, memory=4096 * process.MIB)
LONGEST = timedelta(seconds=LIMITS.seconds)
"""No rehearsal takes so long: whoever was at it is not there any more."""
KEPT = timedelta(days=30)
TOO_LONG = gettext_noop("El ensayo no terminó. Puede guardar sin él, o intentarlo otra vez.")
Step = Callable[[], None]


def nothing() -> None:
    """Nobody asks how far it is."""


def start(
    sessions: sessionmaker[Session], settings: Settings, rehearsal_id: int, *, clock: Clock
) -> threading.Thread:
    """Begin it beside the request; the records of ``rehearsal`` tell how far it is."""

    def work() -> None:
        try:
            process.run(run_alone, settings, rehearsal_id, limits=LIMITS, alone=True)
        except ConfinedError:
            with transaction(sessions) as session:
                session.execute(
                    update(Rehearsal)
                    .where(Rehearsal.id == rehearsal_id, Rehearsal.ended_at.is_(None))
                    .values(ended_at=clock.now(), error=to_stored(Message(TOO_LONG)))
                )

    thread = threading.Thread(target=work, name=f"rehearsal-{rehearsal_id}", daemon=True)
    thread.start()
    return thread


def run_alone(settings: Settings, rehearsal_id: int) -> None:
    """Run a rehearsal in this process, which does nothing else."""
    engine = open_engine(settings.database)
    try:
        run(session_factory(engine), settings, rehearsal_id, clock=SystemClock())
    finally:
        engine.dispose()


def run(
    sessions: sessionmaker[Session], settings: Settings, rehearsal_id: int, *, clock: Clock
) -> None:
    """Replay the year before it was asked for, and keep the difference."""
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        with transaction(sessions) as session:
            values = {"done": done, "total": STEPS}
            session.execute(update(Rehearsal).where(Rehearsal.id == rehearsal_id).values(values))

    found: dict[str, Any] | None = None
    error: dict[str, Any] | None = None
    with transaction(sessions) as session:
        asked = session.get_one(Rehearsal, rehearsal_id)
        session.expunge(asked)
    try:
        found = _found(sessions, settings, asked, step)
    except PuenteError as problem:
        error = to_stored(problem.message)
    with transaction(sessions) as session:
        kept = session.get_one(Rehearsal, rehearsal_id)
        kept.found, kept.error, kept.ended_at = found, error, clock.now()
        kept.done = kept.total = STEPS


def _found(
    sessions: sessionmaker[Session], settings: Settings, asked: Rehearsal, step: Step
) -> dict[str, Any]:
    then = proposed_setting(
        sessions,
        settings,
        asked.deed,
        asked.proposal,
        person_id=asked.person_id,
        at=asked.asked_at,
    )
    with transaction(sessions) as session:
        now = present_setting(session, settings)
        past = read_past(session, settings, now=asked.asked_at)
        said = said_tags(session)
        session.expunge_all()
    step()
    told = counted(past)
    if asked.deed in OF_THE_GATE:
        with transaction(sessions) as session:
            told["gate"] = stopped(list(judged(session, past, now, then))).as_json()
        return told
    now, then = (with_meaning(sessions, one, at=asked.asked_at) for one in (now, then))
    return told | compared(past, said, now, then, step=step)


def counted(past: Past) -> dict[str, Any]:
    """How much is looked at."""
    return {
        "calls": len(past.calls),
        "projects": len(past.projects),
        "mails": len(past.turns),
        "told": len(past.ledger),
    }


def compared(
    past: Past, said: Said, now: Setting, then: Setting, *, step: Step = nothing
) -> dict[str, Any]:
    """The year under both settings, and what differs.

    What both have in common is read once: all of it where only mails are chosen otherwise or
    lines are others, the calls where a glossary says the projects in other words.
    """
    changed = retagged(past, said, now=now.tagger, then=then.tagger)
    first = index_of(past, now)
    step()
    if _reading(now) != _reading(then):
        before, after = first, index_of(changed, then)
    elif changed is not past:
        before, after = first, retagged_index(first, changed, then)
    elif _translating(now) != _translating(then):
        before, after = first, seen_with(first, past, then)
    else:
        before = after = first
    lists = lists_of(past, now, before)
    step()
    was = replay(past, now, lists)
    others = lists.with_top(then.top) if after is before else lists_of(changed, then, after)
    would = replay(changed, then, others)
    return {
        "repeated": repeated(past, was),
        "matches": matches(was, would).as_json(),
        "mailed": mails(past, was, would).as_json(),
    }


def _reading(setting: Setting) -> tuple[object, ...]:
    """What every text, of calls too, is read and weighed by."""
    return setting.tools.ranker, setting.tagger.version, setting.tools.meaning is not None


def _translating(setting: Setting) -> tuple[object, ...]:
    """What projects are said by in the languages of the calls."""
    translation = setting.tools.translation
    return translation.glossary.fingerprint, translation.apertium is not None


def with_meaning(sessions: sessionmaker[Session], given: Setting, *, at: datetime) -> Setting:
    """``given`` with the vectors of meaning, where it wants them and this machine has them."""
    encoder = find_encoder(wanted=given.semantic)
    if encoder is None:
        return given
    meaning = KeptMeaning(encoder, VectorTable(sessions, at=at, model=encoder.name))
    return replace(given, tools=replace(given.tools, meaning=meaning))


def forget_old(session: Session, *, now: datetime) -> None:
    """Let go of rehearsals nobody looks at any more."""
    session.execute(delete(Rehearsal).where(Rehearsal.asked_at < now - KEPT))
