"""Keys: what a calendar, a reader of feeds or a program of the agency gets in with.

A secret is shown once, when it is made; the database holds its hash. Reading with a key changes
nothing, so that whatever follows links by itself may do so.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import InvalidInput, NotFound
from matcher.messages import gettext_noop
from matcher.people.models import AccessKey, Door, Person

MOST_KEYS = 50
"""How many one person may have at a time: beyond it somebody is making them by mistake."""
_BYTES = 32
GONE = gettext_noop(
    "Esta dirección ya no abre nada: se retiró, o la cuenta de quien la creó se cerró. Cree otra "
    "en «Mis direcciones»."
)
"""What whoever opens an address is told that is none (any more)."""


def make_key(
    session: Session,
    person: Person,
    *,
    door: Door,
    name: str,
    at: datetime,
    asked: str = "",
    scopes: Sequence[str] = (),
) -> tuple[AccessKey, str]:
    """A new key of ``person`` and its secret, which nobody can read again.

    :raises InvalidInput: without a name, or for more keys than one person needs.
    """
    if not name.strip():
        raise InvalidInput("Póngale un nombre, para reconocerla después.", field="name")
    if len(keys_of(session, person)) >= MOST_KEYS:
        raise InvalidInput(
            "Ya tiene %(most)s direcciones y claves. Retire las que no use.", most=MOST_KEYS
        )
    secret = secrets.token_urlsafe(_BYTES)
    key = AccessKey(
        person_id=person.id,
        door=door,
        name=name.strip()[:200],
        asked=asked,
        scopes=list(scopes),
        secret_hash=_hash(secret),
        created_at=at,
    )
    session.add(key)
    session.flush()
    _note(session, key, action="key.made", at=at)
    return key, secret


def find_key(session: Session, secret: str, *, door: Door) -> tuple[AccessKey, Person] | None:
    """The key with this secret at this door and whose it is; ``None`` if it opens nothing."""
    row = session.execute(
        select(AccessKey, Person)
        .join(Person, Person.id == AccessKey.person_id)
        .where(
            AccessKey.secret_hash == _hash(secret),
            AccessKey.door == door,
            AccessKey.revoked_at.is_(None),
            Person.active.is_(True),
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def keys_of(session: Session, person: Person) -> list[AccessKey]:
    """The keys of ``person`` that still open something, newest first."""
    return list(
        session.scalars(
            select(AccessKey)
            .where(AccessKey.person_id == person.id, AccessKey.revoked_at.is_(None))
            .order_by(AccessKey.id.desc())
        )
    )


def revoke_key(session: Session, key_id: int, *, person: Person, at: datetime) -> AccessKey:
    """Let a key of ``person`` open nothing any more.

    :raises NotFound: if it is not theirs or was revoked before.
    """
    key = session.get(AccessKey, key_id)
    if key is None or key.person_id != person.id or key.revoked_at is not None:
        raise NotFound("Esa dirección o clave ya no está.")
    key.revoked_at = at
    _note(session, key, action="key.revoked", at=at)
    return key


def _note(session: Session, key: AccessKey, *, action: str, at: datetime) -> None:
    record(
        session,
        at=at,
        person_id=key.person_id,
        action=action,
        subject_type="key",
        subject_id=key.id,
        door=key.door,
        name=key.name,
        scopes=key.scopes,
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
