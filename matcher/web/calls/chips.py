"""What a list is narrowed by, in words: each filter a chip that takes it away."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from matcher.calls.queries import LIVE, STATES
from matcher.searches.address import Asked
from matcher.web.calls.filters import without
from matcher.web.cards.calls import line_names
from matcher.web.frame.gettext import _
from matcher.web.values.filters import agency_country, country_name, money, number, short_day
from matcher.web.values.labels import KINDS, LANGUAGES, ods_name
from matcher.web.values.labels import STATES as STATE_NAMES
from matcher.web.values.source_names import source_title


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in words, and the address of the list without it."""

    label: str
    url: str


def chips(asked: Asked) -> list[Chip]:
    """The filters that are set, in the order of the page."""
    return [
        Chip(label, url_for("calls.index", **without(name, value)))
        for label, name, value in _set(asked)
    ]


def _set(asked: Asked) -> Iterator[tuple[str, str, str | None]]:
    """What is said of each filter, the name it has in the address, and its value there."""
    query = asked.query
    if query.words:
        yield f"«{query.words}»", "q", None
    if query.states == STATES:
        yield _("Todos los estados"), "state", None
    elif query.states != LIVE:
        for state in query.states:
            yield str(STATE_NAMES[state]), "state", state
    for code in asked.lines:
        yield line_names().get(code, code), "line", code
    for code in asked.ods:
        yield f"ODS {code}. {ods_name(code)}", "ods", code
    yield from _who(asked)
    yield from _money_and_days(asked)
    for code in query.kinds:
        yield str(KINDS.get(code, code)), "kind", code
    for code in query.languages:
        yield str(LANGUAGES.get(code, code)), "language", code
    if query.funder:
        yield query.funder, "funder", None
    for code in query.sources:
        yield source_title(code), "source", code


def _who(asked: Asked) -> Iterator[tuple[str, str, str | None]]:
    if asked.query.local_government:
        yield _("Abierta a entidades territoriales, o no lo dice"), "local", None
    if asked.query.country:
        country = country_name(agency_country())
        yield _("Abierta a %(country)s, o no lo dice", country=country), "country", None


def _money_and_days(asked: Asked) -> Iterator[tuple[str, str, str | None]]:
    query = asked.query
    if query.amount_min is not None:
        least = (
            money(query.amount_min, query.currency) if query.currency else number(query.amount_min)
        )
        yield _("Desde %(amount)s", amount=least), "amount", None
    if query.unknown_amount and query.amount_min is not None:
        yield _("También sin monto comparable"), "unknown", None
    if asked.within is not None:
        yield _("Cierra en los próximos %(days)s días", days=asked.within), "within", None
        return
    if query.closes_from:
        yield _("Cierra desde el %(day)s", day=short_day(query.closes_from)), "from", None
    if query.closes_to:
        yield _("Cierra hasta el %(day)s", day=short_day(query.closes_to)), "to", None
