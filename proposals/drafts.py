"""Drafts and their answers: begun, saved a field or a row at a time, never overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.calls.wording import main_deadline
from matcher.errors import InvalidInput, NotFound
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags
from proposals.errors import EditConflict
from proposals.models import Answer, AnswerVersion, Draft, Origin
from proposals.prefill import Sources, prefill
from proposals.steps import get_field

MOST_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """One unit to be saved, as the browser sends it.

    ``base`` is the version the text was written on (0: none yet); ``operation`` the browser's id
    of this save, so that one sent twice counts once.
    """

    field: str
    value: Any
    base: int
    row: str = ""
    operation: str | None = None
    deleted: bool = False
    origin: Origin = "typed"
    source_version: int | None = None


def begin(
    session: Session,
    *,
    owner: Person,
    project: Project | None,
    call: Call | None,
    settings: Settings,
    at: datetime,
) -> Draft:
    """A new draft, filled in with what project, call and agency already tell."""
    draft = Draft(
        title=(project.name if project else None) or (call.title if call else "Propuesta nueva"),
        project=project,
        call=call,
        owner=owner,
        created_at=at,
        updated_at=at,
    )
    session.add(draft)
    session.flush()
    for filled in prefill(_sources(session, project, call, settings, at)):
        row = new_row() if filled.field.is_table else ""
        save(
            session,
            draft,
            Save(
                field=filled.field.key,
                row=row,
                value=filled.value,
                base=0,
                origin=filled.origin,
                source_version=filled.source_version,
            ),
            person=None,
            at=at,
        )
    record(
        session,
        at=at,
        person_id=owner.id,
        action="draft.begun",
        subject_type="draft",
        subject_id=draft.id,
        project=project.id if project else None,
        call=call.id if call else None,
    )
    return draft


def _sources(
    session: Session, project: Project | None, call: Call | None, settings: Settings, at: datetime
) -> Sources:
    tags = assigned_tags(session, "project", [project.id]).get(project.id, []) if project else []
    deadline = main_deadline(call, now=at, timezone=settings.timezone) if call else None
    return Sources(
        project=project,
        call=call,
        settings=settings,
        deadline=deadline,
        lines=tuple(t.code for t in tags if t.scheme == "line"),
        ods=tuple(int(t.code) for t in tags if t.scheme == "ods"),
    )


def new_row() -> str:
    """An id for a new row."""
    return uuid4().hex[:12]


def get_draft(session: Session, draft_id: int) -> Draft:
    """The draft with this id.

    :raises NotFound: if there is none.
    """
    draft = session.get(Draft, draft_id)
    if draft is None:
        raise NotFound("Esta propuesta no existe.")
    return draft


def drafts(session: Session) -> list[Draft]:
    """Drafts that are not archived, the last one worked on first."""
    return list(
        session.scalars(
            select(Draft).where(Draft.archived_at.is_(None)).order_by(Draft.updated_at.desc())
        )
    )


def save(
    session: Session, draft: Draft, given: Save, *, person: Person | None, at: datetime
) -> Answer:
    """Save one field or row, if nobody has saved it since ``given.base``.

    What is typed is never refused for its content, only for a length nobody writes.

    :raises EditConflict: somebody was first; the error carries their text. Saving what stands
        there already is no conflict.
    :raises InvalidInput: for more than :data:`MOST_CHARACTERS`.
    :raises UnknownField: for a field no step has.
    """
    get_field(given.field)
    _refuse_flood(given)
    answer = _find(session, draft, given)
    if answer is None:
        answer = _first(session, draft, given, person=person, at=at)
    elif _is_repeat(session, answer, given):
        return answer
    elif answer.version != given.base or not _advance(session, answer, given, person, at):
        session.refresh(answer)
        if answer.value == given.value and answer.deleted == given.deleted:
            return answer
        raise _conflict(session, answer)
    session.add(
        AnswerVersion(
            answer=answer,
            version=answer.version,
            value=given.value,
            deleted=given.deleted,
            origin=given.origin,
            operation=given.operation,
            person_id=person.id if person else None,
            at=at,
        )
    )
    draft.updated_at = at
    session.flush()
    return answer


def _refuse_flood(given: Save) -> None:
    values = given.value.values() if isinstance(given.value, dict) else [given.value]
    longest = max((len(str(v)) for v in values), default=0)
    if longest > MOST_CHARACTERS:
        raise InvalidInput(
            f"El texto tiene {longest} caracteres y aquí caben {MOST_CHARACTERS}. Lo que escribió "
            "sigue en la página: acórtelo, o póngalo como anexo.",
            field=given.field,
        )


def _find(session: Session, draft: Draft, given: Save) -> Answer | None:
    return session.scalar(
        select(Answer).where(
            Answer.draft_id == draft.id, Answer.field == given.field, Answer.row == given.row
        )
    )


def _first(
    session: Session, draft: Draft, given: Save, *, person: Person | None, at: datetime
) -> Answer:
    """A field or row nobody has saved before."""
    last = select(func.max(Answer.position)).where(
        Answer.draft_id == draft.id, Answer.field == given.field
    )
    answer = Answer(
        draft_id=draft.id,
        field=given.field,
        row=given.row,
        position=(session.scalar(last) or 0) + 1 if given.row else 0,
        value=given.value,
        version=1,
        origin=given.origin,
        source_version=given.source_version,
        deleted=given.deleted,
        person_id=person.id if person else None,
        at=at,
    )
    session.add(answer)
    session.flush()
    return answer


def _is_repeat(session: Session, answer: Answer, given: Save) -> bool:
    """Whether this very save was applied before and only its reply was lost."""
    if given.operation is None:
        return False
    known = select(AnswerVersion.id).where(
        AnswerVersion.answer_id == answer.id, AnswerVersion.operation == given.operation
    )
    return session.scalar(known) is not None


def _advance(
    session: Session, answer: Answer, given: Save, person: Person | None, at: datetime
) -> bool:
    """Write the next version, unless another transaction wrote it first."""
    advanced = session.scalar(
        update(Answer)
        .where(Answer.id == answer.id, Answer.version == given.base)
        .values(
            value=given.value,
            version=given.base + 1,
            deleted=given.deleted,
            origin=given.origin,
            source_version=given.source_version,
            person_id=person.id if person else None,
            at=at,
        )
        .returning(Answer.id)
    )
    if advanced is not None:
        session.refresh(answer)
    return advanced is not None


def _conflict(session: Session, answer: Answer) -> EditConflict:
    person = session.get(Person, answer.person_id) if answer.person_id else None
    by = person.name if person else "Puente"
    return EditConflict(
        f"{by} guardó otra versión de este campo mientras usted escribía. No se perdió ninguna "
        "de las dos: elija cuál queda, o júntelas.",
        theirs=answer.value,
        version=answer.version,
        by=by,
        at=answer.at.isoformat(),
    )
