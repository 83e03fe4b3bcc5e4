"""Blockers: named with the quoted sentence; what is unknown never blocks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from matcher.ranking.inputs import AmountRange, CallText, ProjectText, Quoted
from matcher.reasons.blockers import blockers
from tests.matcher.words.said import said

TODAY = date(2026, 11, 20)
CALL = CallText(id="c", title="Fondo de agua", text="Subvenciones para acueductos.")
PROJECT = ProjectText(
    id="p",
    title="Acueducto",
    text="Agua para la vereda.",
    country="CO",
    currency="EUR",
    amount=Decimal(400_000),
    counterpart=Decimal(100_000),
    local_government=True,
    modalities=("subvencion",),
)


def kinds(call: CallText, project: ProjectText = PROJECT) -> list[str]:
    return [blocker.kind for blocker in blockers(call, project, today=TODAY)]


def test_nothing_known_blocks_nothing() -> None:
    assert kinds(CALL) == []
    assert kinds(CALL, ProjectText(id="p", title="x", text="y")) == []


def test_a_call_that_closed_yesterday_blocks_and_one_that_closes_today_does_not() -> None:
    def closing(day: int) -> CallText:
        return replace(CALL, closes_on=Quoted(value=date(2026, 11, day), quote=f"Cierra el {day}"))

    (found,) = blockers(closing(19), PROJECT, today=TODAY)
    assert (found.kind, found.quote) == ("closed", "Cierra el 19")
    assert "19 de noviembre de 2026" in said(found)
    assert kinds(closing(20)) == []


def test_a_permanent_call_is_not_closed_by_an_old_cutoff() -> None:
    call = replace(CALL, closes_on=Quoted(value=date(2026, 3, 1)), rolling=True)
    assert kinds(call) == []
    assert kinds(replace(call, closed=Quoted(value=True))) == ["closed"]


@pytest.mark.parametrize(
    ("countries", "blocked"),
    [
        (("CO", "PE"), False),
        (("LAC",), False),
        (("IBERO",), False),
        (("WORLD",), False),
        (("EU",), True),
        (("PE", "BR"), True),
        ((), False),
    ],
)
def test_countries_and_regions(countries: tuple[str, ...], *, blocked: bool) -> None:
    call = replace(CALL, countries=Quoted(value=countries, quote="Países elegibles: …"))
    assert kinds(call) == (["country"] if blocked else [])


def test_what_the_call_says_of_the_agency_s_country_outranks_its_list() -> None:
    listed = Quoted(value=("EU",))
    assert kinds(replace(CALL, countries=listed, agency_country=Quoted(value=True))) == []
    assert kinds(replace(CALL, agency_country=Quoted(value=False))) == ["country"]
    abroad = replace(PROJECT, country="PE")
    asked = replace(CALL, agency_country=Quoted(value=False), asked_country="CO")
    assert kinds(asked, abroad) == []
    assert kinds(asked) == ["country"]


def test_a_region_whose_members_nobody_lists_here_stops_nobody() -> None:
    assert kinds(replace(CALL, countries=Quoted(value=("ANDEAN",)))) == []


def test_a_local_government_that_may_only_be_a_partner_is_not_stopped() -> None:
    assert kinds(replace(CALL, local_government=Quoted(value="partner"))) == []


def test_only_a_local_government_is_stopped_by_a_call_closed_to_them() -> None:
    call = replace(CALL, local_government=Quoted(value=False, quote="Solo ONG."))
    assert kinds(call) == ["local_government"]
    assert kinds(call, replace(PROJECT, local_government=None)) == []
    assert kinds(replace(CALL, local_government=Quoted(value=True))) == []


@pytest.mark.parametrize(("percent", "blocked"), [(20, False), (21, True), (50, True)])
def test_counterpart_is_compared_as_a_share_of_the_total_cost(
    percent: int, *, blocked: bool
) -> None:
    call = replace(CALL, cofunding_percent=Quoted(value=Decimal(percent), quote="cofinanciación"))
    assert kinds(call) == (["counterpart"] if blocked else [])
    assert kinds(call, replace(PROJECT, counterpart=None)) == []


def test_an_amount_blocks_only_out_of_proportion_and_in_the_same_currency() -> None:
    def offering(maximum: int, currency: str | None = "EUR") -> CallText:
        money = AmountRange(
            minimum=None, maximum=Decimal(maximum), currency=currency, quote="hasta …"
        )
        return replace(CALL, amounts=(money,))

    assert kinds(offering(39_000)) == ["amount"]
    assert kinds(offering(40_000)) == []
    assert kinds(offering(39_000, "USD")) == []
    assert kinds(offering(39_000, None)) == []
    large = AmountRange(minimum=Decimal(5_000_000), maximum=None, currency="EUR")
    assert kinds(replace(CALL, amounts=(large,))) == ["amount"]
    assert (
        kinds(
            replace(
                offering(39_000), amounts=(*offering(39_000).amounts, *offering(500_000).amounts)
            )
        )
        == []
    )


def test_amounts_are_written_as_spanish_writes_them() -> None:
    money = AmountRange(minimum=None, maximum=Decimal("12500.5"), currency="EUR")
    (found,) = blockers(replace(CALL, amounts=(money,)), PROJECT, today=TODAY)
    assert "400.000\u00a0EUR" in said(found)
    assert "12.500,5\u00a0EUR" in said(found)


def test_an_unwanted_modality_blocks() -> None:
    assert kinds(replace(CALL, kind="prestamo")) == ["modality"]
    assert kinds(replace(CALL, kind="subvencion")) == []
    assert kinds(replace(CALL, kind="prestamo"), replace(PROJECT, modalities=())) == []
