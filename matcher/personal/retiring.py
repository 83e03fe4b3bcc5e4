"""Take the name and address of a former user out of everything but the audit trail.

What they did stays, as work of «Persona retirada 7». Entries of the trail are sealed one with the
other and stay as they were written.
"""

import re
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.coded import to_stored
from matcher.db.base import Base
from matcher.errors import InvalidInput
from matcher.mail.outbox import UNDER_WAY
from matcher.people.editing import keep_an_administrator
from matcher.people.models import AccessRequest, Person
from matcher.people.passwords import hash_password
from matcher.personal.models import DataRequest

FORGOTTEN = (
    "access_key",
    "federated_account",
    "second_step",
    "recovery_code",
    "open_session",
    "mail_choices",
    "saved_search",
    "pursuit_follower",
    "pursuit_mention",
    "presence",
)
"""Tables of what somebody kept for themselves, or of what waits for them."""
NAMING = ("pursuit_note", "draft_comment")
"""Tables of texts in which people are called with «@»."""


def label_of(person: Person) -> str:
    """How a person is called from then on."""
    return f"Persona retirada {person.id}"


def retire_person(session: Session, who: Person, *, typed: str, by: Person, at: datetime) -> None:
    """Take name and address of ``who`` away, for good.

    :param typed: the name, by which whoever does it says that it is meant.
    :raises InvalidInput: for an open account, the last that administers, or another name.
    """
    keep_an_administrator(session, who, role=who.role, active=False)
    if who.active:
        raise InvalidInput("La cuenta está abierta. Ciérrela antes.", field="typed")
    if who.retired_at is not None:
        raise InvalidInput("Ya se retiraron los datos de esta persona.", field="typed")
    if _plain(typed) != _plain(who.name):
        raise InvalidInput("No es el nombre que está arriba. Escríbalo igual.", field="typed")
    name, email = who.name, who.email
    _forget(session, who)
    _unname(session, who, name=name, email=email)
    who.name, who.email = label_of(who), f"retirada-{who.id}@puente.invalid"
    who.password_hash = hash_password(secrets.token_urlsafe())
    who.digest, who.session_epoch = "off", who.session_epoch + 1
    who.version, who.retired_at = who.version + 1, at
    session.flush()
    record(
        session,
        at=at,
        person_id=by.id,
        action="person.retired",
        subject_type="person",
        subject_id=who.id,
    )


def _forget(session: Session, who: Person) -> None:
    for table in map(_table, FORGOTTEN):
        session.execute(delete(table).where(table.c.person_id == who.id))


def _unname(session: Session, who: Person, *, name: str, email: str) -> None:
    """Write the label where the name or the address stands."""
    label, address = label_of(who), f"retirada-{who.id}@puente.invalid"
    mail, paused = _table("outgoing_mail"), _table("paused_address")
    session.execute(delete(paused).where(paused.c.address == email))
    letters = {"recipient": address, "recipient_name": label, "text": "", "html": "", "headers": {}}
    subject = func.replace(mail.c.subject, name, label)
    to_them = mail.c.recipient == email
    under_way = mail.c.state.in_(UNDER_WAY)
    gone = {"state": "failed", "error": to_stored("La cuenta se retiró.")}
    session.execute(update(mail).where(to_them, under_way).values(gone))
    session.execute(update(mail).where(to_them).values(**letters, subject=subject))
    asked = or_(AccessRequest.person_id == who.id, AccessRequest.email == email)
    session.execute(update(AccessRequest).where(asked).values(email=address, name=label, why=""))
    own = update(DataRequest).where(DataRequest.person_id == who.id)
    done = func.coalesce(DataRequest.answered_at, DataRequest.asked_at)
    session.execute(own.values(text="", answer=None, answered_at=done))
    for table in map(_table, NAMING):
        _uncall(session, table, _calls(name, email), label)


def _calls(name: str, email: str) -> re.Pattern[str]:
    """What calls this person with «@»: the whole name or the address, not a first name."""
    return re.compile(rf"@(?:{re.escape(email)}|{re.escape(name)})(?!\w)", re.IGNORECASE)


def _uncall(session: Session, table: Table, called: re.Pattern[str], label: str) -> None:
    rows: Iterable[Any] = session.execute(
        select(table.c.id, table.c.text).where(_has_at(table.c.text))
    ).all()
    for row in rows:
        told = called.sub(f"@{label}", row.text)
        if told != row.text:
            session.execute(update(table).where(table.c.id == row.id).values(text=told))


def _has_at(column: ColumnElement[str]) -> ColumnElement[bool]:
    return column.contains("@")


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
