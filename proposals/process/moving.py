"""The one function by which a draft passes from state to state, and what each deed leaves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, cast

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import Conflict, InvalidInput
from matcher.people.models import Person
from matcher.people.permissions import require
from matcher.pursuits.models import Stage
from matcher.pursuits.sheets import follow_proposal
from proposals.answers import live
from proposals.models import Draft, DraftPassage
from proposals.process.deeds import DEEDS, DeedName
from proposals.saving import Save, find_answer, save

PURSUED: Mapping[DeedName, Stage | Literal["asked", "unasked"]] = {
    "ask": "asked",
    "take-back": "unasked",
    "refuse": "unasked",
    "grant": "endorsed",
    "reopen": "drafting",
    "reopen-sent": "drafting",
    "send": "submitted",
    "win": "won",
    "lose": "lost",
    "withdraw": "discarded",
}
"""Where a deed brings the pursuit of the proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A deed somebody asks for. ``seen`` is the last change of the draft they had before them.

    ``answers`` are what the deed itself writes into the draft: the endorsement, the sending.
    """

    deed: DeedName
    reason: str = ""
    seen: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)


def take(
    session: Session, draft: Draft, wish: Wish, *, person: Person, at: datetime
) -> DraftPassage:
    """Do it: change the state, keep the passage and the audit entry, write what it writes.

    Every change of a draft's state goes through here; of two people only one does it.

    :raises Forbidden: if the person's role does not allow it.
    :raises InvalidInput: if it needs a reason and has none.
    :raises Conflict: if the draft is in another state by now, or was changed since it was read.
    """
    deed = DEEDS[wish.deed]
    require(person, deed.permission)
    reason = wish.reason.strip()
    if deed.needs_reason and not reason:
        raise InvalidInput("Escriba la razón: queda en la propuesta y en la auditoría.")
    before = draft.state
    _advance(session, draft, wish)
    for key, value in wish.answers.items():
        held = find_answer(session, draft, field=key)
        given = Save(
            field=key, value=value, base=held.version if held else 0, origin="computed", sealed=True
        )
        save(session, draft, given, person=person, at=at)
    if wish.deed in ("archive", "restore"):
        draft.archived_at = at if wish.deed == "archive" else None
    session.expire(draft, ["answers"])  # what stands now, also by others
    passage = DraftPassage(
        draft_id=draft.id,
        deed=wish.deed,
        before=before,
        after=draft.state,
        person_id=person.id,
        at=at,
        reason=reason,
        snapshot=snapshot(draft) if deed.locks else None,
    )
    session.add(passage)
    _tell_pursuit(session, draft, passage, person=person)
    record(
        session,
        at=at,
        person_id=person.id,
        action=f"draft.{wish.deed}",
        subject_type="draft",
        subject_id=draft.id,
        reason=reason,
    )
    session.flush()
    return passage


def _tell_pursuit(session: Session, draft: Draft, passage: DraftPassage, *, person: Person) -> None:
    """What the office goes after comes to where its proposal is."""
    deed = cast("DeedName", passage.deed)
    to, end_reason = PURSUED.get(deed), None
    if to is None:
        return
    if deed == "withdraw" and passage.before in ("sent", "won", "lost"):
        to, end_reason = "lost", "lost-withdrawn"
    follow_proposal(
        session,
        draft.call,
        draft.project,
        to=to,
        person=person,
        at=passage.at,
        reason=passage.reason,
        end_reason=end_reason,
    )


def _advance(session: Session, draft: Draft, wish: Wish) -> None:
    """Take the draft into its next state, if it still is where the deed begins.

    :raises Conflict: if it is not, or was written to since ``wish.seen``.
    """
    deed = DEEDS[wish.deed]
    if draft.archived_at is not None and wish.deed != "restore":
        raise Conflict("La propuesta está archivada. Recupérela primero.")
    statement: Any = (
        update(Draft)
        .where(Draft.id == draft.id, Draft.state.in_(deed.before))
        .values(state=deed.after or Draft.state)
        .execution_options(synchronize_session=False)
    )
    moved: Any = session.execute(statement)
    session.refresh(draft)
    if not moved.rowcount:
        raise Conflict(
            "Alguien cambió antes el estado de esta propuesta. Recargue la página para ver cómo "
            "está."
        )
    if wish.seen is not None and wish.seen != draft.updated_at.isoformat():
        raise Conflict(
            "La propuesta cambió después de que usted abrió esta página. Léala otra vez antes de "
            "decidir."
        )


def snapshot(draft: Draft) -> list[dict[str, Any]]:
    """Every answer as it stands: field, row, value and version, in order."""
    return [
        {"field": one.field, "row": one.row, "value": one.value, "version": one.version}
        for one in live(draft)
    ]


def passages(session: Session, draft: Draft) -> list[DraftPassage]:
    """What was done with ``draft`` so far, the latest first."""
    return list(
        session.scalars(
            select(DraftPassage)
            .where(DraftPassage.draft_id == draft.id)
            .order_by(DraftPassage.id.desc())
        )
    )


def endorsed(*, by: Person, on: date, position: str, reason: str) -> dict[str, str]:
    """What granting the endorsement writes into step 2."""
    return {
        "aval_estado": "concedido",
        "aval_autoridad": by.name,
        "aval_cargo": position,
        "aval_fecha": on.isoformat(),
        "aval_razon": reason,
    }


def refused(*, by: Person, on: date, position: str, reason: str) -> dict[str, str]:
    """What refusing it writes."""
    return endorsed(by=by, on=on, position=position, reason=reason) | {"aval_estado": "negado"}


def unendorsed(state: str = "por-pedir") -> dict[str, str]:
    """What asking for it, or losing it, leaves there."""
    told = dict.fromkeys(("aval_autoridad", "aval_cargo", "aval_fecha", "aval_razon"), "")
    return {"aval_estado": state, **told}
