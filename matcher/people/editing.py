"""Change an account: role, secretaría, whether it is open; and what is the person's own."""

from datetime import datetime

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput
from matcher.messages import Message, gettext_noop
from matcher.people.models import Person, Role
from matcher.people.queries import administrators

_LATE = gettext_noop("Su perfil cambió mientras usted lo editaba.")


def change_person(
    session: Session,
    who: Person,
    *,
    by: Person,
    at: datetime,
    role: Role,
    department: str | None,
    active: bool,
    version: int | None = None,
) -> None:
    """Write the account of ``who``; closing it ends its sessions.

    What stands there already is no change and leaves no trace.

    :param version: the one that was on the screen.
    :raises Conflict: if somebody else has changed the account since.
    :raises InvalidInput: for a change that would leave nobody to administer.
    """
    leave_retired(who)
    keep_an_administrator(session, who, role=role, active=active)
    before = {"role": who.role, "department": who.department, "active": who.active}
    after = {"role": role, "department": department, "active": active}
    if before == after:
        return
    late = Message("Alguien cambió la cuenta de %(name)s mientras usted la editaba.", name=who.name)
    advance(session, who, seen=who.version if version is None else version, conflict=late)
    if who.active and not active:
        who.session_epoch += 1
    who.role, who.department, who.active = role, department, active
    record(
        session,
        at=at,
        person_id=by.id,
        action="person.changed",
        subject_type="person",
        subject_id=who.id,
        before=before,
        after=after,
    )


def change_profile(
    session: Session,
    who: Person,
    *,
    name: str,
    language: str,
    in_spanish: bool,
    version: int | None = None,
) -> None:
    """Write what ``who`` decides for themselves; what stands there already is no change.

    :param version: the one that was on the screen.
    :raises Conflict: if it was changed since, by the person at another machine or by who
        administers.
    """
    if (who.name, who.language, who.in_spanish) == (name, language, in_spanish):
        return
    advance(session, who, seen=who.version if version is None else version, conflict=_LATE)
    who.name, who.language, who.in_spanish = name, language, in_spanish


def leave_retired(who: Person) -> None:
    """Stop here if nobody can tell any more whose account it was.

    :raises InvalidInput: saying so.
    """
    if who.retired_at is not None:
        raise InvalidInput("Esta cuenta se retiró y no se puede cambiar.", field="role")


def keep_an_administrator(session: Session, who: Person, *, role: Role, active: bool) -> None:
    """Stop here if nobody would administer any more.

    :raises InvalidInput: with what to do before.
    """
    keeps = active and role == "administracion"
    if who.role == "administracion" and who.active and not keeps and _only_admin(session, who):
        raise InvalidInput(
            "Es la única cuenta que administra. Dé antes ese perfil a otra persona.", field="role"
        )


def _only_admin(session: Session, who: Person) -> bool:
    others = administrators().where(Person.id != who.id)
    return session.scalar(others.limit(1)) is None
