"""Whether two names of funders are one house: names in several languages, initials, parts."""

import re
from functools import lru_cache
from typing import Literal

from matcher.intake.identity.particulars import LETTERS, particulars, word_keys
from matcher.intake.identity.telling_words import HOUSE_KINDS
from matcher.intake.identity.title_parts import known_or_spanish, title_parts
from matcher.intake.identity.titles import places_apart
from matcher.terms import content_words, term
from matcher.text import fold
from scrapers.extract.parties.known_funders import KNOWN

Agreement = Literal["same", "other"]
_LOOSE = frozenset(("agency", "institute", "company"))
"""Kinds a house may be called by beside its own: «Ministerio de Ciencia, Agencia Estatal»."""
_DIPLOMATIC = frozenset(("embassy", "government", "ministry"))
"""Kinds that give in the name of one country: its embassy hands out what its ministry pays."""
_MANY_OF = frozenset(("ministry", "secretariat", "agency", "institute", "company", "bank"))
"""Kinds of which one country has several."""
_WEAK = frozenset(
    term(word, "es")
    for word in (
        "nacional national estatal internacional international europeo europea european regional "
        "general publico publica social distrital municipal colombia espana spain mexico peru "
        "delegacion direccion oficina office servicio republica consejo fondo programa union "
        "organizacion asociacion cooperacion desarrollo development cooperation region regio "
        "provincia province comunidad estado conseil consell council"
    ).split()
)
_STATES = re.compile(r"\bU\.\s?S\.(?:A\.)?|\bUSA?\b|\bUnited States\b|\bEE\.?\s?UU\b\.?")
_MISSION = re.compile(r"\bMission (?=to\b)")
_UNION = re.compile(r"\b(?:eu|ue)\b")
_LEAST_INITIALS = 3
"""Letters initials must have to stand for a name: two stand for too many. Set by hand."""
_LEAST_CAPITALS = 2
"""Capitals that make a word letters of a name: «FdF». Set by hand."""
_MOST_INITIALS = 7
"""Letters of the longest name in capitals taken for initials. Set by hand."""


def funders(
    a: str | None, b: str | None, language: str | None, *, one_language: bool
) -> Agreement | None:
    """``same``, ``other``, or ``None`` where nobody can tell.

    :param one_language: whether both stand in ``language``; else names without a word in common
        tell nothing.
    """
    if not a or not b:
        return None
    return _agreement(a, b, one_language, known_or_spanish(language))


@lru_cache(maxsize=50_000)
def _agreement(a: str, b: str, one_language: bool, language: str) -> Agreement | None:
    known_a, known_b = _known(a), _known(b)
    a, b = (_MISSION.sub("Embassy ", _STATES.sub("Estados Unidos", name)) for name in (a, b))
    known_a, known_b = known_a | _known(a), known_b | _known(b)
    kinds_a, words_a = _house(a, language)
    kinds_b, words_b = _house(b, language)
    told = _one_state(a, b, kinds_a, kinds_b)
    if fold(a) == fold(b) or (known_a & known_b and told is not None):
        return "same"
    if told is not False:
        return told
    if known_a and known_b:
        return "other"
    if _initials(a, words_b, b) or _initials(b, words_a, a):
        return "same"
    if kinds_a - _LOOSE and kinds_b - _LOOSE and not kinds_a & kinds_b:
        return "other"
    return _by_words(a, b, words_a, words_b, one_language=one_language)


def _by_words(
    a: str, b: str, ours: frozenset[str], theirs: frozenset[str], *, one_language: bool
) -> Agreement | None:
    """What the words of two names tell that are of no house we know."""
    if not ours or not theirs or _only_initials(a) or _only_initials(b):
        return None
    common = ours & theirs
    other: Agreement | None = "other" if one_language else None
    if not common:
        return other
    if ours <= theirs or theirs <= ours:
        return "same" if common - _WEAK or ours == theirs else None
    own = ours - _WEAK - common, theirs - _WEAK - common
    if len(ours) == len(theirs) and all(len(words) == 1 for words in own):
        return other  # «Cámara de Comercio de Cali», «… de Bucaramanga»
    half = min(len(ours - _WEAK), len(theirs - _WEAK))
    return None if len(common - _WEAK) * 2 >= half else other


def _one_state(
    a: str, b: str, kinds_a: frozenset[str], kinds_b: frozenset[str]
) -> Agreement | Literal[False] | None:
    """What two houses of one country are to each other; ``False`` where they are no such houses.

    A country's embassy hands out what its ministry pays; of ministries, and of embassies in two
    places, there are several.
    """
    ours, theirs = (_places(name, kinds) for name, kinds in ((a, kinds_a), (b, kinds_b)))
    if _part_of_government(kinds_a, kinds_b, ours, theirs):
        return None
    if not ours or not theirs or ours[0] != theirs[0] or kinds_a & kinds_b & _MANY_OF:
        return False
    if all(places_apart(set(ours[1:]), set(theirs[1:]))):
        return None
    return None if (kinds_a | kinds_b) & _MANY_OF else "same"


