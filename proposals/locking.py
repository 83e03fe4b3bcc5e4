"""The one guard before every write to a draft's answers: an approved one is closed."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matcher.words.language import gettext_noop
from proposals.errors import DraftLocked
from proposals.models import Draft, DraftPassage, DraftState

OPEN: tuple[DraftState, ...] = ("writing", "review", "asked")
"""While it is in one of these, a draft may be written."""
_WHY: Mapping[str, str] = {
    "approved": gettext_noop(
        "La propuesta tiene el aval y quedó cerrada por %(by)s. Para cambiarla hay que reabrirla, "
        "y el aval se pide otra vez."
    ),
    "sent": gettext_noop(
        "La propuesta ya se envió y quedó cerrada por %(by)s. Solo la dirección puede reabrirla."
    ),
    "archived": gettext_noop("La propuesta está archivada por %(by)s. Para cambiarla, recupérela."),
    "": gettext_noop("La propuesta terminó y quedó cerrada por %(by)s."),
}


def hold_open(session: Session, draft: Draft) -> None:
    """Stop here unless ``draft`` may be written; until the end of the transaction it stays so.

    The database decides in one statement that takes the row, so that an approval at the very same
    moment either comes before this write or waits for it.

    :raises DraftLocked: with who closed it and when.
    """
    statement: Any = (
        update(Draft)
        .where(Draft.id == draft.id, Draft.state.in_(OPEN), Draft.archived_at.is_(None))
        .values(state=Draft.state)
        .execution_options(synchronize_session=False)
    )
    if not session.execute(statement).rowcount:  # type: ignore[attr-defined] # of an update
        session.refresh(draft)
        lock = find_lock(session, draft)
        assert lock is not None
        raise lock


def find_lock(session: Session, draft: Draft) -> DraftLocked | None:
    """Who closed ``draft`` and when, as the error a write would meet; ``None`` while it is open."""
    if draft.state in OPEN and draft.archived_at is None:
        return None
    last = session.scalars(
        select(DraftPassage)
        .where(DraftPassage.draft_id == draft.id)
        .order_by(DraftPassage.id.desc())
        .limit(1)
    ).first()
    by = last.person.name if last else draft.owner.name
    at = last.at if last else draft.archived_at or draft.updated_at
    state = "archived" if draft.archived_at else draft.state
    return DraftLocked(_WHY.get(state, _WHY[""]), by=by, at=at)
