"""Two titles side by side: what both say, what one says otherwise, what only one says."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from matcher.intake.identity.telling_words import REGIONS, WIDE
from matcher.intake.identity.title_parts import (
    GENERIC,
    SHARED_CLASSES,
    TitleParts,
    lies_in,
    title_parts,
)
from matcher.text import fold
from scrapers.extract.parties.places import holds

_SPELT_ALIKE = 84
"""Likeness (0–100) from which two words are one, misspelt or inflected. Set by hand."""
_EXTENDS = re.compile(
    r"\b(?:ampli\w+|prorrog\w+|exten\w+|prolong\w+|ajorn\w+) (?:\w+ ){0,3}"
    r"(?:plazo|prazo|termini|delai|deadline|cierre|fecha)\b"
    r"|\bprorrog\w+|\b(?:deadline|plazo|prazo) (?:\w+ ){0,2}(?:exten|ampli|prorrog|prolong)\w+"
)
"""A notice that a call closes later than it did, in a title."""
_EXTENDED = (
    re.compile(
        r"(?<!no )(?<!not )(?<!nao )\b(?:se |ha |fue |foi |was |has been |a ete )?"
        r"(?:ampl[ií]\w*|prorrog\w*|extend\w*|extien\w*|prolong\w*|ajorn\w*|estend\w*)\s"
        r"(?:\w+\s){0,5}(?:plazo|prazo|termini|delai|deadline|cierre|fecha|inscri\w+|recepcion|hasta|"
        r"ate|until|to)\b"
    ),
    re.compile(
        r"\b(?:traslad|aplaz|adia|report|postpon)\w*\s(?:\w+\s){0,3}"
        r"(?:cierre|plazo|prazo|deadline|delai)\b"
        r"|\b(?:nuevo|nueva|nova?o?|new|nouvelle)\s(?:fecha de |date |data |dia )?"
        r"(?:cierre|plazo|prazo|deadline|limite)\b"
        r"|\b(?:deadline|plazo|prazo|delai|termini)\W+(?:\w+\W+){0,3}"
        r"(?:exten|ampli|prorrog|prolong|ajorn|estend)\w*"
    ),
)
"""A text that tells of a later closing, folded."""
_EDITIONS = frozenset(("year", "number"))
_REGIONS = frozenset(region for region, _ in REGIONS)
"""Where only one title names a whole region, it says more and nothing else."""
_CONTINENTS = {"latam": "AMERICAS", "africa": "AFRICA", "asia": "ASIA", "europe": "EUROPE"}
"""Region → the group of countries that it is, of ``scrapers/extract/parties/regions.toml``."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing two titles tell otherwise: what it is, and how each puts it."""

    kind: str
    first: str
    second: str

    def to_params(self) -> dict[str, str]:
        """As a reason keeps it."""
        return {"kind": self.kind, "first": self.first, "second": self.second}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """``differs`` is what cannot be one call; ``aside`` what only one of the titles says.

    ``common`` counts the words both have, ``named`` says that one is a name, ``only`` are those of
    one side alone, ``other_names`` says that each side has names of its own; ``likeness`` is of
    100.
    """

    readable: bool
    differs: Difference | None
    aside: Difference | None
    other_themes: bool
    unsure_edition: bool
    common: int
    named: bool
    only: tuple[tuple[str, ...], tuple[str, ...]]
    other_names: bool
    likeness: float

    @property
    def equal(self) -> bool:
        """The same words, and nothing told otherwise."""
        return self.readable and not any(self.only) and not self.differs and not self.aside

    @property
    def within(self) -> bool:
        """All words of one stand in the other, which says more."""
        return self.readable and self.common > 0 and not all(self.only)


def extends(*titles: str) -> bool:
    """Whether one of ``titles`` says that it only moves a day."""
    return any(_moves(title) for title in titles)


@lru_cache(maxsize=100_000)
def _moves(title: str) -> bool:
    return _EXTENDS.search(fold(title)) is not None


_RESULTS = r"(?:resultad[oa]s?|results|resultats)\b(?!-| based)"
_CHOSEN = (
    r"(?:seleccionad|selecionad|preseleccionad|ganador|vencedor|premiad|aprobad|aprovad|admitid|"
    r"adjudicad|beneficiari|guanyador|seleccionat|laureat|retenu|selected|awarded|winning|funded)\w*"
)
_THINGS = (
    r"(?:proyectos|projetos|projectes|projets|projects|ciudades|cidades|ciutats|cities|villes|"
    r"iniciativas|propuestas|entidades|entitats|solicitudes|organizaciones|municipios|teams)"
)
_OUTCOME = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:^|[:.|»–-]\s?|\b(?:publi|anunc|announc|conoce|conozca|divulg|estos son|l[ao]s|the|"
        rf"final|preliminar)\w*\s){_RESULTS}",
        r"\bresol\w+ (?:definitiv|provisional|final|de (?:concesion|adjudicacion|concessio))\w*",
        r"\b(?:propuesta|proposta|proposition) de resol\w+",
        *(
            r"\b(?:listado|lista|relacion|relacao|llista\w*|relacio|liste|list)\s(?:[a-z]+ )?"
            rf"(?:de |d'|of |des )(?:l[ao]s |les |the )?{named}"
            for named in (_THINGS, _CHOSEN)
        ),
        rf"\b{_THINGS} (?:han sido |fueron |foram |ont ete )?{_CHOSEN}",
        r"\b(?:ganadores|ganadoras|vencedor\w+|guanyador\w+|winners|laureat[es]*s)\b",
        r"\b(?:concede|otorga|adjudica|reparte|grants|awards|octroie)n?\b.{0,40}"
        rf"\b(?:a|to) \d+ {_THINGS}",
        r"\bsubsan(?:ar|acion|en)\b|\besmen(?:ar|es)\b",
    )
)
"""What a title says once the applications are in: results, a list of the chosen, what to mend."""


