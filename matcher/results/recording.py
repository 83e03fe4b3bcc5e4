"""Write down what became of a pursuit, or what came without a call; all of it is audited."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.db.versions import advance
from matcher.errors import InvalidInput, NotFound, check_length
from matcher.people.models import Person
from matcher.pursuits.models import Pursuit
from matcher.results.countries import COUNTRIES
from matcher.results.models import OWN_CURRENCY, SUMS, Relation, Result, own_currency
from matcher.words.language import gettext_noop

SUBJECT = "result"
NAMES = {
    "title": "Hecho concreto",
    "day": "Día",
    "line": "Línea temática",
    "ods": "ODS",
    "department": "Secretaría",
    "funder": "Cooperante",
    "country": "País del cooperante",
    "relation": "Relación",
    "project_id": "Proyecto",
    "currency": "Moneda",
    "requested": "Solicitado",
    "requested_currency": gettext_noop("Moneda de lo solicitado"),
    "granted": "Otorgado",
    "technical": "Cooperación técnica valorada",
    "disbursed": "Desembolsado",
    "disbursed_currency": gettext_noop("Moneda de lo desembolsado"),
    "disbursed_on": "Día del desembolso",
    "people": "Personas alcanzadas",
    "ends_on": gettext_noop("Termina"),
}
"""What each field is called in tables, and in the audit."""
FIELDS = tuple(NAMES)
LONGEST = 500
"""Characters of what was obtained, in a sentence."""
_LATE = gettext_noop("Alguien cambió este resultado mientras usted lo editaba.")


def get_result(session: Session, result_id: int) -> Result:
    """The result with this id.

    :raises NotFound: if there is none.
    """
    found = session.get(Result, result_id)
    if found is None:
        raise NotFound("Este resultado no existe.")
    return found


def find_result_of(session: Session, pursuit: Pursuit) -> Result | None:
    """What was written down of what became of ``pursuit``."""
    return session.scalar(select(Result).where(Result.pursuit_id == pursuit.id))


def save_result(
    session: Session,
    result: Result | None,
    values: Mapping[str, Any],
    *,
    person: Person,
    at: datetime,
    today: date,
    pursuit: Pursuit | None = None,
    seen: int | None = None,
) -> Result:
    """Keep a result (``None``: a new one), of ``pursuit`` if it is of any.

    :raises InvalidInput: with ``field``, for what cannot be told so.
    :raises Conflict: if somebody else has changed it since ``seen``.
    """
    clean = _clean(values, pursuit, today=today)
    before = {name: getattr(result, name) for name in FIELDS} if result else {}
    changed = {name: value for name, value in clean.items() if before.get(name) != value}
    if result is not None and not changed:
        return result
    kept = result or Result(pursuit=pursuit, version=1)
    if result is not None:
        advance(session, kept, seen=kept.version if seen is None else seen, conflict=_LATE)
    for name, value in clean.items():
        setattr(kept, name, value)
    kept.person_id, kept.at = person.id, at
    session.add(kept)
    session.flush()
    record(
        session,
        at=at,
        person_id=person.id,
        action="result.changed" if result else "result.added",
        subject_type=SUBJECT,
        subject_id=kept.id,
        before={NAMES[name]: plain(before[name]) for name in changed if before.get(name)},
        after={NAMES[name]: plain(value) for name, value in changed.items()},
    )
    return kept


def _clean(values: Mapping[str, Any], pursuit: Pursuit | None, *, today: date) -> dict[str, Any]:
    """The values of every field, where they can be told of ``pursuit``."""
    clean = {name: values.get(name) for name in FIELDS}
    clean["title"], clean["ods"] = _title(values), list(values.get("ods") or [])
    check(clean, today=today)
    _settle_currencies(clean)
    if pursuit is not None and pursuit.stage not in ("won", "lost"):
        raise InvalidInput("Diga primero si se ganó o se perdió: mueva el seguimiento.")
    return clean


def remove_result(session: Session, result: Result, *, person: Person, at: datetime) -> None:
    """Take away what was written down; the audit keeps its words."""
    record(
        session,
        at=at,
        person_id=person.id,
        action="result.removed",
        subject_type=SUBJECT,
        subject_id=result.id,
        before={NAMES[n]: plain(told) for n in FIELDS if (told := getattr(result, n))},
    )
    session.delete(result)
    session.flush()


def check(values: Mapping[str, Any], *, today: date) -> None:
    """Stop at what cannot be a result.

    :raises InvalidInput: with ``field``, the one to blame.
    """
    if not values["title"]:
        raise InvalidInput("Escriba en una frase qué se obtuvo o qué se pidió.", field="title")
    check_length(values["title"], LONGEST, field="title")
    _check_days(values, today=today)
    told = [name for name in SUMS if values.get(name) is not None]
    if not all(values.get("currency") or values.get(own_currency(name)) for name in told):
        raise InvalidInput("Diga en qué moneda están los montos.", field="currency")
    if values.get("country") and values["country"] not in COUNTRIES:
        raise InvalidInput("Escoja un país de la lista.", field="country")
    if values.get("relation") and values["relation"] not in get_args(Relation):
        raise InvalidInput("Escoja una relación de la lista.", field="relation")


def _settle_currencies(clean: dict[str, Any]) -> None:
    """Let a sum have a currency of its own only where it is another than that of the rest."""
    for name in OWN_CURRENCY:
        own = clean[own_currency(name)] if clean[name] is not None else None
        clean["currency"] = clean["currency"] or own
        clean[own_currency(name)] = own if own != clean["currency"] else None


def _check_days(values: Mapping[str, Any], *, today: date) -> None:
    day, paid = values.get("day"), values.get("disbursed_on")
    if day is None:
        raise InvalidInput("Escriba el día: de él salen el año y la tasa de cambio.", field="day")
    if day > today:
        raise InvalidInput("Ese día no ha llegado.", field="day")
    if paid is not None and paid > today:
        raise InvalidInput("Ese día no ha llegado.", field="disbursed_on")
    if values.get("disbursed") is not None and paid is None:
        raise InvalidInput("Escriba el día en que llegó lo desembolsado.", field="disbursed_on")
    if values.get("ends_on") is not None and values["ends_on"] < day:
        raise InvalidInput("Termina antes de empezar: revise los dos días.", field="ends_on")


def _title(values: Mapping[str, Any]) -> str:
    return " ".join(str(values.get("title") or "").split())


def plain(value: object) -> object:
    """A value as the audit keeps it."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else value
