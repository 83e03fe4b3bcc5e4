"""Find people, add them, check their passwords."""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from matcher.db.versions import flush_first
from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person, Role
from matcher.people.passwords import check_password, hash_password, is_password

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


def administrators() -> Select[Person]:
    """Who administers and can sign in."""
    return select(Person).where(Person.role == "administracion", Person.active.is_(True))


def address_of(email: str) -> str:
    """``email`` as accounts have it.

    :raises InvalidInput: for one that is none.
    """
    address = email.strip().lower()
    if not _ADDRESS.fullmatch(address):
        raise InvalidInput("«%(email)s» no es un correo electrónico.", email=email, field="email")
    return address


def add_person(
    session: Session,
    *,
    email: str,
    name: str,
    role: Role,
    at: datetime,
    password: str | None = None,
    department: str | None = None,
    words: Iterable[str] = (),
) -> Person:
    """A new account; without a password nobody enters it before one is set by a link.

    :param words: the agency's own, which no password may lean on.
    :raises InvalidInput: for an address that is none or already taken, a missing name, a password
        that is short or easy to guess.
    """
    address = address_of(email)
    if find_by_email(session, address):
        raise InvalidInput(
            "Ya hay una cuenta con el correo %(address)s.", address=address, field="email"
        )
    if not name.strip():
        raise InvalidInput("Escriba el nombre de la persona.", field="name")
    if password is not None:
        check_password(password, words=[name, address, *words])
    person = Person(
        email=address,
        name=name.strip(),
        password_hash=hash_password(password or secrets.token_urlsafe()),
        role=role,
        department=department,
        created_at=at,
    )
    session.add(person)
    late = InvalidInput(
        "Ya hay una cuenta con el correo %(address)s.", address=address, field="email"
    )
    flush_first(session, late)
    return person


def authenticate(session: Session, *, email: str, password: str) -> Person | None:
    """The active person with this address and password, else ``None``.

    An unknown address costs the same time as a wrong password, so that timing tells nothing.
    Nothing is written: see :func:`renew_hash`.
    """
    person = find_by_email(session, email)
    matches = is_password(person.password_hash if person else _unknown_hash(), password)
    if not (person and matches and person.active):
        return None
    return person


def renew_hash(session: Session, who: Person, password: str) -> None:
    """Replace a hash made in an older way by a present one, now that the password is known.

    :param who: may belong to another session.
    """
    held = (Person.id == who.id, Person.password_hash == who.password_hash)
    session.execute(update(Person).where(*held).values(password_hash=hash_password(password)))


@lru_cache(maxsize=1)
def _unknown_hash() -> str:
    """A hash to compare with where there is no account: made at first use, not at every start."""
    return hash_password("nobody has this password")