@lru_cache(maxsize=100_000)
def tells_of_outcome(title: str) -> bool:
    """Whether a title tells how a call went, and not that one may apply."""
    folded = fold(title)
    return any(one.search(folded) for one in _OUTCOME)


def tells_of_extension(text: str) -> bool:
    """Whether a text says that one may apply longer than was said."""
    folded = fold(text)
    return any(one.search(folded) for one in _EXTENDED)


def compared(
    a: tuple[str, str | None], b: tuple[str, str | None], *, houses: tuple[str, ...] = ()
) -> Compared:
    """Titles with their languages; the words of ``houses``, who funds them, tell nothing.

    The language of a short record is guessed, so titles with most words in common can be read as
    one language whatever was guessed.
    """
    language = min(filter(None, (a[1], b[1])), default=None)
    one, other = title_parts(a[0], language), title_parts(b[0], language)
    funders = _houses(houses, language)
    left = {s: w for s, w in one.words.items() if s not in funders.words or s in other.words}
    right = {s: w for s, w in other.words.items() if s not in funders.words or s in one.words}
    only = _unpaired(left, right)
    shared = min(len(left) - len(only[0]), len(right) - len(only[1]))
    most = shared > 1 and 2 * shared > min(len(left), len(right))
    readable = a[1] == b[1] or None in (a[1], b[1]) or most
    aside = _aside(one, other, funders)
    if aside is None and readable:
        aside = _named_aside(one, other, only, funders)
    elif aside is None:
        aside = _theme_aside(one, other)
    return Compared(
        readable=readable,
        differs=_differs(one, other, funders, readable=readable),
        aside=aside,
        other_themes=_other_themes(one, other),
        unsure_edition=_one_edition(one, other),
        common=_told_alike(one, other) + shared - len(left.keys() & right.keys() & GENERIC),
        named=bool(one.names & other.names),
        only=only,
        other_names=all(
            any(_names(parts, words, funders.words))
            for parts, words in ((one, only[0]), (other, only[1]))
        ),
        likeness=fuzz.token_sort_ratio(one.whole, other.whole) if readable else 0.0,
    )


def _told_alike(one: TitleParts, other: TitleParts) -> int:
    """How many telling words both titles have; themes are among the other words."""
    return sum(
        len(told.keys() & other.telling[kind].keys())
        for kind, told in one.telling.items()
        if kind != "theme" and kind in other.telling
    )


def _alike(stem: str, other: str) -> bool:
    """Whether two stems are one word, however it is spelt."""
    return stem == other or (stem[:3] == other[:3] and fuzz.ratio(stem, other) >= _SPELT_ALIKE)