def _part_of_government(
    kinds_a: frozenset[str], kinds_b: frozenset[str], ours: list[str], theirs: list[str]
) -> bool:
    """Whether one is a government, and the other a department that does not say of which."""
    return any(
        "government" in one and "ministry" in other and not places
        for one, other, places in ((kinds_a, kinds_b, theirs), (kinds_b, kinds_a, ours))
    )


def _places(name: str, kinds: frozenset[str]) -> list[str]:
    """The country whose embassy, government or ministry ``name`` is, and where it is."""
    if not kinds & _DIPLOMATIC:
        return []
    places = list(title_parts(name, "es").telling.get("place", {}))
    state = next((at for at, place in enumerate(places) if place.isupper()), len(places))
    return places[state:]


def _only_initials(name: str) -> bool:
    """Whether a name is nothing but letters nobody spelled out: «CAG», «FdF», «CNPq / MCTI»."""
    return all(
        len(part) <= _MOST_INITIALS
        and " " not in part
        and sum(map(str.isupper, part)) >= _LEAST_CAPITALS
        for part in map(str.strip, re.split(r"[/,–-]", name))
    )


@lru_cache(maxsize=20_000)
def _known(name: str) -> frozenset[str]:
    folded = _UNION.sub("european union", fold(name))
    return frozenset(house for house, pattern in KNOWN if pattern.search(folded))


@lru_cache(maxsize=20_000)
def _house(name: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Its kinds, and the stems of the words that are its own."""
    read = known_or_spanish(language)
    words = content_words(name, read)
    kinds = frozenset(HOUSE_KINDS[word] for word in words if word in HOUSE_KINDS)
    return kinds, frozenset(term(word, read) for word in words if word not in HOUSE_KINDS)


@lru_cache(maxsize=20_000)
def initials(name: str) -> str:
    """The first letters of a name of at least three words, as texts are compared."""
    letters = "".join(word[0] for word in content_words(name, "es"))
    return letters[:LETTERS] if len(letters) >= _LEAST_INITIALS else " "


def _initials(short: str, words: frozenset[str], name: str) -> bool:
    """Whether a word of ``short`` is made of the first letters of ``name``: of the words that tell
    something, of those in capitals, or of all.
    """
    every = re.findall(r"\w+", name)
    capitals = [word for word in every if word[0].isupper()]
    spelled = {
        fold("".join(word[0] for word in some))
        for some in (content_words(name, "es"), capitals, every)
    }
    found = {fold(word) for word in re.findall(r"\w+", short) if _only_initials(word)}
    return len(words) > 1 and any(
        len(word) >= _LEAST_INITIALS and any(letters.startswith(word) for letters in spelled)
        for word in found
    )


@lru_cache(maxsize=20_000)
def house_key(name: str) -> str:
    """What stays of a funder's name in any language: its own words, or the house it is known as."""
    known = _known(name)
    return (
        min(known)
        if known
        else " ".join(sorted(word for word in content_words(name, "es") if word not in HOUSE_KINDS))
    )


@lru_cache(maxsize=50_000)
def own_house(name: str) -> str:
    """The one known house ``name`` names, or ``name`` itself without the initials it spells out.

    A name of several houses, or one that tells of another house beside the known one («Ministerio
    de Asuntos Exteriores, Unión Europea y Cooperación»), is a house of its own.
    """
    folded = _UNION.sub("european union", fold(name))
    known = [(house, pattern) for house, pattern in KNOWN if pattern.search(folded)]
    if len(known) == 1:
        house, pattern = known[0]
        if not _house(pattern.sub(" ", folded), "es")[0] - _LOOSE:
            return house
    bare, _, last = name.strip().rpartition("(")
    letters = "".join(word[0] for word in content_words(bare, "es"))
    return bare.strip() if letters and fold(last).rstrip(")") == letters else name.strip()


_OFFICE = re.compile(
    r"(?P<home>.*\b(?:embaj|embass|embaix|ambass|ambaix|deleg|oficina|office|escritorio|bureau|consul"
    r"|represent|instituto|institut)\w*.*?)\b(?:en|in|to|au|aux|no|na|em|a)\b.+"
)


@lru_cache(maxsize=20_000)
def home_of(name: str) -> str:
    """The name of a house without where its office is: «Embajada de Francia en Perú» is French."""
    office = _OFFICE.fullmatch(fold(name))
    return office["home"] if office else name


@lru_cache(maxsize=20_000)
def house_words(name: str, language: str | None) -> frozenset[str]:
    """What stays of a funder's name as texts are compared: its own words, or else its country."""
    read = known_or_spanish(language)
    own = [word for word in content_words(name, read) if word not in HOUSE_KINDS]
    words = (word_keys(word, read) for word in own if term(word, "es") not in _WEAK)
    found = frozenset(key for keys in words for key in keys)
    told = particulars(name, language)
    if places := sorted(told.countries):
        found = found - told.countries
        return found & told.words or frozenset(places[:1])
    return found
