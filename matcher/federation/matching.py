"""Whose account a provider's is: known by its subject, met first by an address it answers for."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.federation.models import FederatedAccount
from matcher.federation.provider import ProviderError, VouchedAccount
from matcher.people.models import Person
from matcher.people.queries import add_person, find_by_email
from matcher.settings import Settings


def get_person(
    session: Session, known: VouchedAccount, settings: Settings, *, at: datetime
) -> Person:
    """Who signs in.

    :raises ProviderError: where nobody has the account, with what to do.
    """
    issuer = settings.oidc_issuer
    bound = session.get(FederatedAccount, (issuer, known.subject))
    if bound is not None:
        who = session.get_one(Person, bound.person_id)
        if not who.active:
            raise ProviderError("Su cuenta de Puente está cerrada. Pida que la abran otra vez.")
        return who
    if not known.email or not known.vouched:
        raise ProviderError(
            "El proveedor no responde por el correo de su cuenta. Entre con su contraseña y avise "
            "a quien mantiene el servicio."
        )
    met = find_by_email(session, known.email) or _made(session, known, settings, at=at)
    if met is None or not met.active:
        raise ProviderError(
            "Nadie tiene en Puente una cuenta abierta con el correo %(email)s. Pídala.",
            email=known.email,
        )
    _bind(session, met, issuer, known, at=at)
    return met


def _bind(
    session: Session, who: Person, issuer: str, known: VouchedAccount, *, at: datetime
) -> None:
    """Remember whose it is: an address may be given to somebody else one day, a subject not."""
    other = select(FederatedAccount.subject).where(
        FederatedAccount.issuer == issuer, FederatedAccount.person_id == who.id
    )
    if session.scalar(other) is not None:
        raise ProviderError(
            "La cuenta de Puente con el correo %(email)s entra con otra cuenta del proveedor. "
            "Avise a quien administra.",
            email=known.email,
        )
    session.add(FederatedAccount(issuer=issuer, subject=known.subject, person_id=who.id, at=at))
    record(
        session,
        at=at,
        person_id=who.id,
        action="person.provider-joined",
        subject_type="person",
        subject_id=who.id,
    )


def _made(
    session: Session, known: VouchedAccount, settings: Settings, *, at: datetime
) -> Person | None:
    """A new account that only reads, where the settings say so for its domain."""
    domain = known.email.rpartition("@")[2].lower()
    if domain not in {one.lower() for one in settings.oidc_create}:
        return None
    who = add_person(
        session, email=known.email, name=known.name or known.email, role="consulta", at=at
    )
    session.flush()
    record(
        session,
        at=at,
        person_id=who.id,
        action="person.added",
        subject_type="person",
        subject_id=who.id,
    )
    return who
