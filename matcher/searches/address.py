"""A search as an address has it: read, and told where it cannot be.

The address is the search: what a list shows, what is saved and what is exported are read here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import cast, get_args
from urllib.parse import parse_qs

from sqlalchemy.orm import Session

from matcher.calls.facts import KINDS
from matcher.calls.models import Call
from matcher.calls.queries import LIVE, STATES, CallFilter, Sort
from matcher.calls.state import State
from matcher.glossary.own_entries import agency_glossary
from matcher.glossary.synonyms import synonyms
from matcher.messages import Message
from matcher.money.rates import base_currency, equivalents, worth_in_base
from matcher.projects.numbers import NotANumber, read_money
from matcher.tags.models import Scheme
from matcher.tags.queries import lines as every_line
from matcher.tags.queries import tagged_with
from matcher.words.language import gettext_noop

NAMES = frozenset(
    "q state line ods kind language source funder local country amount currency unknown "
    "from to within sort exact".split()
)
WITHIN = (15, 30, 60, 90, 180)
"""Days ahead that the page offers."""
MOST_DAYS = 3650
LONGEST = 200
Args = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where and when a search is read: today there, and the country whose currency counts."""

    today: date
    country: str

    @property
    def currency(self) -> str:
        """The currency sums are compared in."""
        return base_currency(self.country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for, as typed and as understood.

    ``problems`` are the parts that could not be read, which ask for nothing.
    """

    query: CallFilter
    sort: Sort
    lines: tuple[str, ...] = ()
    ods: tuple[str, ...] = ()
    amount: str = ""
    within: int | None = None
    problems: tuple[Message, ...] = ()

    @property
    def narrowed(self) -> int:
        """How many filters are set, the words aside."""
        q = self.query
        lists = (q.states != LIVE, q.kinds, q.languages, q.sources, self.lines, self.ods)
        rest = (q.funder, q.local_government, q.country, q.amount_min, q.closes_from or q.closes_to)
        return sum(map(bool, (*lists, *rest)))


@dataclass(slots=True)
class _Reader:
    """The parts of one address; what cannot be read is noted."""

    args: Args
    problems: list[Message] = field(default_factory=list)

    def one(self, name: str) -> str:
        return (self.args.get(name) or [""])[0].strip()[:LONGEST]

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, self.args.get(name, ()))))

    def known(self, name: str, all_known: Sequence[str], text: str) -> tuple[str, ...]:
        """The values of ``name`` that there are."""
        for value in self.many(name):
            if value not in all_known:
                self.problems.append(Message(text, value=value[:40]))
        return tuple(value for value in self.many(name) if value in all_known)

    def day(self, name: str) -> date | None:
        text = self.one(name)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.problems.append(
                Message("No se filtró por fecha: «%(value)s» no es un día.", value=text[:40])
            )
            return None

    def days(self, name: str) -> int | None:
        text = self.one(name)
        if text.isdecimal() and 0 < len(text) < 5 and 0 < int(text) <= MOST_DAYS:
            return int(text)
        if text:
            self.problems.append(
                Message(
                    "No se filtró por cierre: «%(value)s» no es un número de días.", value=text[:40]
                )
            )
        return None

    def money(self, name: str) -> tuple[Decimal | None, str]:
        """The figure and the currency written beside it."""
        text = self.one(name)
        try:
            found = read_money(text) if text else None
        except NotANumber:
            self.problems.append(
                Message(
                    "No se filtró por monto: «%(value)s» no se entiende como una cifra. "
                    "Escríbala así: 50.000.",
                    value=text[:40],
                )
            )
            return None, ""
        return (found.value, found.currency or "") if found else (None, "")


def read_address(session: Session, address: str, place: Place) -> Asked:
    """The search that stands in a query string."""
    return read(session, parse_qs(address), place)


def read(session: Session, args: Args, place: Place) -> Asked:
    """The search that ``args`` ask for; what cannot be read is told and asks for nothing."""
    reader = _Reader(args)
    lines = _lines(session, reader)
    ods = reader.known(
        "ods",
        [str(n) for n in range(1, 18)],
        gettext_noop("No se filtró por ODS: no hay un ODS «%(value)s»."),
    )
    words = reader.one("q")
    closes = _closes(reader, place)
    query = CallFilter(
        words=words,
        also={} if "exact" in args or not words else synonyms(words, agency_glossary(session)),
        states=_states(reader),
        kinds=reader.known(
            "kind", KINDS, gettext_noop("No se filtró por clase: no hay una clase «%(value)s».")
        ),
        languages=reader.many("language"),
        sources=reader.many("source"),
        funder=reader.one("funder"),
        local_government="local" in args,
        country="country" in args,
        unknown_amount="unknown" in args,
        closes_from=closes[0],
        closes_to=closes[1],
        extra=tuple(
            tagged_with("call", Call.id, cast("Scheme", scheme), codes)
            for scheme, codes in (("line", lines), ("ods", ods))
            if codes
        ),
    )
    return Asked(
        query=_with_money(session, query, reader, place),
        sort=_sort(reader, words),
        lines=lines,
        ods=ods,
        amount=reader.one("amount")[:20],
        within=closes[2],
        problems=tuple(reader.problems),
    )


def _lines(session: Session, reader: _Reader) -> tuple[str, ...]:
    """The thematic lines asked for, of those there are or were."""
    if not reader.many("line"):
        return ()
    return reader.known(
        "line",
        [line.code for line in every_line(session, retired=True)],
        gettext_noop("No se filtró por línea: no hay una línea «%(value)s»."),
    )


def _states(reader: _Reader) -> tuple[State, ...]:
    given = reader.known(
        "state",
        (*STATES, "todas"),
        gettext_noop("No se filtró por estado: no hay un estado «%(value)s»."),
    )
    if "todas" in given:
        return STATES
    return tuple(s for s in STATES if s in given) or LIVE


def _sort(reader: _Reader, words: str) -> Sort:
    usual: Sort = "relevance" if words else "deadline"
    given = reader.known(
        "sort", get_args(Sort), gettext_noop("No hay un orden «%(value)s»: se usó el de siempre.")
    )
    return cast("Sort", given[0]) if given else usual


def _closes(reader: _Reader, place: Place) -> tuple[date | None, date | None, int | None]:
    """First and last closing day; and the days ahead they were given as, if so."""
    within = reader.days("within")
    first, last = reader.day("from"), reader.day("to")
    if first and last and first > last:
        reader.problems.append(
            Message(
                "El cierre «desde» es posterior al «hasta»: ninguna convocatoria puede cumplirlo."
            )
        )
    if within is None:
        return first, last, None
    return place.today, place.today + timedelta(days=within), within


def _with_money(session: Session, query: CallFilter, reader: _Reader, place: Place) -> CallFilter:
    """``query`` with the least amount, in every currency there is a rate for."""
    amount, written = reader.money("amount")
    currency = (written or reader.one("currency"))[:3].upper()
    if currency and not (currency.isascii() and currency.isalpha() and len(currency) == 3):
        reader.problems.append(
            Message("No hay una moneda «%(value)s»: se comparó la cifra sola.", value=currency)
        )
        currency = ""
    least = (
        equivalents(session, amount, currency, place.today)
        if amount is not None and currency
        else {}
    )
    return replace(
        query,
        amount_min=amount,
        currency=currency,
        least={code: one.value for code, one in least.items()},
        worth=worth_in_base(session, place.currency, place.today),
    )
