"""What identity looks at in a record: page, codes, links, days, sums, funder, title."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from matcher.calls.compose import days
from matcher.calls.facts import Amount, CallFacts
from matcher.intake.identity.codes import in_address, named_codes, own_codes
from matcher.intake.identity.lists import is_list
from matcher.text import detect_language, fold

_TRACKING = re.compile(r"^(utm_\w+|fbclid|gclid|mc_cid|mc_eid|ref|source|share|amp)$")
_INDEX = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$|/amp$", re.IGNORECASE)
_FRONT = frozenset(
    "es en fr pt ca convocatoria convocatorias call calls grants grant funding ayudas subvenciones "
    "becas noticias news blog oportunidades opportunities programas programs fondos premios "
    "convocatorias-abiertas open-calls appels-a-projets actualidad agenda home inicio web "
    "financiacion financiamiento editais edital ajuts tramites sede boletin newsletter".split()
)
"""Last words of an address that name a list of calls, and no call."""
NONE: frozenset[str] = frozenset()


def canonical_url(url: str) -> str:
    """``url`` without what does not name the page: scheme, ``www.``, tracking, fragment, slash."""
    parts = urlsplit(url.strip())
    host = re.sub(r"^(?:www\d?|m|amp)\.", "", parts.hostname or "")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k.lower())]
    path = _INDEX.sub("", re.sub(r"/{2,}", "/", parts.path).rstrip("/"))
    return urlunsplit(("", host, path, urlencode(sorted(query)), "")).removeprefix("//")


def is_page(canonical: str) -> bool:
    """Whether a canonical address names one page, and not a site's front door or a list of it."""
    host, _, path = canonical.partition("/")
    if not path:
        return "?" in host
    return "?" in path or fold(path.rpartition("/")[2]) not in _FRONT


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What identity looks at in a record or a call.

    ``identifiers`` are its own official codes, ``mentions`` those its text only names, ``figures``
    the sums it names with their currency (``350000 EUR``), ``days`` the days it closes on.
    ``lists`` says that it tells of many calls and is none of them, ``pages`` to how many pages of
    others it leads.
    """

    source_id: str
    title: str
    canonical: str
    funder: str | None
    closes_on: date | None
    days: frozenset[date] = frozenset()
    language: str | None = None
    identifiers: frozenset[str] = NONE
    links: frozenset[str] = NONE
    mentions: frozenset[str] = NONE
    figures: frozenset[str] = NONE
    aggregator: bool = False
    lists: bool = False
    pages: int = 0

    @property
    def closing(self) -> frozenset[date]:
        """Every day it closes on."""
        return self.days or (frozenset((self.closes_on,)) if self.closes_on else frozenset())


def traits_of(facts: CallFacts, *, source_id: str, aggregator: bool = False) -> Traits:
    """What identity looks at in a record of a source."""
    closing = days(facts.deadlines)
    own, named = own_codes(facts, source_id=source_id), named_codes(facts.text)
    canonical = canonical_url(facts.url)
    links = _set(canonical_url(link) for link in facts.links)
    pages = len({link for link in links if is_page(link) and _host(link) != _host(canonical)})
    return Traits(
        source_id=source_id,
        title=facts.title,
        canonical=canonical,
        funder=facts.funder,
        closes_on=closing[-1] if closing else None,
        days=frozenset(closing),
        language=facts.language or detect_language(f"{facts.title}\n{facts.text[:500]}"),
        identifiers=own or NONE,
        links=links,
        mentions=(named | in_address(facts.url)) - own or NONE,
        figures=_set(_figures(facts.amounts)),
        aggregator=aggregator,
        lists=is_list(facts.title, facts.text, codes=NONE if own else named, pages=pages),
        pages=pages,
    )


def _host(canonical: str) -> str:
    return canonical.partition("/")[0]


def _set(values: Iterable[str]) -> frozenset[str]:
    """A set of ``values``; all empty ones are one object, for there are many of them."""
    return frozenset(values) or NONE


def _figures(amounts: Sequence[Amount]) -> Iterator[str]:
    for amount in amounts:
        for figure in (amount.value, amount.minimum, amount.maximum):
            if figure and amount.currency:
                yield f"{figure.normalize():f} {amount.currency}"


_MARKS = ("identifiers", "links", "mentions", "figures")


def marks_of(own: Traits) -> dict[str, Any]:
    """What a sighting keeps of its traits beside title and address, as JSON values."""
    kept: dict[str, Any] = {name: sorted(getattr(own, name)) for name in _MARKS}
    kept["days"] = sorted(day.isoformat() for day in own.days)
    kept |= {"funder": own.funder, "language": own.language, "pages": own.pages}
    return kept | {name: True for name in ("aggregator", "lists") if getattr(own, name)}


def is_current(marks: Mapping[str, Any]) -> bool:
    """Whether ``marks`` were made by this reading of records, and not by an earlier one."""
    return "days" in marks


def from_marks(marks: Mapping[str, Any]) -> dict[str, Any]:
    """The traits that :func:`marks_of` kept."""
    return {
        **{name: _set(marks.get(name, ())) for name in _MARKS},
        "days": frozenset(map(date.fromisoformat, marks.get("days", ()))),
        "language": marks.get("language"),
        "pages": marks.get("pages", 0),
        "aggregator": marks.get("aggregator", False),
        "lists": marks.get("lists", False),
    }
