"""What several sources tell as one call."""

from decimal import Decimal

import pytest

from matcher.calls.compose import Offered, SightedFacts, compose, offered
from matcher.calls.facts import WORDED, Amount, AmountKind, CallFacts, Eligibility, Fact, Span


def span(quote: str) -> Span:
    return Span(quote=quote, field="text", method="test")


def amount(kind: AmountKind, value: str, currency: str | None) -> Amount:
    return Amount(kind=kind, value=Decimal(value), currency=currency, span=span(value))


def told(order: int, facts: CallFacts) -> SightedFacts:
    return SightedFacts(order=(order, 0), source_title=f"Fuente {order}", facts=facts)


@pytest.mark.parametrize(
    ("most_in", "total_in", "expected"),
    [
        (None, "EUR", Offered(most=Decimal(50), total=None, currency=None)),
        ("EUR", None, Offered(most=Decimal(50), total=None, currency="EUR")),
        ("EUR", "EUR", Offered(most=Decimal(50), total=Decimal(90), currency="EUR")),
    ],
)
def test_no_currency_is_lent_from_one_sum_to_another(
    most_in: str | None, total_in: str | None, expected: Offered
) -> None:
    assert offered([amount("max", "50", most_in), amount("total", "90", total_in)]) == expected


def test_a_quote_is_of_the_source_that_gave_the_value() -> None:
    page = {"url": "https://a.example/1", "title": "Agua", "text": "Agua."}
    own = CallFacts(
        **page,
        kind="premio",
        funder="Fondo A",
        eligibility=Eligibility(
            countries=("CO",),
        ),
    )
    other = CallFacts(
        **page,
        kind="beca",
        kind_span=span("beca"),
        funder="Fondo B",
        funder_span=span("de B"),
        eligibility=Eligibility(
            agency_country=Fact(answer=False, span=span("solo Chile")),
            countries=("CL",),
            countries_span=span("Chile"),
        ),
    )

    both = compose([told(1, other), told(0, own)])

    assert (both.kind, both.kind_span) == ("premio", None)
    assert (both.funder, both.funder_span) == ("Fondo A", None)
    assert (both.eligibility.countries, both.eligibility.countries_span) == (("CO",), None)
    assert both.eligibility.agency_country == Fact(answer=False, span=span("solo Chile"))


def test_an_answer_that_was_read_goes_before_one_that_is_guessed() -> None:
    page = {"url": "https://a.example/1", "title": "Agua", "text": "Agua."}
    guess = Fact(answer=False, span=Span(quote="los suyos", field="text", method=WORDED))
    read = Fact(answer=True, span=span("los municipios"))
    guessed = CallFacts(**page, eligibility=Eligibility(local_government=guess))
    told_by_rule = CallFacts(**page, eligibility=Eligibility(local_government=read))

    alone = compose([told(0, guessed)]).eligibility.local_government
    both = compose([told(0, guessed), told(1, told_by_rule)]).eligibility.local_government

    assert (alone.said, alone.guessed) == (False, True)
    assert (both.said, both.guessed) == (True, False)
