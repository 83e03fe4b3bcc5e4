"""The trail is only added to, in the database itself, and tells when something is missing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from matcher.audit.chain import check_chain
from matcher.audit.guards import lost_guards
from matcher.audit.record import history, record
from tests.conftest import NOON
from tests.matcher.db.test_upgrading import move

SUBJECT = {"action": "line.changed", "subject_type": "line"}


def write(session: Session, number: int, **detail: object) -> None:
    record(session, at=NOON, person_id=None, subject_id=number, **SUBJECT, **detail)  # type: ignore[arg-type] # the rest is told


def written(sessions: sessionmaker[Session], count: int) -> None:
    for number in range(count):
        with sessions.begin() as session:
            write(session, number, before={"name": "Ágil", "share": 1e3}, after=[0.25, None, True])


def state(sessions: sessionmaker[Session]) -> tuple[int, int, int | None, bool]:
    with sessions() as session:
        found = check_chain(session)
    return found.sound, found.unsealed, found.broken_at, found.missing


REFUSED = (
    "UPDATE audit_entry SET action = 'nothing.happened' WHERE id = 2",
    "UPDATE audit_entry SET seal = NULL WHERE id = 2",
    "DELETE FROM audit_entry WHERE id = 2",
    "DELETE FROM audit_chain",
    "UPDATE audit_chain SET place = 1, seal = ''",
)


def test_the_database_refuses_to_forget(engine: Engine, sessions: sessionmaker[Session]) -> None:
    written(sessions, 3)
    for statement in REFUSED:
        with pytest.raises(DBAPIError, match="only added to"), engine.begin() as connection:
            connection.execute(text(statement))
    assert state(sessions) == (3, 0, None, False)


TAMPERED = {
    "UPDATE audit_entry SET subject_id = '9' WHERE id = 3": (2, 0, 3, False),
    "DELETE FROM audit_entry WHERE id = 3": (2, 0, 3, True),
    "DELETE FROM audit_entry WHERE id = 5": (4, 0, 5, True),
    "UPDATE audit_entry SET seal = NULL, place = NULL WHERE id = 5": (4, 1, 5, True),
    "DELETE FROM audit_chain": (5, 0, 6, True),
    "UPDATE audit_entry SET at = '2026-01-01 00:00:00.000000' WHERE id = 1": (0, 0, 1, False),
}


def test_what_was_changed_behind_its_back_is_noticed(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    written(sessions, 5)
    with sessions() as session:
        assert lost_guards(session) == []
    _drop_the_guards(engine)
    with sessions() as session:
        assert len(lost_guards(session)) == 4
    for statement, expected in TAMPERED.items():
        with Session(engine) as session:
            session.execute(text(statement))
            found = check_chain(session)
            told = (found.sound, found.unsealed, found.broken_at, found.missing)
            assert told == expected, statement
            assert not found.is_whole
            session.rollback()
    assert state(sessions) == (5, 0, None, False)


def _drop_the_guards(engine: Engine) -> None:
    """What somebody can do who owns the database."""
    kept = ("audit_entry_unchanged", "audit_entry_kept", "audit_chain_kept", "audit_chain_grows")
    with engine.begin() as connection:
        for name in kept:
            on = "" if engine.dialect.name == "sqlite" else f" ON {name.rpartition('_')[0]}"
            connection.execute(text(f"DROP TRIGGER {name}{on}"))


def test_writers_at_once_make_one_chain(sessions: sessionmaker[Session]) -> None:
    with ThreadPoolExecutor(4) as writers:
        for done in [writers.submit(written, sessions, 6) for _ in range(4)]:
            done.result()
    assert state(sessions) == (24, 0, None, False)


def test_what_is_taken_back_leaves_no_hole(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        write(session, 1)
        with session.begin_nested():
            write(session, 2)
        lost = session.begin_nested()
        write(session, 3)
        session.flush()
        lost.rollback()
        assert len(history(session, subject_type="line", subject_id=2)) == 1
        session.commit()
        write(session, 4)
        session.flush()
        session.rollback()
        write(session, 5)
        session.commit()
    assert state(sessions) == (3, 0, None, False)


def test_an_older_trail_is_sealed_as_it_stands(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    written(sessions, 3)
    move(engine, "0031")
    move(engine, "head")
    written(sessions, 2)
    assert state(sessions) == (5, 0, None, False)
