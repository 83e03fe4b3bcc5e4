"""The filters of the list of calls, read from the address: a list can be sent to a colleague."""

from dataclasses import dataclass
from typing import cast, get_args

from flask import request
from werkzeug.datastructures import MultiDict

from matcher.calls.models import Call
from matcher.calls.queries import LIVE, STATES, CallFilter, Sort
from matcher.calls.state import State
from matcher.glossary.own_entries import agency_glossary
from matcher.glossary.synonyms import synonyms
from matcher.tags.models import Scheme
from matcher.tags.queries import tagged_with
from matcher.web.frame.inputs import day_of, money_of
from matcher.web.frame.services import db

NAMES = frozenset(
    "q state line ods kind language source funder local country amount currency unknown "
    "from to sort exact".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for, as typed and as understood."""

    query: CallFilter
    sort: Sort
    lines: tuple[str, ...]
    ods: tuple[str, ...]
    amount: str

    @property
    def narrowed(self) -> int:
        """How many filters are set, the words aside."""
        q = self.query
        return sum(
            map(
                bool,
                (
                    q.states != LIVE,
                    q.kinds,
                    q.languages,
                    q.sources,
                    q.funder,
                    self.lines,
                    self.ods,
                    q.local_government,
                    q.country,
                    q.amount_min,
                    q.closes_from,
                    q.closes_to,
                ),
            )
        )


def asked(args: MultiDict[str, str] | None = None) -> Asked:
    """The filters in ``args``, else of this request; what cannot be read counts as not asked."""
    args = request.args if args is None else args
    lines = tuple(args.getlist("line"))
    ods = tuple(c for c in args.getlist("ods") if c.isdecimal() and 1 <= int(c) <= 17)
    asked_tags: dict[Scheme, tuple[str, ...]] = {"line": lines, "ods": ods}
    extra = [
        tagged_with("call", Call.id, scheme, codes) for scheme, codes in asked_tags.items() if codes
    ]
    words = args.get("q", "").strip()[:200]
    query = CallFilter(
        words=words,
        also={} if "exact" in args else synonyms(words, agency_glossary(db())),
        states=_states(args),
        kinds=tuple(args.getlist("kind")),
        languages=tuple(args.getlist("language")),
        sources=tuple(args.getlist("source")),
        funder=args.get("funder", "").strip()[:200],
        local_government="local" in args,
        country="country" in args,
        amount_min=money_of(args.get("amount", "")),
        currency=args.get("currency", "")[:3].upper(),
        unknown_amount="unknown" in args,
        closes_from=day_of(args.get("from", "")),
        closes_to=day_of(args.get("to", "")),
        extra=tuple(extra),
    )
    sort = args.get("sort", "relevance" if words else "deadline")
    return Asked(
        query=query,
        sort=cast("Sort", sort) if sort in get_args(Sort) else "deadline",
        lines=lines,
        ods=ods,
        amount=args.get("amount", "").strip()[:20],
    )


def _states(args: MultiDict[str, str]) -> tuple[State, ...]:
    given = args.getlist("state")
    if "todas" in given:
        return STATES
    return tuple(s for s in STATES if s in given) or LIVE


def address_args(**changes: str | None) -> dict[str, list[str]]:
    """The filters of this request with ``changes``, for links to the next page or the export."""
    args = {name: values for name, values in request.args.lists() if name in NAMES}
    for name, value in changes.items():
        args.pop(name, None)
        if value is not None:
            args[name] = [value]
    return args
