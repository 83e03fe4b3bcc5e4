"""A word for what the database holds: the same until something is written, then never again."""

from typing import Any

from sqlalchemy import Engine, insert
from sqlalchemy.orm import Session, sessionmaker

from matcher.db.generation import generation
from matcher.db.session import open_engine, session_factory, transaction
from matcher.jobs.models import JobRun
from tests.conftest import NOON

RUN: dict[str, Any] = {"name": "tag", "started_at": NOON, "status": "ok", "counts": {}}


def write(sessions: sessionmaker[Session]) -> None:
    """Something small, by somebody else."""
    with transaction(sessions) as session:
        session.add(JobRun(**RUN))


def seen_by(sessions: sessionmaker[Session]) -> object:
    with sessions() as session:
        return generation(session)


def test_it_is_the_same_for_all_until_somebody_writes(sessions: sessionmaker[Session]) -> None:
    with sessions() as one, sessions() as other:
        for _settling in range(2):  # each connection of SQLite is met once
            generation(one)
            generation(other)
        one.rollback()
        other.rollback()
        before = generation(one)
        assert before is not None
        assert generation(other) == before
        one.rollback()
        other.rollback()
        write(sessions)
        after = [generation(one), generation(other)]
    assert before not in after
    assert seen_by(sessions) not in (None, before)


def test_every_write_is_noticed_by_a_connection_that_was_idle(
    sessions: sessionmaker[Session],
) -> None:
    """What one connection worked out before a write is never shown by another after it."""
    with sessions() as idle, sessions() as busy:
        generation(idle)
        idle.rollback()
        known: set[object] = set()
        for _time in range(5):
            known.add(generation(busy))
            busy.rollback()
            write(sessions)
            assert generation(idle) not in known
            idle.rollback()


def test_it_is_not_told_while_one_writes_oneself(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.add(JobRun(**RUN))
        assert generation(session) is None
        session.flush()
        assert generation(session) is None
        session.rollback()
        assert generation(session) is not None
        session.execute(insert(JobRun).values(**RUN))
        assert generation(session) is None


def test_another_process_is_noticed(engine: Engine, sessions: sessionmaker[Session]) -> None:
    before = seen_by(sessions)
    assert seen_by(sessions) == before
    other = open_engine(engine.url.render_as_string(hide_password=False))
    write(session_factory(other))
    other.dispose()
    assert seen_by(sessions) != before
