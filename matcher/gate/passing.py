"""Enforce the gate: nobody takes or drafts what a rule stops, but where the dirección lets it."""

from sqlalchemy.orm import Session

from matcher.calls.models import Call


def require_pass(session: Session, call: Call, *, project_id: int | None) -> None:
    """Stop here where a rule of the agency stops ``call`` and nobody let it through."""
