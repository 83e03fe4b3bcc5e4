"""A job somebody asks for in a page: the timetable runs it in the next seconds.

A page runs no job. What is asked is a row, which the run that serves it takes away as it begins:
asked twice it is run once, and nothing is lost when the timetable is off or killed.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import NotFound
from matcher.jobs.models import JobRequest
from matcher.jobs.told import TITLES
from matcher.people.models import Person


def ask_job(session: Session, name: str, *, by: Person, at: datetime) -> bool:
    """Ask for one run of ``name``; ``False`` where somebody has asked for it already.

    :raises NotFound: for a job nobody knows.
    """
    if name not in TITLES:
        raise NotFound("No hay ningún trabajo con ese nombre.")
    if session.get(JobRequest, name) is not None:
        return False
    session.add(JobRequest(name=name, asked_at=at, asked_by=by.id))
    record(
        session,
        at=at,
        person_id=by.id,
        action="job.asked",
        subject_type="job",
        subject_id=name,
    )
    return True


def asked_jobs(session: Session) -> Sequence[JobRequest]:
    """What was asked for and has not begun, in the order of the work."""
    order = list(TITLES)
    found = session.scalars(select(JobRequest))
    return sorted((one for one in found if one.name in TITLES), key=lambda o: order.index(o.name))


def take_request(session: Session, name: str) -> int | None:
    """Take away what was asked of ``name``, as a run of it begins; who asked."""
    found = session.get(JobRequest, name)
    if found is None:
        return None
    session.delete(found)
    return found.asked_by
