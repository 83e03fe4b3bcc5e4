"""Two people at one thing: whoever saves second is told, and nothing is written over unseen."""

from typing import Any, Protocol

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from matcher.errors import Conflict, PuenteError

TAKEN = frozenset({"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})
"""What PostgreSQL and SQLite call a value somebody else has."""


class HasVersion(Protocol):
    """A row that counts its changes."""

    version: int


def advance(session: Session, row: HasVersion, *, seen: int, conflict: str) -> None:
    """Take the next version of ``row`` for this transaction, if ``seen`` is still the present one.

    The database decides, in one statement: comparing first and writing later lets two people who
    save at the same moment both go on.

    :raises Conflict: saying ``conflict``, if somebody was first; ``row`` then shows their words.
    """
    model: Any = type(row)
    keys = zip(
        model.__mapper__.primary_key, model.__mapper__.primary_key_from_instance(row), strict=True
    )
    with session.no_autoflush:
        done: Any = session.execute(
            update(model)
            .where(*(column == value for column, value in keys), model.version == seen)
            .values(version=seen + 1)
            .execution_options(synchronize_session=False)
        )
        if not done.rowcount:
            session.refresh(row)
            raise Conflict(conflict)
    set_committed_value(row, "version", seen + 1)


def flush_first(session: Session, late: PuenteError) -> None:
    """Write what may exist only once; raise ``late`` where somebody else was first.

    What else this transaction wrote is taken back then.
    """
    try:
        session.flush()
    except IntegrityError as error:
        if not is_taken(error):
            raise
        session.rollback()
        raise late from None


def is_taken(error: IntegrityError) -> bool:
    """Whether a unique key was the reason."""
    told = (getattr(error.orig, name, None) for name in ("sqlstate", "sqlite_errorname"))
    return not TAKEN.isdisjoint(told)
