"""Hard conditions, before any score: what forbids applying, with the quote that says so.

Unknown is unknown: a condition blocks only where both the call and the project state the fact
it compares. Amounts in different currencies are not compared.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from matcher.ranking.inputs import AmountRange, Blocker, CallText, ProjectText

_REGIONS = {
    "LAC": frozenset(
        "AG AR BB BO BR BS BZ CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC MX NI PA PE PY SR SV "
        "TT UY VC VE".split()
    ),
    "IBERO": frozenset("AD AR BO BR CL CO CR CU DO EC ES GT HN MX NI PA PE PT PY SV UY VE".split()),
    "EU": frozenset(
        "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
    ),
}
_TOO_SMALL = Decimal("0.1")
_TOO_LARGE = Decimal(10)
"""What is offered over what is sought, from which it is another order of magnitude. Set by hand;
labelled pairs with amounts would tell."""


def blockers(call: CallText, project: ProjectText, *, today: date) -> tuple[Blocker, ...]:
    """Why ``project`` cannot apply to ``call``; empty where nothing known forbids it."""
    return tuple(blocker for rule in _RULES for blocker in rule(call, project, today))


def _closed(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """The call no longer takes applications."""
    del project
    if call.closed is not None and call.closed.value:
        yield Blocker(kind="closed", code="closed", quote=call.closed.quote)
    elif call.closes_on is not None and call.closes_on.value < today and not call.rolling:
        yield Blocker(
            kind="closed",
            code="closed-on",
            params={"on": call.closes_on.value.isoformat()},
            quote=call.closes_on.quote,
        )


def _country(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """The project's country is not among those that may apply."""
    del today
    if project.country is None:
        return
    if call.agency_country is not None and call.asked_country in {None, project.country}:
        if call.agency_country.value is False:
            yield Blocker(
                kind="country",
                code="agency-country-out",
                params={"country": project.country},
                quote=call.agency_country.quote,
            )
        return
    if call.countries is None or not call.countries.value:
        return
    named = call.countries.value
    if any(_may_hold(place, project.country) for place in named):
        return
    yield Blocker(
        kind="country",
        code="country-out",
        params={"country": project.country, "named": list(named)},
        quote=call.countries.quote,
    )


def _may_hold(place: str, country: str) -> bool:
    """Whether a country or region is or has ``country``; one whose members we do not hold may."""
    if place in _REGIONS:
        return country in _REGIONS[place]
    return place == country or len(place) > len(country)


def _applicant(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """A local government may not apply."""
    del today
    fact = call.local_government
    if project.local_government and fact is not None and fact.value is False:
        yield Blocker(
            kind="local_government",
            code="local-government-out",
            quote=fact.quote,
        )


def _counterpart(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """More counterpart is asked for than the project has."""
    del today
    asked = call.cofunding_percent
    if asked is None or project.counterpart is None or project.amount is None:
        return
    total = project.amount + project.counterpart
    if total <= 0:
        return
    offered = project.counterpart * 100 / total
    if asked.value > offered:
        yield Blocker(
            kind="counterpart",
            code="counterpart-short",
            params={"asked": str(asked.value), "offered": str(offered)},
            quote=asked.quote,
        )


def _amount(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """What the project seeks is out of proportion to every amount the call offers."""
    del today
    sought = project.amount
    if sought is None or sought <= 0 or project.currency is None:
        return
    comparable = [money for money in call.amounts if money.currency == project.currency]
    if not comparable or any(_in_proportion(money, sought) for money in comparable):
        return
    money = comparable[0]
    yield Blocker(
        kind="amount",
        code="amount-apart",
        params={
            "sought": str(sought),
            "minimum": None if money.minimum is None else str(money.minimum),
            "maximum": None if money.maximum is None else str(money.maximum),
            "currency": project.currency,
        },
        quote=money.quote,
    )


def _in_proportion(money: AmountRange, sought: Decimal) -> bool:
    """Whether an offer could serve a project of that size, within a factor of ten."""
    if money.maximum is not None and money.maximum < sought * _TOO_SMALL:
        return False
    return money.minimum is None or money.minimum <= sought * _TOO_LARGE


def _modality(call: CallText, project: ProjectText, today: date) -> Iterator[Blocker]:
    """The kind of call is one the project does not want."""
    del today
    if call.kind is not None and project.modalities and call.kind not in project.modalities:
        yield Blocker(
            kind="modality",
            code="kind-unwanted",
            params={"kind": call.kind, "wanted": list(project.modalities)},
        )


_RULES: tuple[Callable[[CallText, ProjectText, date], Iterator[Blocker]], ...] = (
    _closed,
    _country,
    _applicant,
    _counterpart,
    _amount,
    _modality,
)
