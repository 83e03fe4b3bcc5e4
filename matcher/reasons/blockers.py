"""Hard conditions, before any score: what forbids applying, with the quote that says so.

Unknown is unknown: a condition blocks only where both the call and the project state the fact
it compares. Amounts in different currencies are not compared.
"""

from collections.abc import Callable
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
    found = (rule(call, project, today) for rule in _RULES)
    return tuple(one for one in found if one is not None)


def _closed(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """The call no longer takes applications."""
    del project
    if call.closed is not None and call.closed.value:
        return Blocker(kind="closed", code="closed", quote=call.closed.quote)
    if call.closes_on is not None and call.closes_on.value < today and not call.rolling:
        return Blocker(
            kind="closed",
            code="closed-on",
            params={"on": call.closes_on.value.isoformat()},
            quote=call.closes_on.quote,
        )
    return None


def _country(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """The project's country is not among those that may apply."""
    del today
    if project.country is None:
        return None
    if call.agency_country is not None and call.asked_country in {None, project.country}:
        if call.agency_country.value is False:
            return Blocker(
                kind="country",
                code="agency-country-out",
                params={"country": project.country},
                quote=call.agency_country.quote,
            )
        return None
    if call.countries is None or not call.countries.value:
        return None
    named = call.countries.value
    if any(_may_hold(place, project.country) for place in named):
        return None
    return Blocker(
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


def _applicant(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """A local government may not apply."""
    del today
    fact = call.local_government
    if project.local_government and fact is not None and fact.value is False:
        return Blocker(
            kind="local_government",
            code="local-government-out",
            quote=fact.quote,
        )
    return None


def _counterpart(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """More counterpart is asked for than the project has."""
    del today
    asked = call.cofunding_percent
    if asked is None or project.counterpart is None or project.amount is None:
        return None
    total = project.amount + project.counterpart
    if total <= 0:
        return None
    offered = project.counterpart * 100 / total
    if asked.value > offered:
        return Blocker(
            kind="counterpart",
            code="counterpart-short",
            params={"asked": str(asked.value), "offered": str(offered)},
            quote=asked.quote,
        )
    return None


def _amount(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """What the project seeks is out of proportion to every amount the call offers."""
    del today
    sought = project.amount
    if sought is None or sought <= 0 or project.currency is None:
        return None
    comparable = [money for money in call.amounts if money.currency == project.currency]
    if not comparable or any(_in_proportion(money, sought) for money in comparable):
        return None
    money = comparable[0]
    return Blocker(
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


def _modality(call: CallText, project: ProjectText, today: date) -> Blocker | None:
    """The kind of call is one the project does not want."""
    del today
    if call.kind is not None and project.modalities and call.kind not in project.modalities:
        return Blocker(
            kind="modality",
            code="kind-unwanted",
            params={"kind": call.kind, "wanted": list(project.modalities)},
        )
    return None


_RULES: tuple[Callable[[CallText, ProjectText, date], Blocker | None], ...] = (
    _closed,
    _country,
    _applicant,
    _counterpart,
    _amount,
    _modality,
)
