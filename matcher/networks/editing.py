"""Write the sheet of a network, correct it, put it away; all is audited."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound
from matcher.networks.models import Decision, Network
from matcher.networks.questions import DECISIONS
from matcher.people.models import Person
from matcher.words.language import gettext_noop

SUBJECT = "network"
_LATE = gettext_noop("Alguien cambió esta ficha mientras usted la editaba.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSheet:
    """What a sheet says; what is not known is empty."""

    name: str
    url: str = ""
    mission: str = ""
    serves: str = ""
    better: str = ""
    members: str = ""
    obliges: str = ""
    affords: str = ""
    cost: Decimal | None = None
    currency: str | None = None
    benefit: str = ""
    decision: Decision = "study"
    decided_by: str = ""
    decided_on: date | None = None
    review_on: date | None = None
    keeper_id: int | None = None


def sheet_of(network: Network) -> NetworkSheet:
    """What the sheet of ``network`` says now."""
    return NetworkSheet(**{one.name: getattr(network, one.name) for one in fields(NetworkSheet)})


def save_network(
    session: Session,
    network: Network | None,
    sheet: NetworkSheet,
    *,
    person: Person,
    at: datetime,
    today: date,
    seen: int | None = None,
) -> Network:
    """Add a network (``None``) or change its sheet.

    :raises InvalidInput: for a sheet that contradicts itself.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    _check(sheet, today=today)
    before = asdict(sheet_of(network)) if network else {}
    changes = {n: v for n, v in asdict(sheet).items() if v != before.get(n)}
    if network is not None and not changes:
        return network
    if network is None:
        network = Network(version=1)
        session.add(network)
    else:
        advance(session, network, seen=network.version if seen is None else seen, conflict=_LATE)
    for name, value in changes.items():
        setattr(network, name, value)
    network.person, network.at = person, at
    session.flush()
    record(
        session,
        at=at,
        person_id=person.id,
        action="network.changed" if before else "network.added",
        subject_type=SUBJECT,
        subject_id=network.id,
        before={n: _plain(before[n]) for n in changes} if before else None,
        after={n: _plain(v) for n, v in changes.items() if before or v},
    )
    return network


def archive_network(
    session: Session, network: Network, *, archived: bool, person: Person, at: datetime
) -> None:
    """Put a sheet away, or take it out again."""
    network.archived_at = at if archived else None
    record(
        session,
        at=at,
        person_id=person.id,
        action="network.archived" if archived else "network.restored",
        subject_type=SUBJECT,
        subject_id=network.id,
        name=network.name,
    )


def get_network(session: Session, network_id: int) -> Network:
    """The network with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(Network, network_id)
    if found is None:
        raise NotFound("Esta red no existe.")
    return found


def _check(sheet: NetworkSheet, *, today: date) -> None:
    """
    :raises InvalidInput: see :func:`save_network`.
    """
    if not sheet.name.strip():
        raise InvalidInput("Escriba el nombre de la red.", field="name")
    if sheet.url and not sheet.url.startswith(("https://", "http://")):
        raise InvalidInput("Escriba la dirección completa, con https://.", field="url")
    if sheet.cost is not None and (sheet.cost < 0 or not sheet.currency):
        raise InvalidInput("Escriba el costo con su moneda.", field="cost")
    _check_decision(sheet, today=today)


def _check_decision(sheet: NetworkSheet, *, today: date) -> None:
    if sheet.decision not in DECISIONS:
        raise InvalidInput("Escoja una decisión de la lista.", field="decision")
    if sheet.decision == "study" and (sheet.decided_by or sheet.decided_on):
        raise InvalidInput(
            "Dice que está en estudio y también que alguien decidió: escoja qué se decidió, o "
            "deje vacíos quién y cuándo.",
            field="decision",
        )
    if sheet.decided_on and sheet.decided_on > today:
        raise InvalidInput(
            "La decisión no puede ser de un día que no ha llegado.", field="decided_on"
        )
    if sheet.decided_on and sheet.review_on and sheet.review_on <= sheet.decided_on:
        raise InvalidInput("La revisión va después de la decisión.", field="review_on")


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else str(value)
