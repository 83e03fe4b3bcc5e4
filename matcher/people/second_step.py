"""The second step of signing in: a code of a telephone (RFC 6238), or a recovery code.

A code serves once and for its half minute: the step of the clock it belongs to is kept, and so is
which recovery codes are used. Of these only slow hashes are stored, as of passwords, for they are
shorter than a key; the key of the telephone has to be stored as it is.
"""

import base64
import hmac
import secrets
import struct
from datetime import datetime
from hashlib import sha1, sha256
from urllib.parse import quote

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.people.models import Person, RecoveryCode, Role, SecondStep
from matcher.people.passwords import hash_password, is_password

SECONDS = 30
DIGITS = 6
CODES = 8
LENGTH = 16
"""Characters of a recovery code without its dashes: eighty bits."""
NEEDED: frozenset[Role] = frozenset({"direccion", "administracion"})
"""Of whom «required» demands it."""


def code_at(key: str, step: int) -> str:
    """The code of ``key`` (base32) at a step of the clock."""
    digest = hmac.new(base64.b32decode(key), struct.pack(">Q", step), sha1).digest()
    start = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return str((number & 0x7FFFFFFF) % 10**DIGITS).zfill(DIGITS)


def find_second_step(session: Session, person: Person) -> SecondStep | None:
    """The confirmed second step of ``person``, if they have one."""
    found = session.get(SecondStep, person.id)
    return found if found is not None and found.confirmed_at is not None else None


def begin_second_step(session: Session, person: Person) -> SecondStep:
    """A key to put into a telephone; it counts once a code of it was given."""
    found = session.get(SecondStep, person.id)
    if found is None:
        key = base64.b32encode(secrets.token_bytes(20)).decode()
        found = SecondStep(person_id=person.id, key=key, last_step=0)
        session.add(found)
        session.flush()
    return found


def key_address(found: SecondStep, person: Person, *, site: str) -> str:
    """What the picture says that the telephone reads."""
    name = f"{quote(f'Puente {site}')}:{quote(person.email)}"
    return f"otpauth://totp/{name}?secret={found.key}&issuer={quote(f'Puente {site}')}"


def confirm_second_step(
    session: Session, person: Person, code: str, *, at: datetime
) -> list[str] | None:
    """Make the key count, with a code of it; the recovery codes, shown this once."""
    found = begin_second_step(session, person)
    if found.confirmed_at is not None or not _takes(session, found, code, at=at):
        return None
    found.confirmed_at = at
    _note(session, person, "person.second-step-set", at=at)
    return new_recovery_codes(session, person)


def new_recovery_codes(session: Session, person: Person) -> list[str]:
    """Fresh recovery codes; those of before open nothing any more."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [
        base64.b32encode(secrets.token_bytes(LENGTH * 5 // 8)).decode().lower()
        for _ in range(CODES)
    ]
    hashes = [hash_password(_hash(code)) for code in codes]
    session.add_all(RecoveryCode(person_id=person.id, code_hash=one) for one in hashes)
    session.flush()
    return ["-".join(code[i : i + 4] for i in range(0, LENGTH, 4)) for code in codes]


def passes(session: Session, person: Person, code: str, *, at: datetime) -> bool:
    """Whether ``code`` is one of the telephone of ``person``, or a recovery code not used yet."""
    found = find_second_step(session, person)
    plain = "".join(code.split()).replace("-", "").lower()
    if found is None:
        return False
    if plain.isdecimal() and len(plain) == DIGITS:
        return _takes(session, found, plain, at=at)
    if not _uses(session, person, plain, at=at):
        return False
    _note(session, person, "person.recovery-code-used", at=at)
    return True


def _uses(session: Session, person: Person, plain: str, *, at: datetime) -> bool:
    """Use up the recovery code ``plain``, if it is one that was not used yet."""
    if len(plain) != LENGTH:
        return False
    unused = select(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.used_at.is_(None)
    )
    kept = _hash(plain)
    found = next((o for o in session.scalars(unused) if is_password(o.code_hash, kept)), None)
    if found is None:
        return False
    mine = update(RecoveryCode).where(RecoveryCode.id == found.id, RecoveryCode.used_at.is_(None))
    used = session.execute(mine.values(used_at=at).returning(RecoveryCode.id))
    return used.scalar() is not None


def remove_second_step(session: Session, person: Person, *, at: datetime, by: int | None) -> None:
    """Let ``person`` sign in without a second step, and begin another if they like."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    session.execute(delete(SecondStep).where(SecondStep.person_id == person.id))
    _note(session, person, "person.second-step-removed", at=at, by=by)


def _takes(session: Session, found: SecondStep, code: str, *, at: datetime) -> bool:
    """Use ``code``, of this half minute alone, and not used before."""
    step = int(at.timestamp()) // SECONDS
    if not hmac.compare_digest(code_at(found.key, step), "".join(code.split())):
        return False
    taken = session.execute(
        update(SecondStep)
        .where(
            SecondStep.person_id == found.person_id,
            # A last step that lies ahead was taken by a clock that was wrong.
            or_(SecondStep.last_step < step, SecondStep.last_step > step + 1),
        )
        .values(last_step=step)
        .returning(SecondStep.person_id)
    )
    return taken.scalar() is not None


def _note(
    session: Session, person: Person, action: str, *, at: datetime, by: int | None = None
) -> None:
    record(
        session,
        at=at,
        person_id=person.id if by is None else by,
        action=action,
        subject_type="person",
        subject_id=person.id,
    )


def _hash(code: str) -> str:
    """What the slow hash is made of: former releases kept this alone."""
    return sha256(code.encode()).hexdigest()
