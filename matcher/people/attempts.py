"""Failed attempts, counted in the database: every process and worker sees the same ones.

A try is counted before what it says is looked at, and taken back where it was right: a hundred
sent at the same moment get no more tries than one after the other. Known and unknown accounts are
counted alike, so that a limit tells nothing of who has one. What is kept is a hash and an
instant, for a quarter of an hour.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from matcher.people.models import FailedAttempt

WINDOW = timedelta(minutes=15)
_HOUSE = 64
"""Bits of an IPv6 address that name a house: one has as many addresses below as it likes."""
_COUNTING = 0x63_75_65_6E_74_61
"""The number of the advisory lock on PostgreSQL: «cuenta»."""
Limits = Mapping[str, int]


class TooManyTries(Exception):
    """One of the limits is reached."""


def sign_in_limits(*, email: str, address: str) -> Limits:
    """What is counted of signing in → how many failures it may have within :data:`WINDOW`.

    The first stops who guesses; the others who guesses for many accounts from one place, or for
    one account from many. Somebody else's address is not locked out by any but the last.
    """
    account, place = email.strip().lower(), _place(address)
    return {f"both {account} {place}": 8, f"place {place}": 30, f"account {account}": 60}


def password_limits(person_id: int) -> Limits:
    """The same for who is signed in and says their present password."""
    return {f"password {person_id}": 10}


def second_step_limits(person_id: int) -> Limits:
    """The same for the codes of one person's telephone."""
    return {f"code {person_id}": 10}


def asking_limits(*, email: str, address: str) -> Limits:
    """The same for asking, without signing in, for something that somebody has to look at."""
    return {f"asking {email.strip().lower()}": 3, f"asking from {_place(address)}": 10}


def is_over(session: Session, limits: Limits, *, at: datetime) -> bool:
    """Whether one of ``limits`` is reached."""
    keys = {_hash(key): most for key, most in limits.items()}
    counted = session.execute(
        select(FailedAttempt.key, func.count())
        .where(FailedAttempt.key.in_(keys), FailedAttempt.at.between(at - WINDOW, at + WINDOW))
        .group_by(FailedAttempt.key)
    )
    return any(count >= keys[key] for key, count in counted)


def count_try(session: Session, limits: Limits, *, at: datetime) -> list[int]:
    """Count one try; those that no longer count are forgotten. It counts once this is committed.

    :returns: its rows, for :func:`take_back`.
    :raises TooManyTries: where one of ``limits`` is reached: that try does not count.
    """
    if session.get_bind().dialect.name == "postgresql":
        # SQLite has one writer at a time; here two would each not see what the other counts.
        session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _COUNTING})
    counts = FailedAttempt.at.between(at - WINDOW, at + WINDOW)  # or a clock was ahead
    session.execute(delete(FailedAttempt).where(~counts))
    if is_over(session, limits, at=at):
        raise TooManyTries
    rows = [FailedAttempt(key=_hash(key), at=at) for key in limits]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def take_back(session: Session, rows: Sequence[int]) -> None:
    """Let a try not count: what it said was right."""
    session.execute(delete(FailedAttempt).where(FailedAttempt.id.in_(rows)))


def _place(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, _HOUSE), strict=False)) if known.version == 6 else str(known)


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
