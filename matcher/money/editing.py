"""The table of rates as people keep it: typed one by one, or many pasted at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.audit.record import record
from matcher.errors import InvalidInput, NotFound
from matcher.money.models import Rate

SUBJECT = "rate"
LONGEST_SOURCE = 200
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRate:
    """One rate to be kept: ``value`` is what one unit of ``currency`` is in the base."""

    currency: str
    day: date
    value: Decimal
    source: str


def read_rate(text: str) -> Decimal:
    """A rate as typed: «4120,50», «4.120,50», «0.00024».

    :raises InvalidInput: for what is no figure, or might be two: «4.120» may be four thousand.
    """
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{1,15}([.,]\d{1,12})*", plain):
        raise InvalidInput(
            "«%(value)s» no se entiende como una cifra. Escríbala así: 4120,50.",
            value=text[:40],
            field="value",
        )
    marks = [letter for letter in plain if letter in ".,"]
    whole, last, part = plain.rpartition(marks[-1]) if marks else (plain, "", "")
    if marks and marks.count(last) > 1:
        whole, part = plain, ""
    elif len(marks) == 1 and len(part) == 3 and whole.strip("0"):
        raise InvalidInput(
            "«%(value)s» puede leerse de dos maneras: escriba %(one)s,00 o %(other)s0.",
            value=text[:40],
            one=whole + part,
            other=f"{whole},{part}",
            field="value",
        )
    return Decimal(re.sub(r"[.,]", "", whole) + (f".{part}" if part else ""))


def rates(session: Session) -> list[Rate]:
    """Every rate, the latest day first."""
    return list(session.scalars(select(Rate).order_by(Rate.day.desc(), Rate.currency, Rate.id)))


def keep_rates(
    session: Session,
    new: Sequence[NewRate],
    *,
    base: str,
    today: date,
    person_id: int,
    at: datetime,
) -> int:
    """Keep ``new``; one of a currency and day that is there already is corrected. How many.

    :raises InvalidInput: with ``field``, the box to blame; nothing of ``new`` is kept then.
    """
    for one in new:
        _check(one, base=base, today=today)
    changed = 0
    for one in new:
        known = session.scalar(
            select(Rate).where(
                Rate.currency == one.currency, Rate.base == base, Rate.day == one.day
            )
        )
        before = _told(known) if known else None
        if known and known.value == one.value and known.source == one.source:
            continue
        rate = known or Rate(currency=one.currency, base=base, day=one.day)
        rate.value, rate.source, rate.person_id, rate.at = one.value, one.source, person_id, at
        session.add(rate)
        session.flush()
        changed += 1
        record(
            session,
            at=at,
            person_id=person_id,
            subject_type=SUBJECT,
            subject_id=rate.id,
            action="rate.changed" if before else "rate.added",
            before=before,
            after=_told(rate),
        )
    return changed


def remove_rate(session: Session, rate_id: int, *, person_id: int, at: datetime) -> Rate:
    """Take one rate out of the table; what was converted by it keeps its figures.

    :raises NotFound: if there is none of this id.
    """
    rate = session.get(Rate, rate_id)
    if rate is None:
        raise NotFound("Esta tasa ya no está en la tabla.")
    record(
        session,
        at=at,
        person_id=person_id,
        subject_type=SUBJECT,
        subject_id=rate.id,
        action="rate.removed",
        before=_told(rate),
    )
    session.delete(rate)
    return rate


def _check(one: NewRate, *, base: str, today: date) -> None:
    """
    :raises InvalidInput: for what cannot be a rate.
    """
    if not _CODE.fullmatch(one.currency):
        raise InvalidInput(
            "«%(code)s» no es una moneda: escriba su código de tres letras, como USD.",
            code=one.currency,
            field="currency",
        )
    if one.currency == base:
        raise InvalidInput(
            "Las tasas se escriben en %(base)s: %(base)s no necesita una.",
            base=base,
            field="currency",
        )
    if one.value <= 0:
        raise InvalidInput("La tasa debe ser mayor que cero.", field="value")
    if one.day > today:
        raise InvalidInput(
            "El %(day)s no ha llegado: escriba el día en que se publicó la tasa.",
            day=one.day,
            field="day",
        )
    if not one.source.strip() or len(one.source) > LONGEST_SOURCE:
        raise InvalidInput(
            "Escriba de dónde sale la tasa, en menos de %(most)s letras.",
            most=LONGEST_SOURCE,
            field="source",
        )


def _told(rate: Rate) -> str:
    return f"1 {rate.currency} = {rate.value.normalize():f} {rate.base}, {rate.day}, {rate.source}"
