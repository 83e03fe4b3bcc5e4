"""One of each job at a time, on however many machines; a killed one blocks nobody for long.

A lock expires by itself. One held by a process of this machine that is no longer there is taken
over at once, so that whoever starts a killed job again need not wait.
"""

import os
import socket
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matcher.clock import Clock
from matcher.db.session import transaction
from matcher.errors import JobRunning
from matcher.jobs.models import JobLock

LOCK_FOR = timedelta(minutes=15)
_SKEW = timedelta(minutes=5)
"""By how much the clocks of two machines may differ."""
Factory = sessionmaker[Session]
_PIDS = Path("/proc/self/ns/pid")
_PROCESS = uuid.uuid4().hex[:8]
"""Tells this process from an earlier one of the same number: in a container both are 1."""


@contextmanager
def hold(
    factory: Factory, name: str, *, clock: Clock, lasts: timedelta = LOCK_FOR
) -> Iterator[Callable[[], bool]]:
    """Hold the lock ``name``; gives what renews it, and says whether it still was ours.

    :param lasts: how long it holds if it is never renewed.
    :raises JobRunning: if somebody else holds it.
    """
    holder = f"{_machine()}:{os.getpid()}:{_PROCESS}:{uuid.uuid4().hex[:8]}"
    ours = (JobLock.name == name, JobLock.holder == holder)
    try:
        with transaction(factory) as session:
            _drop_abandoned(session, name, clock=clock)
            session.add(JobLock(name=name, holder=holder, expires_at=clock.now() + lasts))
    except IntegrityError:
        raise JobRunning(
            "«%(name)s» ya se está ejecutando. Espere a que termine y vuelva a intentarlo.",
            name=name,
        ) from None

    def renew() -> bool:
        until = clock.now() + lasts
        with transaction(factory) as session:
            renewed = session.execute(update(JobLock).where(*ours).values(expires_at=until))
            return bool(cast("CursorResult[Any]", renewed).rowcount)

    try:
        yield renew
    finally:
        with transaction(factory) as session:
            session.execute(delete(JobLock).where(*ours))


def _drop_abandoned(session: Session, name: str, *, clock: Clock) -> None:
    """Take away a lock whose time is over or whose holder is dead."""
    lock = session.scalar(select(JobLock).where(JobLock.name == name))
    if lock is None:
        return
    now = clock.now()
    # What runs out later than any lock can was taken by a clock that was ahead: on this machine
    # its holder, where it lives, will renew it by the clock there is now.
    impossible = lock.expires_at > now + LOCK_FOR + _SKEW and not _is_here(lock.holder)
    if lock.expires_at < now or impossible or _is_dead(lock.holder):
        session.execute(delete(JobLock).where(JobLock.name == name, JobLock.holder == lock.holder))


def _is_here(holder: str) -> bool:
    return holder.partition(":")[0] == _machine()


def _is_dead(holder: str) -> bool:
    """Whether ``holder`` is a process of this machine that has ended."""
    machine, _, rest = holder.partition(":")
    number, _, process = rest.partition(":")
    if machine != _machine() or not number.isdigit():
        return False
    if int(number) == os.getpid():
        return not process.startswith(_PROCESS)
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False  # it is there, and somebody else's
    return False


def _machine() -> str:
    """This machine and the world of process numbers in it (containers may share a host name)."""
    world = _PIDS.stat().st_ino if _PIDS.exists() else 0
    return f"{socket.gethostname()}/{world}"
