from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from matcher.errors import InvalidInput
from matcher.money.editing import NewRate, keep_rates, rates, read_rate
from matcher.money.rates import base_currency, convert, equivalents
from matcher.people.models import Person
from tests.conftest import NOON

TODAY = date(2026, 11, 20)


@pytest.fixture
def person_id(session: Session) -> int:
    person = Person(
        email="a@ciudad.example",
        name="A",
        role="administracion",
        password_hash="x",
        created_at=NOON,
    )
    session.add(person)
    session.flush()
    return person.id


def keep(session: Session, person_id: int, *new: tuple[str, date, str, str]) -> int:
    made = [
        NewRate(currency=code, day=day, value=Decimal(value), source=source)
        for code, day, value, source in new
    ]
    return keep_rates(session, made, base="COP", today=TODAY, person_id=person_id, at=NOON)


def test_an_amount_is_converted_by_the_last_rate_of_its_day(
    session: Session, person_id: int
) -> None:
    old, late = date(2026, 10, 1), date(2026, 11, 10)
    keep(session, person_id, ("USD", old, "4000", "Uno"), ("USD", late, "4100.5", "Dos"))
    keep(session, person_id, ("EUR", old, "4500", "Tres"))
    found = convert(session, Decimal(2), "USD", "COP", TODAY)
    assert found is not None
    assert (found.value, found.rate, found.day, found.source) == (
        Decimal(8201),
        Decimal("4100.5"),
        late,
        "Dos",
    )
    before = convert(session, Decimal(2), "USD", "COP", date(2026, 11, 9))
    assert before is not None
    assert before.value == 8000
    through = convert(session, Decimal(8), "EUR", "USD", date(2026, 10, 5))
    assert through is not None
    assert (through.value, through.day, through.source) == (Decimal(9), old, "Tres; Uno")


def test_what_has_no_rate_stays_unknown(session: Session, person_id: int) -> None:
    keep(session, person_id, ("USD", date(2026, 11, 10), "4000", "Uno"))
    assert convert(session, Decimal(1), "EUR", "COP", TODAY) is None
    assert convert(session, Decimal(1), "USD", "COP", date(2026, 11, 9)) is None
    same = convert(session, Decimal(5), "EUR", "EUR", TODAY)
    assert same is not None
    assert (same.value, same.day, same.source) == (Decimal(5), None, "")
    assert set(equivalents(session, Decimal(4000), "COP", TODAY)) == {"COP", "USD"}
    assert set(equivalents(session, Decimal(1), "EUR", TODAY)) == {"EUR"}


def test_a_rate_is_corrected_and_what_stands_is_left_alone(
    session: Session, person_id: int
) -> None:
    assert keep(session, person_id, ("USD", TODAY, "4000", "Uno")) == 1
    assert keep(session, person_id, ("USD", TODAY, "4000", "Uno")) == 0
    assert keep(session, person_id, ("USD", TODAY, "4001", "Uno")) == 1
    assert [rate.value for rate in rates(session)] == [Decimal(4001)]


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (("DOLAR", TODAY, "1", "x"), "currency"),
        (("COP", TODAY, "1", "x"), "currency"),
        (("USD", TODAY, "0", "x"), "value"),
        (("USD", date(2026, 11, 21), "1", "x"), "day"),
        (("USD", TODAY, "1", " "), "source"),
    ],
)
def test_what_is_no_rate_is_refused_and_the_others_with_it(
    session: Session, person_id: int, new: tuple[str, date, str, str], field: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        keep(session, person_id, ("EUR", TODAY, "4500", "x"), new)
    assert refused.value.field == field
    assert rates(session) == []


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("4120", "4120"),
        ("4120,50", "4120.50"),
        ("4.120,50", "4120.50"),
        ("4,120.50", "4120.50"),
        ("0.00024", "0.00024"),
        ("0,240", "0.240"),
        ("1.234.567", "1234567"),
        ("4.120", None),
        ("1,085", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_figure_that_may_be_two_is_asked_back(typed: str, read: str | None) -> None:
    if read is None:
        with pytest.raises(InvalidInput):
            read_rate(typed)
    else:
        assert read_rate(typed) == Decimal(read)


def test_the_base_is_the_currency_of_the_country() -> None:
    assert (base_currency("CO"), base_currency("PE"), base_currency("??")) == ("COP", "PEN", "USD")
