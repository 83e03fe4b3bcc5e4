"""Who gives access: dirección does, to what a person asks for or administration proposes.

While nobody has the profile of dirección, who administers does, for somebody must be the first.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import Forbidden, InvalidInput, NotFound
from matcher.people.editing import change_person, keep_an_administrator, leave_retired
from matcher.people.models import AccessRequest, Person, Role
from matcher.people.permissions import may
from matcher.people.queries import add_person, address_of, find_by_email

LONGEST = 500
MOST_WAITING = 200
"""More than this is somebody's joke: nothing is added until it has been looked through."""


def grants(session: Session, person: Person) -> bool:
    """Whether ``person`` decides who may enter and as what."""
    if may(person, "grant-access"):
        return True
    directs = select(func.count()).where(Person.role == "direccion", Person.active.is_(True))
    return may(person, "manage-people") and not session.scalar(directs)


def waiting_requests(session: Session) -> list[AccessRequest]:
    """What waits to be decided, the oldest first."""
    waiting = select(AccessRequest).where(AccessRequest.decision.is_(None))
    return list(session.scalars(waiting.order_by(AccessRequest.id)))


def ask_access(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    at: datetime,
    department: str | None = None,
    why: str = "",
    by: Person | None = None,
) -> AccessRequest:
    """Put an account, or another role for one, before who grants it; asked again it is one still.

    :raises InvalidInput: for an address that is none, a missing name, or where very many wait.
    """
    address = address_of(email)
    if not name.strip():
        raise InvalidInput("Escriba el nombre de la persona.", field="name")
    waiting = waiting_requests(session)
    request = next((one for one in waiting if one.email == address), None)
    if request is None and len(waiting) >= MOST_WAITING:
        raise InvalidInput("Hay muchas solicitudes por mirar. Inténtelo otro día.")
    known = find_by_email(session, address)
    request = request or AccessRequest(email=address)
    request.name, request.role, request.department = name.strip(), role, department
    request.why, request.asked_at = why.strip()[:LONGEST], at
    request.person_id = known.id if known else None
    request.asked_by = by.id if by else None
    session.add(request)
    session.flush()
    _note(session, request, "access.asked", person_id=request.asked_by, at=at)
    return request


def change_account(
    session: Session,
    who: Person,
    *,
    by: Person,
    at: datetime,
    role: Role,
    department: str | None,
    active: bool,
    version: int | None = None,
) -> AccessRequest | None:
    """Change the account of ``who``, or ask for what ``by`` may not give: ``None`` if it is done.

    Closing an account is anybody's who administers, and done at once.

    :raises Conflict: if somebody else has changed the account since.
    :raises InvalidInput: for a change that would leave nobody to administer.
    """
    leave_retired(who)
    wanted = (role, department)
    if not grants(session, by) and ((who.role, who.department) != wanted or active > who.active):
        keep_an_administrator(session, who, role=role, active=active)
        return ask_access(
            session,
            email=who.email,
            name=who.name,
            role=role,
            department=department,
            by=by,
            at=at,
        )
    change_person(
        session,
        who,
        by=by,
        at=at,
        role=role,
        department=department,
        active=active,
        version=version,
    )
    return None


def grant(
    session: Session, request_id: int, *, by: Person, at: datetime, words: Iterable[str] = ()
) -> tuple[Person, bool]:
    """Give what was asked for: the account, and whether it is new.

    :raises Forbidden: for who does not decide it, or of what they asked for themselves.
    :raises NotFound: for one that was decided before.
    """
    request = _decide(session, request_id, by=by, at=at, decision="granted")
    known = find_by_email(session, request.email)
    if known is None:
        person = add_person(
            session,
            email=request.email,
            name=request.name,
            role=request.role,
            department=request.department,
            at=at,
            words=words,
        )
        request.person_id = person.id
    else:
        person = known
        change_person(
            session,
            person,
            by=by,
            at=at,
            role=request.role,
            department=request.department,
            active=True,
        )
    _note(session, request, "access.granted", person_id=by.id, at=at)
    return person, known is None


def refuse(session: Session, request_id: int, *, by: Person, at: datetime) -> AccessRequest:
    """Say no to what was asked for.

    :raises Forbidden: for who does not decide it.
    :raises NotFound: for one that was decided before.
    """
    request = _decide(session, request_id, by=by, at=at, decision="refused")
    _note(session, request, "access.refused", person_id=by.id, at=at)
    return request


def _decide(
    session: Session, request_id: int, *, by: Person, at: datetime, decision: str
) -> AccessRequest:
    if not grants(session, by):
        raise Forbidden("El acceso lo concede la dirección.")
    request = session.get(AccessRequest, request_id, with_for_update=True)
    if request is None or request.decision is not None:
        raise NotFound("Esa solicitud ya se respondió.")
    if decision == "granted" and request.person_id == by.id and request.asked_by == by.id:
        raise Forbidden("Otra persona debe conceder lo que usted pidió para sí.")
    request.decision = decision  # type: ignore[assignment] # one of the two
    request.decided_by, request.decided_at = by.id, at
    session.flush()
    return request


def _note(
    session: Session, request: AccessRequest, action: str, *, person_id: int | None, at: datetime
) -> None:
    record(
        session,
        at=at,
        person_id=person_id,
        action=action,
        subject_type="access",
        subject_id=request.id,
        email=request.email,
        role=request.role,
        department=request.department,
    )
