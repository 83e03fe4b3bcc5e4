"""Find people, add them, check their passwords."""

import re
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.security import check_password_hash, generate_password_hash

from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person, Role

MIN_PASSWORD = 10
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


def find_by_email(session: Session, email: str) -> Person | None:
    """The person with this address (letter case does not matter), or ``None``."""
    return session.scalar(select(Person).where(Person.email == email.strip().lower()))


def get_person(session: Session, person_id: int) -> Person:
    """The person with this id.

    :raises NotFound: if there is none.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("Esta persona no existe.")
    return person


def people(session: Session) -> list[Person]:
    """Everybody, by name."""
    return list(session.scalars(select(Person).order_by(Person.name, Person.id)))


def add_person(
    session: Session,
    *,
    email: str,
    name: str,
    password: str,
    role: Role,
    at: datetime,
    department: str | None = None,
) -> Person:
    """A new account.

    :raises InvalidInput: for an address that is none or already taken, a missing name, a short
        password.
    """
    address = email.strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise InvalidInput("«%(email)s» no es un correo electrónico.", email=email, field="email")
    if find_by_email(session, address):
        raise InvalidInput(
            "Ya hay una cuenta con el correo %(address)s.", address=address, field="email"
        )
    if not name.strip():
        raise InvalidInput("Escriba el nombre de la persona.", field="name")
    if len(password) < MIN_PASSWORD:
        raise InvalidInput(
            "La contraseña es muy corta: use al menos %(min_password)s caracteres.",
            min_password=MIN_PASSWORD,
            field="password",
        )
    person = Person(
        email=address,
        name=name.strip(),
        password_hash=generate_password_hash(password),
        role=role,
        department=department,
        created_at=at,
    )
    session.add(person)
    session.flush()
    return person


def authenticate(session: Session, *, email: str, password: str) -> Person | None:
    """The active person with this address and password, else ``None``.

    An unknown address costs the same time as a wrong password, so that timing tells nothing.
    """
    person = find_by_email(session, email)
    matches = check_password_hash(person.password_hash if person else _unknown_hash(), password)
    return person if person and matches and person.active else None


@lru_cache(maxsize=1)
def _unknown_hash() -> str:
    """A hash to compare with where there is no account: made at first use, not at every start."""
    return generate_password_hash("nobody has this password")
