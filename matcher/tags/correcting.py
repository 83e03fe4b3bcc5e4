"""A person's word on a tag: it counts from then on, and no model touches it until undone."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matcher.audit.record import history, record
from matcher.db.versions import flush_first
from matcher.errors import Conflict, InvalidInput, NotFound
from matcher.tags.models import Scheme, Subject, Tag, Tagged
from matcher.tags.queries import get_line

_CORRECTED = "tag.corrected"


def correct_tag(
    session: Session,
    *,
    subject_type: Subject,
    subject_id: int,
    scheme: Scheme,
    code: str,
    answer: bool,
    person_id: int,
    at: datetime,
) -> Tag:
    """Say that a thing has, or has not, this ODS or line. The model's score stays readable.

    :raises InvalidInput: for an ODS outside 1 to 17.
    :raises NotFound: for a line that does not exist.
    """
    _check(session, scheme, code)
    tag = _find(session, subject_type, subject_id, scheme, code)
    before = None if tag is None else tag.assigned
    if tag is None:
        tag = Tag(
            subject_type=subject_type,
            subject_id=subject_id,
            scheme=scheme,
            code=code,
            score=0.0,
            evidence=[],
            model_version=None,
        )
        session.add(tag)
    was_model = tag.origin != "person"
    tag.origin, tag.assigned, tag.person_id, tag.at = "person", answer, person_id, at
    flush_first(session, Conflict("Alguien respondió lo mismo a la vez. Mire cómo quedó."))
    record(
        session,
        at=at,
        person_id=person_id,
        action=_CORRECTED,
        subject_type=subject_type,
        subject_id=subject_id,
        scheme=scheme,
        code=code,
        before=before if was_model else None,
        after=answer,
        model_version=tag.model_version,
        score=tag.score,
    )
    return tag


def undo_correction(
    session: Session,
    *,
    subject_type: Subject,
    subject_id: int,
    scheme: Scheme,
    code: str,
    person_id: int,
    at: datetime,
) -> None:
    """Give a tag back to the model: what it said before the first correction stands again.

    The thing is tagged anew by the next run.

    :raises NotFound: if no person has said anything about this tag.
    """
    tag = _find(session, subject_type, subject_id, scheme, code)
    if tag is None or tag.origin != "person":
        raise NotFound("Nadie ha corregido esta etiqueta.")
    before = _model_said(session, tag)
    if tag.model_version is None or before is None:
        session.delete(tag)
    else:
        tag.origin, tag.assigned, tag.person_id, tag.at = "model", before, None, at
    session.execute(
        delete(Tagged).where(Tagged.subject_type == subject_type, Tagged.subject_id == subject_id)
    )
    record(
        session,
        at=at,
        person_id=person_id,
        action="tag.correction-undone",
        subject_type=subject_type,
        subject_id=subject_id,
        scheme=scheme,
        code=code,
    )


def _check(session: Session, scheme: Scheme, code: str) -> None:
    if scheme == "line":
        get_line(session, code)
    elif not (code.isdecimal() and 1 <= int(code) <= 17):
        raise InvalidInput("Los ODS van del 1 al 17.", field="code")


def _find(
    session: Session, subject_type: Subject, subject_id: int, scheme: Scheme, code: str
) -> Tag | None:
    return session.scalar(
        select(Tag).where(
            Tag.subject_type == subject_type,
            Tag.subject_id == subject_id,
            Tag.scheme == scheme,
            Tag.code == code,
        )
    )


def _model_said(session: Session, tag: Tag) -> bool | None:
    """What the model had assigned when a person last took the tag from it."""
    entries = history(session, subject_type=tag.subject_type, subject_id=tag.subject_id)
    for entry in reversed(entries):
        of_tag = (entry.detail.get("scheme"), entry.detail.get("code")) == (tag.scheme, tag.code)
        if entry.action == _CORRECTED and of_tag and entry.detail.get("before") is not None:
            return bool(entry.detail["before"])
    return None
