"""Links by which a person sets their own password: signed, for one use, and for a time.

A link holds a mark of the password as it is, so that setting another ends it, and every other link
that was given before; nothing of it is stored.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Literal

from itsdangerous import BadSignature
from sqlalchemy import update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import NotFound
from matcher.people.models import Person
from matcher.people.passwords import check_password, hash_password
from matcher.people.signing import signer
from matcher.settings import Settings

Purpose = Literal["invitation", "reset"]
LASTS: dict[Purpose, timedelta] = {
    "invitation": timedelta(days=7),
    "reset": timedelta(hours=2),
}
SALT = "puente.password"


def password_link(settings: Settings, person: Person, purpose: Purpose, *, now: datetime) -> str:
    """The address at which ``person`` sets a password, once."""
    until = int((now + LASTS[purpose]).timestamp())
    token = signer(settings, SALT).dumps([person.id, until, _mark(person)])
    return f"{settings.base_url.rstrip('/')}/contrasena/{token}"


def find_invited(session: Session, settings: Settings, token: str, *, now: datetime) -> Person:
    """Whose password a link sets.

    :raises NotFound: for one that is none of ours, was used, or ran out.
    """
    try:
        person_id, until, mark = signer(settings, SALT).loads(token)
        over = now > datetime.fromtimestamp(until, UTC)
    except (BadSignature, ValueError, TypeError):
        raise _gone() from None
    person = session.get(Person, person_id)
    if person is None or not person.active or over or mark != _mark(person):
        raise _gone()
    return person


def set_password(
    session: Session, person: Person, password: str, *, at: datetime, words: Iterable[str] = ()
) -> None:
    """Give ``person`` a password by their link; every session of theirs ends.

    :raises InvalidInput: for a password short or easy to guess.
    :raises NotFound: if the link was used in the same moment.
    """
    check_password(password, words=[person.name, person.email, *words])
    former = person.password_hash
    done = session.execute(
        update(Person)
        .where(Person.id == person.id, Person.password_hash == former)
        .values(password_hash=hash_password(password), session_epoch=Person.session_epoch + 1)
        .returning(Person.id)
    )
    if done.scalar() is None:
        raise _gone()
    session.expire(person)
    record(
        session,
        at=at,
        person_id=person.id,
        action="person.password-set",
        subject_type="person",
        subject_id=person.id,
    )


def _gone() -> NotFound:
    return NotFound("Este enlace ya se usó o venció. Pida otro en «¿Olvidó la contraseña?».")


def _mark(person: Person) -> str:
    return sha256(person.password_hash.encode()).hexdigest()[:16]