def _unpaired(
    left: Mapping[str, str], right: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of each side that the other has not, however it spells them."""
    ours = [stem for stem in left if stem not in right]
    theirs = [stem for stem in right if stem not in left]
    if not ours or not theirs:
        return tuple(left[s] for s in ours), tuple(right[s] for s in theirs)
    for stem in tuple(ours):
        for other in theirs:
            if _alike(stem, other):
                ours.remove(stem)
                theirs.remove(other)
                break
    return tuple(left[s] for s in ours), tuple(right[s] for s in theirs)


def _differs(
    one: TitleParts, other: TitleParts, houses: "_Houses", *, readable: bool
) -> Difference | None:
    """What both titles tell, and tell otherwise; the country of who funds is none of it."""
    kinds = (*SHARED_CLASSES, "strand" if readable else "theme")
    for kind in kinds:
        ours, theirs = one.telling.get(kind, {}), other.telling.get(kind, {})
        if kind == "theme" and ours.keys() & theirs.keys():
            continue
        first, second = ours.keys() - houses.told, theirs.keys() - houses.told
        if kind == "place":
            first, second = places_apart(first, second)
        if first - second and second - first:
            return Difference(kind, _said(ours, theirs), _said(theirs, ours))
    return None


def places_apart(first: Set[str], second: Set[str]) -> tuple[set[str], set[str]]:
    """The places of each that lie not in one of the other: a city in its country or region."""
    first, second = _without_caribbean(first), _without_caribbean(second)
    if first <= _REGIONS or second <= _REGIONS:
        beyond = _beyond(first, second) or _beyond(second, first)
        whole = _REGIONS if "latam" in first | second else _REGIONS | {"caribe"}
        return (first, second) if beyond else (first & whole, second & whole)
    return {*_lie_elsewhere(first, second)}, {*_lie_elsewhere(second, first)}


def _beyond(regions: Set[str], places: Set[str]) -> bool:
    """Whether ``places`` are countries, and none of them is of one of ``regions``; a single one may
    be that of who funds («Unión Europea: … en Colombia»).
    """
    countries = len(places) > 1 and all(place.isupper() for place in places)
    return bool(countries and regions and regions <= _REGIONS) and not any(
        holds(_CONTINENTS[region], country) for region in regions for country in places
    )


def _lie_elsewhere(places: Set[str], others: Set[str]) -> Iterator[str]:
    """Those of ``places`` that neither lie around one of ``others`` nor in one."""
    where = lies_in()
    around = frozenset[str]().union(*(where.get(other, ()) for other in others))
    for place in places - others:
        wide = place in WIDE and not others <= WIDE
        if not wide and place not in around and others.isdisjoint(where.get(place, ())):
            yield place


def _without_caribbean(places: Set[str]) -> set[str]:
    """``places`` without the sea that is named with its continent: «América Latina y el Caribe»."""
    return {place for place in places if place != "caribe" or not places & _REGIONS}


def _said(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    apart = [shown for value, shown in ours.items() if value not in theirs]
    return ", ".join(apart or ours.values())


def _aside(one: TitleParts, other: TitleParts, houses: "_Houses") -> Difference | None:
    """What tells apart, and only one of the titles says; editions are told by the day as well."""
    for kind in SHARED_CLASSES:
        ours = _without_caribbean(one.telling.get(kind, {}).keys()) - houses.told - _REGIONS
        theirs = _without_caribbean(other.telling.get(kind, {}).keys()) - houses.told - _REGIONS
        if kind not in _EDITIONS and ours != theirs:
            told = one.telling.get(kind, {}), other.telling.get(kind, {})
            first = ", ".join(told[0][value] for value in sorted(ours - theirs))
            return Difference(kind, first, ", ".join(told[1][v] for v in sorted(theirs - ours)))
    return None


def _other_themes(one: TitleParts, other: TitleParts) -> bool:
    ours, theirs = one.telling.get("theme", {}).keys(), other.telling.get("theme", {}).keys()
    return bool(ours and theirs) and not ours & theirs


def _theme_aside(one: TitleParts, other: TitleParts) -> Difference | None:
    """Between languages: a theme that only one title names, where the other names none."""
    ours, theirs = one.telling.get("theme", {}), other.telling.get("theme", {})
    if bool(ours) == bool(theirs):
        return None
    return Difference("theme", ", ".join(ours.values()), ", ".join(theirs.values()))


def _named_aside(
    one: TitleParts,
    other: TitleParts,
    only: tuple[tuple[str, ...], tuple[str, ...]],
    houses: "_Houses",
) -> Difference | None:
    """A word written as a name that only the longer of two titles has."""
    names = [*_names(one, only[0], houses.words)], [*_names(other, only[1], houses.words)]
    if all(only) or not any(names):
        return None
    return Difference("name", ", ".join(names[0]), ", ".join(names[1]))


@dataclass(frozen=True, slots=True)
class _Houses:
    """The words of those who fund: they tell nothing of the call.

    ``told`` holds the places, and the peoples a house is of or called by: «Ayuntamiento de…».
    """

    words: frozenset[str]
    told: frozenset[str]


@lru_cache(maxsize=20_000)
def _houses(names: tuple[str, ...], language: str | None) -> _Houses:
    parts = [title_parts(name, language) for name in names]
    places = [frozenset(one.telling.get("place", {})) for one in parts]
    peoples = frozenset(people for one in parts for people in one.telling.get("population", {}))
    words = frozenset(word for one in parts for word in one.words)
    return _Houses(words, said_by_houses(places) | peoples)


def said_by_houses(places: Sequence[frozenset[str]]) -> frozenset[str]:
    """The places that tell who funds and nothing of the call.

    Where each of two houses names a place of its own, they are offices in two places, which tell
    their calls apart; a city lies in its country.
    """
    every = frozenset[str]().union(*places)
    both = every.intersection(*places)
    own = list(places_apart(*(ours - both for ours in places))) if len(places) > 1 else []
    return every.difference(*own) if own and all(own) else every


def _names(parts: TitleParts, only: tuple[str, ...], funder_words: frozenset[str]) -> Iterator[str]:
    """The words of one side alone that are written as names."""
    for stem, shown in parts.words.items():
        if shown in only and stem in parts.names and stem not in funder_words:
            yield shown


def _one_edition(one: TitleParts, other: TitleParts) -> bool:
    """Whether only one title says which year or edition it is."""
    return any(one.telling.get(k, {}).keys() != other.telling.get(k, {}).keys() for k in _EDITIONS)
