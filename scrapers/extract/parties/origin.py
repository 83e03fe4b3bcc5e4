"""From where one may apply: whether the agency's country is in, and the places named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.parties.allies.with_another import COMES_WITH
from scrapers.extract.parties.clauses import ApplicantClause, clauses
from scrapers.extract.parties.cues import AS_PARTNER, CAN, EXCEPT, SUBSET
from scrapers.extract.parties.places import find_places, holds
from scrapers.extract.parties.sentences import COUNTRIES_BELOW, LISTED_BELOW, Answer, Sentence
from scrapers.extract.parties.words.origins import (
    APPLICANTS,
    BASED,
    COUNTRIES_LABEL,
    DONE_THERE,
)
from scrapers.extract.parties.words.partners import ALLIED_BODY
from scrapers.extract.text.rules import Example, Rule
from scrapers.item import Span

Place = tuple[int, int, str]
_ALSO_OTHERS = re.compile(
    r"preferent\w+|preferab\w+|especial\w+|en particular|in particular|particularly|prioridad|"
    r"priorit\w+|entre otr[oa]s|among others|entre autres|por ejemplo|for example|se valorara|"
    r"notamment|sobretudo|sobre todo|tales como|such as|inclu(?:id|ding|yen)|al menos|at least|"
    r"fuera de|outside|not limited|extranjer|foreign|etranger|estrangeir|"
    r"pelo menos|au moins|com[o] minimo|procedentes de|preferencia"
)
_MORE_COUNTRIES = re.compile(
    r"\b(?:y|e|o|and|or|et|ou) (?:a |de |d'|from |in |des )?"
    r"(?:los |las |otros |the |other |dos |les )?"
    r"(?:paises|countries|pays|paisos|territories|territorios) "
    r"(?:con|que|with|which|that|where|avec|qui|com|donde|del anexo|listed)"
)
"""Others are in that are named elsewhere: «y de los países con los que hay convenio»."""
_NO_PLACE = re.compile(
    r"\b(?:horas?|time|heures?|dolares|pesos|reales|libras|soles)(?: (?:de|of|du|d'))?"
    r"(?: la| el)?\s$|"
    r"\bno (?:pose|teng|sea|tien|acredit)[^.;]{0,30}$"
)
"""Right before a place: the clock or the money there, or who is not from it."""
_LANGUAGE = re.compile(r"francais|espanol|espanyol|portugues|aleman|italiano|catalan?")
_SPOKEN = re.compile(r"\b(?:en|em|in|ou|o|or|y|et|e|i|idioma|langue|lengua|lingua)\s$")
"""A language, and not a people: «en español o portugués»."""
_NATIONAL = re.compile(
    r"\b(?:tener|poseer|posesion de|acredit\w+|of|de|ser|avoir|possuir|ter|must be|be)"
    r"(?: la| el| a)? (?:naciona(?:lidad|lidade|lite|l(?:es)? de)|nationality|nationals? of|"
    r"ciudadania|citizens? of|ressortissant)[^.;:]{0,70}$"
)
_ENGLISH = frozenset(
    "countries country cities city ngos organisations organizations institutions entities "
    "applicants students researchers people women leaders professionals teams networks members "
    "partners teachers practitioners companies universities authorities agencies".split()
)
_WITH = re.compile(r"\b(?:con|with|avec|com|amb)\s(?:[a-z]+ ){0,2}$")
"""Right before a noun: it is whom the others do something with."""
_AS_ADJECTIVE = re.compile(r"(?:-(?:registered|based|resident))?.?")
"""What ties a place to who stands after it: «UK-registered charities»."""
_ABOUT = re.compile(r"\b(?:sobre|about|en|in|dans|em|with|con|hacia|sur) (?:la |el |the )?$")
_NEAR = 60
"""Letters between a country and the denial or exception that is about it. Set by hand."""
_FAR = 160
"""Letters before a country in which it may be the seat of somebody. Set by hand."""
_NOTHING = re.compile(
    r"[\s,:]*(?:(?:toda|todo|todas|tota|toute|los|las|the|les|le|la|l'|el|all|todos?|a|de|del|is|are)[\s,]+){0,3}"
)
_TIED = 70
"""Letters between an applicant and the country that is tied to it. Set by hand."""
_TIE = re.compile(
    r"(?:[ ,/]+(?!con\b|para\b|sobre\b|with\b|for\b|que\b|who\b|qui\b|which\b)"
    r"[a-z()'-]+){0,7}[ ,:('/]*"
)
"""What may stand between those who apply and where they come from."""
_FROM = re.compile(
    r"(?:\b(?:de|del|d[aeo]s?|du|des|of|from|in|en|em|na|no|nas|nos|aux?|dont|incluid[oa]s?|"
    r"including|among them|entre (?:ellos|ellas|los cuales)|entre eles|such as|como|parmi lesquels)"
    r"|d'|:)\s?(?:la |el |le |l'|los |las |les |the |os |as |o |a )?$"
)
"""Right before a place in a list of who may apply: from there."""
_BUT_THIS = re.compile(
    r"\b(?:autres que|other than|que no sean?|que nao sejam?|distint\w+ (?:de|a)|outros que|"
    r"diferentes? (?:de|a)|salvo|sauf|except|a no ser)\b"
)
"""Inside an exception: this place is taken out of it."""
_SEAT = 45
"""Letters between «with seat in» and the country. Set by hand."""


@dataclass(frozen=True, kw_only=True)
class Origin(Sentence):
    """A sentence on applicants, asked about one country."""

    country: str

    @cached_property
    def places(self) -> list[Place]:
        """Start, end and code of each place the applicants come from."""
        return [place for part in self.parts for place in part.applicants]

    @cached_property
    def parts(self) -> tuple["PlacedClause", ...]:
        """Its clauses with their places, positions of the sentence."""
        return tuple(_parts(self.text, listed=bool(self.under)))


@dataclass(frozen=True)
class PlacedClause:
    """A clause of a sentence that begins at ``at``; ``listed`` below a line on applicants."""

    clause: ApplicantClause
    at: int
    listed: bool = False

    @cached_property
    def named(self) -> list[Place]:
        """Every place."""
        return find_places(self.clause.text, 0, len(self.clause.text))

    @cached_property
    def applicants(self) -> list[Place]:
        """The places applicants come from; one of a list is as the first of it."""
        found: list[Place] = []
        before: Place | None = None
        for place in self.named:
            listed = before is not None and _is_listed(self.clause.text[before[1] : place[0]])
            if (listed and found and before is found[-1]) or self._is_origin(place):
                found.append(place)
            before = place
        return found

    @cached_property
    def seats(self) -> list[Place]:
        """The places where those who apply have their seat."""
        return [p for p in self.applicants if self._is_seat(self.clause.text[: p[0]][-_FAR:])]

    def _is_origin(self, place: Place) -> bool:
        """Whether applicants come from the place: by a label, a seat, or who they are."""
        text = self.clause.text
        before = text[max(0, place[0] - _FAR) : place[0]]
        if self._is_another(place, before):
            return False
        if COUNTRIES_LABEL.search(before) or self._is_said_of(place) or _NATIONAL.search(before):
            return True
        if self.listed and (place[2] == "WORLD" or self._is_item_of(text[: place[0]])):
            return True
        if not (self.listed or self.clause.cues or _SPEAKS.search(text)):
            return False
        return self._is_seat(before) or self._is_tied(place)

    @staticmethod
    def _is_item_of(before: str) -> bool:
        """Whether a place in a list of who may apply is where they are from."""
        countries = before.startswith(COUNTRIES_BELOW)
        before = before.removeprefix(LISTED_BELOW).removeprefix(COUNTRIES_BELOW)
        if _is_listed(before) or (countries and _FROM.search(before)):
            return True
        return (
            _FROM.search(before) is not None
            and APPLICANTS.search(before) is not None
            and not DONE_THERE.search(before)
        )

    @staticmethod
    def _is_seat(before: str) -> bool:
        """Whether what stands before a place says that somebody has their seat there."""
        seat = max((m.end() for m in BASED.finditer(before)), default=-1)
        return seat >= 0 and len(before) - seat < _SEAT and not DONE_THERE.search(before[seat:])

    def _is_another(self, place: Place, before: str) -> bool:
        """Whether it is a language, the clock, money, or where the partners are from."""
        text = self.clause.text
        language = _LANGUAGE.fullmatch(text, place[0], place[1]) and _SPOKEN.search(before)
        if language or _NO_PLACE.search(before):
            return True
        role = AS_PARTNER.search(text)
        if role and not COMES_WITH.search(text, place[1], max(place[1], role.start())):
            return True
        return any(ally.start() <= place[0] for ally in ALLIED_BODY.finditer(text))

    def _is_tied(self, place: Place) -> bool:
        """Whether the place hangs from those who apply: "cities of …", "Peruvian cities"."""
        text = self.clause.text
        tied = _AS_ADJECTIVE.match(text, place[1])
        after = tied and APPLICANTS.match(text, tied.end())
        if after and self.clause.is_head(place[0], english=True):
            return True
        low = max(0, place[0] - _TIED)
        nouns = [n for n in APPLICANTS.finditer(text, low, place[0]) if self._stands(n)]
        if not nouns:
            return False
        gap = text[nouns[-1].end() : place[0]]
        return _TIE.fullmatch(gap) is not None and not DONE_THERE.search(gap)

    def _stands(self, noun: re.Match[str]) -> bool:
        """Whether a noun stands for those who apply, and hangs from nothing else."""
        english = noun.group() in _ENGLISH
        if self.clause.is_head(noun.start(), english=english):
            return True
        inner = APPLICANTS.search(self.clause.text, max(0, noun.start() - _TIED), noun.start())
        if inner is None or _WITH.search(self.clause.text, inner.end(), noun.start()):
            return False
        return self._stands(inner)

    def _is_said_of(self, place: Place) -> bool:
        """Whether the place itself may apply, or not."""
        text = self.clause.text
        for cue in self.clause.cues:
            about = _ABOUT.search(text, 0, place[0])
            follows = cue.before and place[1] <= cue.start and not about
            if follows and _NOTHING.fullmatch(text[place[1] : cue.start]):
                return True
            if cue.after and cue.end <= place[0] and _NOTHING.fullmatch(text[cue.end : place[0]]):
                return True
        return False

    def refused(self, place: Place) -> str | None:
        """The word that shuts the place out."""
        text = self.clause.text
        match = EXCEPT.search(text, max(0, place[0] - _NEAR), place[0])
        if match and not CAN.search(text, match.end(), place[0]):
            return None if _BUT_THIS.search(text, match.end(), place[0]) else match.group()
        for cue in self.clause.cues:
            gap = place[0] - cue.end if cue.end <= place[0] else cue.start - place[1]
            if not cue.yes and 0 <= gap < _NEAR and not SUBSET.match(text, place[1]):
                return text[cue.start : cue.end]
        return None


_SPEAKS = re.compile(
    r"\b(?:eligib|elegib|elegiv|apply\b|aplicar\b|postular|must|deben|deberan|debera|doivent|doit|"
    r"devem|deve\b|hauran|requisit|required|restrict|limited|reserv|solo|only|exclusiv|unicamente|"
    r"somente|apenas|uniquement|convocatoria (?:para|de)|call for|(?:may|can) receive)"
)
"""Of who may apply, where no cue says it."""


def _parts(sentence: str, *, listed: bool) -> Iterator[PlacedClause]:
    at = 0
    for clause in clauses(sentence):
        found = sentence.find(clause.text, at)
        at = found if found >= 0 else at
        yield PlacedClause(clause, at, listed)


def _is_listed(gap: str) -> bool:
    """Whether between two places stands only what ties a list together."""
    return (
        re.fullmatch(
            r"[\s,;:/()]*(?:(?:y|e|o|u|i|and|or|et|ou|ni|nor|nem|de|del|da|do|the|la|el|los|las|a|"
            r"as "
            r"well as|asi como|en|in|from|d'|l'|du|des|au|aux|otros|paises)[\s,]*)*",
            gap,
        )
        is not None
    )


def origins(sentences: list[Sentence], country: str) -> list[Origin]:
    """The sentences, asked about ``country``."""
    return [
        Origin(passage=s.passage, start=s.start, end=s.end, under=s.under, country=country)
        for s in sentences
    ]


def _excepted(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    for part in sentence.parts:
        for place in part.named:
            refused = part.refused(place) if place[2] == sentence.country else None
            if refused:
                return refused
    return None


def _held(sentence: Sentence, *, itself: bool) -> str | None:
    assert isinstance(sentence, Origin)
    for part in sentence.parts:
        for place in part.applicants:
            same = place[2] == sentence.country
            if same == itself and holds(place[2], sentence.country) and not part.refused(place):
                return part.clause.text[place[0] : place[1]]
    return None


def _named(sentence: Sentence) -> str | None:
    return _held(sentence, itself=True)


def _region(sentence: Sentence) -> str | None:
    return _held(sentence, itself=False)


def _is_open(clause: str) -> bool:
    """Whether the places named are not all there are."""
    return bool(_ALSO_OTHERS.search(clause) or _MORE_COUNTRIES.search(clause))


def _elsewhere(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    for part in sentence.parts:
        if part.clause.denies or _is_open(part.clause.text):
            continue
        if any(part.refused(place) for place in part.applicants):
            continue
        for start, end, _ in part.applicants:
            return part.clause.text[start:end]
    return None


ORIGIN_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="country-excepted",
        when=_excepted,
        gives=False,
        examples=(
            Example("Podrán participar los países de América Latina, excepto Colombia.", False),
            Example("Podrán participar los países de América Latina, excepto Cuba.", True),
            Example("Colombia no es elegible.", False),
        ),
    ),
    Rule(
        name="country-named",
        when=_named,
        gives=True,
        examples=(
            Example("Podrán participar entidades de Colombia y Perú.", True),
            Example("Podrán participar entidades de Chile y Perú.", False),
            Example("Podrán participar investigadores con proyectos en Colombia.", None),
        ),
    ),
    Rule(
        name="region-that-holds-it",
        when=_region,
        gives=True,
        examples=(
            Example("Convocatoria dirigida a ciudades de América Latina.", True),
            Example("Convocatoria dirigida a ciudades de la Unión Europea.", False),
        ),
    ),
)
ELSEWHERE_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="only-from-elsewhere",
        when=_elsewhere,
        gives=False,
        examples=(
            Example("Podrán participar entidades con sede en Portugal.", False),
            Example("Podrán participar entidades con sede propia.", None),
            Example("Países elegibles: Chile, Perú y Ecuador.", False),
            Example("Países elegibles: los que figuran en el anexo.", None),
            Example("Podrán participar entidades, preferentemente de Perú.", None),
        ),
    ),
)
"""Asked where no sentence lets the country in or shuts it out."""


def countries(sentences: list[Origin]) -> tuple[tuple[str, ...], Span | None]:
    """Countries and regions applicants come from, in their order; where others may too, none."""
    codes: dict[str, None] = {}
    span: Span | None = None
    for sentence in sentences:
        for part in sentence.parts:
            if _is_open(part.clause.text):
                continue
            for place in part.applicants:
                if not part.refused(place):
                    codes[place[2]] = None
                    at = sentence.start + part.at + place[0]
                    span = span or sentence.passage.sentence_span(at, method="place-named")
    return tuple(codes), span
