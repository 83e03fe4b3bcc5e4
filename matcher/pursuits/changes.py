"""Note what was done about a pursuit: once in its own history, once in the audit trail."""

from datetime import datetime

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.people.models import Person
from matcher.pursuits.models import ChangeKind, Pursuit, PursuitChange
from matcher.words.language import gettext_noop

SUBJECT = "pursuit"
LATE = gettext_noop("Alguien cambió este seguimiento mientras usted lo miraba. Revise y repita.")


def change(
    session: Session,
    pursuit: Pursuit,
    kind: ChangeKind,
    *,
    person: Person,
    at: datetime,
    seen: int | None = None,
    about: str | None = None,
    before: object = None,
    after: object = None,
    end_reason: str | None = None,
    reason: str = "",
) -> PursuitChange:
    """Take the next version of ``pursuit`` and write down what changes with it.

    :param seen: the version that was on the screen; without it, the present one.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    if inspect(pursuit).persistent:
        advance(session, pursuit, seen=pursuit.version if seen is None else seen, conflict=LATE)
    row = PursuitChange(
        pursuit=pursuit,
        at=at,
        person_id=person.id,
        kind=kind,
        about=about,
        before=_told(before),
        after=_told(after),
        end_reason=end_reason,
        reason=reason.strip(),
    )
    session.add(row)
    pursuit.touched_at = at
    session.flush()
    record(
        session,
        at=at,
        person_id=person.id,
        action=f"pursuit.{kind}",
        subject_type=SUBJECT,
        subject_id=pursuit.id,
        before=row.before,
        after=row.after,
        **{name: told for name, told in (("about", about), ("reason", row.reason)) if told},
    )
    return row


def _told(value: object) -> str | None:
    return None if value is None else str(value)
