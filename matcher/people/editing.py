"""Change an account: role, secretaría, whether it is open, a new password."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from matcher.audit.record import record
from matcher.errors import InvalidInput
from matcher.people.models import Person, Role
from matcher.people.queries import MIN_PASSWORD


def change_person(
    session: Session,
    who: Person,
    *,
    by: Person,
    at: datetime,
    role: Role,
    department: str | None,
    active: bool,
    password: str | None = None,
) -> None:
    """Write the account of ``who``; closing it or setting a password ends its sessions.

    :raises InvalidInput: for a short password, or a change that would leave nobody to administer.
    """
    if password is not None and len(password) < MIN_PASSWORD:
        raise InvalidInput(
            "La contraseña es muy corta: use al menos %(min_password)s caracteres.",
            min_password=MIN_PASSWORD,
            field="password",
        )
    keeps = active and role == "administracion"
    if who.role == "administracion" and who.active and not keeps and _only_admin(session, who):
        raise InvalidInput(
            "Es la única cuenta que administra. Dé antes ese perfil a otra persona.", field="role"
        )
    before = {"role": who.role, "department": who.department, "active": who.active}
    if password is not None:
        who.password_hash = generate_password_hash(password)
    if password is not None or (who.active and not active):
        who.session_epoch += 1
    who.role, who.department, who.active = role, department, active
    record(
        session, at=at, person_id=by.id, action="person.changed", subject_type="person",
        subject_id=who.id, before=before, password_set=password is not None,
        after={"role": role, "department": department, "active": active},
    )  # fmt: skip


def _only_admin(session: Session, who: Person) -> bool:
    others = session.scalar(
        select(func.count()).where(
            Person.role == "administracion", Person.active.is_(True), Person.id != who.id
        )
    )
    return not others
