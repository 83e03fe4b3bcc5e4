"""Drafts: begun with what is known, found, listed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from matcher.agency.identity import read_identity
from matcher.audit.record import record
from matcher.calls.models import Call
from matcher.db.base import BEGUN
from matcher.errors import InvalidInput, NotFound
from matcher.matches.decisions import Begun
from matcher.people.models import Person
from matcher.projects.models import Project
from matcher.pursuits.sheets import start_drafting
from matcher.settings import Settings
from matcher.tags.queries import assigned_tags
from matcher.terms import known_language
from matcher.words.calls import main_deadline
from matcher.words.language import words_in
from proposals.answers import answers
from proposals.docx.catalogue import WHOLE
from proposals.library.entity import find_entity
from proposals.locking import hold_open
from proposals.models import Answer, Draft
from proposals.prefill import Filled, Sources, prefill
from proposals.saving import Save, normal, save
from proposals.steps.values import is_blank


def begin(
    session: Session,
    *,
    owner: Person,
    project: Project | None,
    call: Call | None,
    settings: Settings,
    at: datetime,
) -> Draft:
    """A new draft of the pursuit of ``call`` for ``project``, filled in with what is known."""
    start_drafting(session, call, project, person=owner, at=at)
    draft = Draft(
        title=(project.name if project else None) or (call.title if call else "Propuesta nueva"),
        language=_language_of(call),
        project=project,
        call=call,
        owner=owner,
        created_at=at,
        updated_at=at,
    )
    session.add(draft)
    session.flush()
    for filled in prefill(_sources(session, draft, settings, at)):
        row = (filled.row or new_row()) if filled.field.is_table else ""
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


def _language_of(call: Call | None) -> str:
    """The language a document starts in: that of a call in English, else Spanish."""
    return "en" if call and known_language(call.language) == "en" else "es"


def choose_language(
    session: Session, draft: Draft, language: str, *, settings: Settings, at: datetime
) -> None:
    """Let the document be in ``language``.

    What Puente filled in and nobody changed is said in it too; what a person wrote stays.

    :raises InvalidInput: for a language there is no template in.
    :raises DraftLocked: the draft was approved, sent or archived.
    """
    if language not in WHOLE:
        raise InvalidInput("Elija el idioma del documento de la lista.")
    if language == draft.language:
        return
    hold_open(session, draft)
    turned = _turned(session, draft, language, settings=settings, at=at)
    draft.language = language
    for answer, value in turned:
        again = Save(
            field=answer.field,
            row=answer.row,
            value=value,
            base=answer.version,
            origin=answer.origin,
            source_version=answer.source_version,
        )
        save(session, draft, again, person=None, at=at)


def answers_in(
    session: Session, draft: Draft, language: str, *, settings: Settings, at: datetime
) -> dict[str, Any]:
    """The answers of ``draft`` for a document in ``language``, and the draft stays as it is.

    What Puente filled in and nobody changed is said in it; what a person wrote stays as written.
    """
    if language == draft.language:
        return answers(draft)
    turned = _turned(session, draft, language, settings=settings, at=at)
    said = {(one.field, one.row): value for one, value in turned}
    return answers(draft, instead=said)


def _turned(
    session: Session, draft: Draft, language: str, *, settings: Settings, at: datetime
) -> list[tuple[Answer, Any]]:
    """The answers that read otherwise in ``language``, each with what it then says."""
    before = prefill(_sources(session, draft, settings, at))
    after = prefill(_sources(session, draft, settings, at, language=language))
    said_again = [(a, b) for a, b in zip(before, after, strict=True) if a.value != b.value]
    found = []
    for answer in [one for one in draft.answers if not one.deleted]:
        for old, new in said_again:
            if old.field.key == answer.field and (value := _said_again(answer, old, new)):
                found.append((answer, value))
                break
    return found


def _said_again(answer: Answer, old: Filled, new: Filled) -> Any:
    """``answer`` with ``new`` where it is still ``old``, cell by cell; ``None`` if nowhere."""
    was, now = (normal(one.field, one.value, row=answer.row) for one in (old, new))
    if not isinstance(was, dict):
        return now if answer.value == was else None
    turned = {
        key: value
        for key, value in now.items()
        if value != was.get(key) and answer.value.get(key) == was.get(key)
    }
    return {**answer.value, **turned} if turned else None


def _sources(
    session: Session,
    draft: Draft,
    settings: Settings,
    at: datetime,
    *,
    language: str | None = None,
) -> Sources:
    project, call = draft.project, draft.call
    tags = assigned_tags(session, "project", [project.id]).get(project.id, []) if project else []
    deadline = main_deadline(call, now=at, timezone=settings.timezone) if call else None
    return Sources(
        project=project,
        call=call,
        agency=read_identity(session, settings).name,
        entity=find_entity(session),
        form=_form_of(session, draft),
        said=words_in(language or draft.language),
        deadline=deadline,
        lines=tuple(t.code for t in tags if t.scheme == "line" and t.origin == "person"),
        ods=tuple(int(t.code) for t in tags if t.scheme == "ods" and t.origin == "person"),
    )


def _form_of(session: Session, draft: Draft) -> tuple[dict[str, str], ...]:
    """The donor's questions as the last other draft for the same call has them, unanswered."""
    rows = select(Answer).where(Answer.field == "formulario", Answer.deleted.is_(False))
    others = select(Draft.id).where(Draft.call_id == draft.call_id, Draft.id != draft.id)
    last = session.scalar(
        select(func.max(Answer.draft_id)).where(
            Answer.field == "formulario", Answer.deleted.is_(False), Answer.draft_id.in_(others)
        )
    )
    if draft.call_id is None or last is None:
        return ()
    found = session.scalars(
        rows.where(Answer.draft_id == last).order_by(Answer.position, Answer.id)
    )
    return tuple(
        {key: text for key, text in row.value.items() if key != "respuesta"} for row in found
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A later value of a source, to be taken or left; ``version`` is the answer's own."""

    filled: Filled
    version: int


def offers(session: Session, draft: Draft, *, settings: Settings, at: datetime) -> dict[str, Offer]:
    """Field → what its source says now, where that changed since the draft took it over.

    What the agency's profile says is offered too where the draft says nothing yet, and what the
    call asks where nothing was ever said.
    """
    held = {a.field: a for a in draft.answers if not a.row}
    found = {}
    for filled in prefill(_sources(session, draft, settings, at)):
        answer = held.get(filled.field.key)
        if filled.field.is_table or (answer and filled.value == answer.value):
            continue
        if _is_news(filled, answer):
            found[filled.field.key] = Offer(filled=filled, version=answer.version if answer else 0)
    return found


def _is_news(filled: Filled, answer: Answer | None) -> bool:
    """Whether the source changed since, or says what the draft never held."""
    if answer is None:  # a call's: the draft was begun before that could be read
        return filled.origin in ("agency", "call")
    if filled.origin == "agency" and is_blank(answer.value):
        return True
    return answer.origin == filled.origin and filled.source_version != answer.source_version


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


def drafts_for(session: Session, *, project: Project, call: Call) -> list[Draft]:
    """Drafts of this project for this call that are not archived, the first one begun first."""
    return drafts_on(session, call_id=call.id, project_id=project.id)


def drafts_on(session: Session, *, call_id: int, project_id: int | None) -> list[Draft]:
    """The same by their numbers, also where no project is chosen yet: those of one pursuit."""
    return list(
        session.scalars(
            select(Draft)
            .where(
                Draft.project_id.is_not_distinct_from(project_id),
                Draft.call_id == call_id,
                Draft.archived_at.is_(None),
            )
            .order_by(Draft.created_at, Draft.id)
        )
    )


def _begun(session: Session, call_ids: Collection[int]) -> dict[tuple[int, int], Begun]:
    rows = session.execute(
        select(Draft.call_id, Draft.project_id, Draft.id, Draft.state)
        .where(
            Draft.call_id.in_(call_ids),
            Draft.archived_at.is_(None),
        )
        .order_by(Draft.created_at, Draft.id)
    )
    return {
        (call_id, project_id): Begun(number, f"/propuestas/{number}", state == "writing")
        for call_id, project_id, number, state in rows
        if call_id is not None and project_id is not None
    }


cast("Table", Draft.__table__).info[BEGUN] = _begun
