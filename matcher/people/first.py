"""The first account of an installation: whoever starts it gets a link for one, once."""

from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import NotFound
from matcher.people.models import Person
from matcher.people.queries import add_person
from matcher.people.signing import signer
from matcher.settings import Settings

LASTS = timedelta(hours=24)
SALT = "puente.first"


def is_empty(session: Session) -> bool:
    """Whether nobody has an account yet."""
    return session.scalar(select(Person.id).limit(1)) is None


def first_link(settings: Settings, *, now: datetime) -> str:
    """The address at which the first account is made; it serves until there is one."""
    token = signer(settings, SALT).dumps(int((now + LASTS).timestamp()))
    return f"{settings.base_url.rstrip('/')}/primera-vez/{token}"


def check_first(session: Session, settings: Settings, token: str, *, now: datetime) -> None:
    """Stop whoever has no right to make the first account.

    :raises NotFound: for a link that is none of ours or ran out, or where there is an account.
    """
    try:
        over = now > datetime.fromtimestamp(signer(settings, SALT).loads(token), UTC)
    except (BadSignature, ValueError, TypeError, OverflowError):
        over = True
    if over or not is_empty(session):
        raise NotFound(
            "Este enlace ya se usó o venció. Si nadie tiene cuenta todavía, vuelva a arrancar la "
            "web con «puente serve» y abra el enlace que muestra."
        )


def add_first(
    session: Session, settings: Settings, *, email: str, name: str, password: str, at: datetime
) -> Person:
    """Make the first account, which administers.

    :raises InvalidInput: for what no account may have.
    """
    person = add_person(
        session,
        email=email,
        name=name,
        password=password,
        role="administracion",
        at=at,
        words=settings.own_words,
    )
    record(
        session,
        at=at,
        person_id=person.id,
        action="person.added",
        subject_type="person",
        subject_id=person.id,
        role="administracion",
    )
    return person
