"""Why pursuits end: a list of the agency, edited here. What was said once is never forgotten."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.pursuits.models import Ending, EndReason
from matcher.text import words
from matcher.words.language import gettext_noop

SUBJECT = "end-reason"
DECIDED_NO = "decided-no"
"""What a «no vamos» of the decision sheet says."""
_LATE = gettext_noop("Alguien cambió este motivo mientras usted lo editaba.")


def find_reason(session: Session, code: str) -> EndReason | None:
    """The reason with this code, if there is one."""
    return session.get(EndReason, code)


def get_reason(session: Session, code: str) -> EndReason:
    """The reason with this code.

    :raises NotFound: if there is none.
    """
    found = find_reason(session, code)
    if found is None:
        raise NotFound("Este motivo no existe.")
    return found


def end_reasons(session: Session, *, retired: bool = False) -> list[EndReason]:
    """The reasons in their order; the retired ones only if asked for."""
    query = select(EndReason).order_by(EndReason.ending, EndReason.position, EndReason.code)
    return list(session.scalars(query if retired else query.where(EndReason.retired_at.is_(None))))


def save_reason(
    session: Session,
    reason: EndReason | None,
    *,
    name: str,
    ending: Ending,
    person_id: int,
    at: datetime,
    seen: int | None = None,
) -> EndReason:
    """Add a reason (``None``) or give one another name.

    :raises InvalidInput: without a name, or with one that another reason has.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    clean = " ".join(name.split())
    every = end_reasons(session, retired=True)
    if not clean:
        raise InvalidInput("Escriba el motivo.", field="name")
    if any(
        one.name.casefold() == clean.casefold() and one.ending == ending
        for one in every
        if one is not reason
    ):
        raise InvalidInput("Ya hay un motivo con ese nombre.", field="name")
    before = reason.name if reason else None
    if before == clean:
        assert reason is not None
        return reason
    if reason is None:
        reason = EndReason(
            code=_code(clean, {one.code for one in every}),
            ending=ending,
            position=max((one.position for one in every), default=0) + 1,
            version=1,
        )
        session.add(reason)
    else:
        advance(session, reason, seen=reason.version if seen is None else seen, conflict=_LATE)
    reason.name = clean
    session.flush()
    _note(session, reason, "changed" if before else "added", person_id, at, before, clean)
    return reason


def retire_reason(
    session: Session, reason: EndReason, *, retired: bool, person_id: int, at: datetime
) -> None:
    """Take a reason out of the list, or bring it back.

    :raises InvalidInput: for the one that the decision sheet says by itself.
    """
    if retired and reason.code == DECIDED_NO:
        raise InvalidInput("La ficha «¿Vamos?» usa este motivo: no se retira.")
    reason.retired_at = at if retired else None
    _note(session, reason, "retired" if retired else "restored", person_id, at)


def _note(
    session: Session,
    reason: EndReason,
    done: str,
    person_id: int,
    at: datetime,
    before: str | None = None,
    after: str | None = None,
) -> None:
    record(
        session,
        at=at,
        person_id=person_id,
        action=f"end-reason.{done}",
        subject_type=SUBJECT,
        subject_id=reason.code,
        before=before,
        after=after,
    )


def _code(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", "-".join(words(name)))[:40].strip("-") or "motivo"
    code, number = base, 2
    while code in taken:
        code, number = f"{base}-{number}", number + 1
    return code
