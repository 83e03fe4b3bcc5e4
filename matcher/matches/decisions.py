"""¿Vamos? Five questions, what is missing, and the decision of a team, with its author.

The sheet belongs to a call and a project, whether or not they still are a match, or to the call
alone before one is chosen; when the call comes back, what was decided the last time is there to
be read.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, cast, get_args

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from matcher.audit.record import record
from matcher.calls.queries import get_call
from matcher.db.base import BEGUN, Base
from matcher.db.versions import advance, flush_first
from matcher.errors import Conflict, InvalidInput
from matcher.matches.models import Decision, Go
from matcher.people.models import Person
from matcher.projects.queries import get_project
from matcher.words.language import gettext_noop

Answer = Literal["si", "no", "por-averiguar"]
QUESTIONS = ("elegibles", "prioridad", "dinero", "tiempo", "aliados")
LONGEST = 2000
"""Characters a note may have."""
_ON_CALLS = (
    select(Decision)
    .where(Decision.call_id.in_(bindparam("calls", expanding=True)))
    .options(selectinload(Decision.project))
    .order_by(Decision.at.desc(), Decision.id.desc())
)
_LATE = gettext_noop("Alguien guardó esta ficha mientras usted la llenaba.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What was filled in: question → (answer, note); a question may be left out."""

    answers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    missing: str = ""
    verdict: str | None = None
    reason: str = ""


def find_decision(session: Session, *, call_id: int, project_id: int | None) -> Decision | None:
    """The sheet of this call and project (or of none yet), if there is one."""
    return session.scalar(
        select(Decision).where(
            Decision.call_id == call_id, Decision.project_id.is_not_distinct_from(project_id)
        )
    )


def choose_project(session: Session, *, call_id: int, project_id: int) -> None:
    """Let what was written of the call alone be the sheet of the project chosen for it.

    Where that project has a sheet of its own, both stay as they are.
    """
    bare = find_decision(session, call_id=call_id, project_id=None)
    if bare is not None and not find_decision(session, call_id=call_id, project_id=project_id):
        bare.project_id = project_id
        session.flush()


def _written(sheet: Sheet) -> dict[str, Any]:
    """The sheet as its columns keep it."""
    answers, verdict = _checked(sheet)
    return {
        "answers": answers,
        "verdict": verdict,
        "missing": sheet.missing.strip(),
        "reason": sheet.reason.strip(),
    }


def decide(
    session: Session,
    *,
    call_id: int,
    project_id: int | None,
    sheet: Sheet,
    person: Person,
    at: datetime,
    version: int | None = None,
) -> Decision:
    """Save a sheet whole; saved as it stands, it stays as it was signed.

    :param version: of the sheet that was on the screen; ``None`` where there was none.
    :raises NotFound: if there is no such call or project.
    :raises InvalidInput: for an answer or decision that is not offered, a «no vamos» with no
        reason, or a first sheet with nothing in it.
    :raises Conflict: where somebody saved it meanwhile.
    """
    _require(session, call_id, project_id)
    written = _written(sheet)
    decision = find_decision(session, call_id=call_id, project_id=project_id)
    if (decision.version if decision else None) != version:
        raise Conflict(_LATE)
    before = decision.verdict if decision else None
    if decision is None:
        if not any(written.values()):
            raise InvalidInput("La ficha está vacía: responda algo o escoja una decisión.")
        decision = Decision(call_id=call_id, project_id=project_id, version=1)
        session.add(decision)
    elif all(getattr(decision, name) == value for name, value in written.items()):
        return decision
    else:
        advance(session, decision, seen=decision.version, conflict=_LATE)
    for name, value in written.items():
        setattr(decision, name, value)
    decision.person_id, decision.at = person.id, at
    flush_first(session, Conflict(_LATE))
    record(
        session,
        at=at,
        person_id=person.id,
        action="decision.saved",
        subject_type="decision",
        subject_id=decision.id,
        before=before,
        after=decision.verdict,
        reason=decision.reason,
    )
    return decision


def _require(session: Session, call_id: int, project_id: int | None) -> None:
    """
    :raises NotFound: if there is no such call or project.
    """
    get_call(session, call_id)
    if project_id is not None:
        get_project(session, project_id)


def decisions_on(session: Session, call_ids: Sequence[int]) -> dict[int, list[Decision]]:
    """Call → the sheets on it, the latest first."""
    found: dict[int, list[Decision]] = defaultdict(list)
    if not call_ids:
        return found
    for decision in session.scalars(_ON_CALLS, {"calls": call_ids}):
        found[decision.call_id].append(decision)
    return found


@dataclass(frozen=True, slots=True)
class Begun:
    """The application that a pair has already, and where it is written."""

    id: int
    path: str
    writing: bool
    """Whether it is still being written, and not asked for, sent or answered."""


def begun_on(session: Session, call_ids: Collection[int]) -> dict[tuple[int, int], Begun]:
    """Call and project → what was begun downstream for the two, the latest of several."""
    found: dict[tuple[int, int], Begun] = {}
    for table in Base.metadata.sorted_tables:
        if call_ids and BEGUN in table.info:
            found |= table.info[BEGUN](session, call_ids)
    return found


def _checked(sheet: Sheet) -> tuple[dict[str, dict[str, str]], Go | None]:
    """The answers as they are kept, and the decision.

    :raises InvalidInput: see :func:`decide`.
    """
    answers = {}
    for question, (answer, note) in sheet.answers.items():
        if question not in QUESTIONS or answer not in ("", *get_args(Answer)):
            raise InvalidInput("Escoja una de las respuestas que se ofrecen.", field=question)
        if answer or note.strip():
            answers[question] = {"answer": answer, "note": note.strip()}
    if sheet.verdict not in (None, *get_args(Go)):
        raise InvalidInput("Escoja una de las decisiones que se ofrecen.", field="verdict")
    if sheet.verdict == "no-vamos" and not sheet.reason.strip():
        raise InvalidInput(
            "Escriba por qué no: servirá cuando la convocatoria vuelva.", field="reason"
        )
    return answers, cast("Go | None", sheet.verdict)
