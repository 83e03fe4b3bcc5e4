"""From where one may apply: whether the agency's country is in, and the places named."""

import re
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.parties.places import find_places, holds
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.who import DENIED, EXCEPT
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import table
from scrapers.item import Span

_BASED = table(
    r"""
    establecid[oa]s? en | con (?:sede|domicilio|residencia) (?:social |legal |fiscal )?en |
    domiciliad[oa]s? en | radicad[oa]s? en | ubicad[oa]s? en | residentes? en |
    nacional(?:es|idad)? de | nacionalidad | constituid[oa]s? en | que se encuentran? en |
    ciudadan[oa]s? | based in | located in | established in | registered in | citizens of |
    nationals of | residents? of | sediad[oa]s? em | com sede em | residentes em |
    situad[oa]s? em | etabli(?:es|s)? en | situe(?:s|es)? en | basees? en | amb seu a |
    domiciliats | ser colombian
    """
)
_FROM_WHERE = table(
    r"""
    (?:pueden?|podran?|podem|podera\w*|poden|peuvent|may|can) [a-z]+ | dirigid | destinad |
    destinat | elegib | eligib | nacional | national | ciudadan | citizen | resident | domicili |
    establecid | con sede | based in | located in | students from | applicants | paises |
    countries | pays | open to | abiert[oa]s? a | convoca | exclusiv | unicamente | solamente |
    solo | only | requisit | s'adresse | invita(?:n|mos)? a | available to |
    (?:cupos|becas|plazas|vagas) para | adrecad | voltad | gobiernos locales
    """
)
"""Words of a sentence whose countries say where applicants come from."""

_CLOSED_LIST = re.compile(
    r"\b(?:(?:paises|countries|pays|paisos) (?:participa\w+|elegib\w+|elegiv\w+|eligib\w+|"
    r"beneficiari\w+|admitid\w+|convocad\w+)|(?:eligible|participating) countries)\b"
)
_NEAR = 60


@dataclass(frozen=True, kw_only=True)
class Origin(Sentence):
    """A sentence on applicants, asked about one country."""

    country: str

    @cached_property
    def places(self) -> list[tuple[int, int, str]]:
        """Start, end and code of each place named."""
        return find_places(self.text, 0, len(self.text))

    def refused(self, at: int) -> str | None:
        """The word that shuts out the place named at ``at``."""
        low = max(0, at - _NEAR)
        match = EXCEPT.search(self.text, low, at) or DENIED.search(self.text, low, at)
        return match.group() if match else None


def origins(sentences: list[Sentence], country: str) -> list[Origin]:
    """The sentences that say where applicants come from."""
    return [
        Origin(passage=s.passage, start=s.start, end=s.end, country=country)
        for s in sentences
        if _FROM_WHERE.search(s.text)
    ]


def _own(sentence: Sentence) -> tuple[Origin, list[tuple[int, int]]]:
    """The places where the asked country itself is named."""
    assert isinstance(sentence, Origin)
    return sentence, [(a, b) for a, b, code in sentence.places if code == sentence.country]


def _excepted(sentence: Sentence) -> str | None:
    origin, own = _own(sentence)
    for start, end in own:
        after = DENIED.search(origin.text, end, end + 30)
        refused = origin.refused(start) or (after.group() if after else None)
        if refused:
            return refused
    return None


def _named(sentence: Sentence) -> str | None:
    origin, own = _own(sentence)
    return origin.text[slice(*own[0])] if own else None


def _region(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    for start, end, code in sentence.places:
        if holds(code, sentence.country) and not sentence.refused(start):
            return sentence.text[start:end]
    return None


def _elsewhere(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    based = _BASED.search(sentence.text) if sentence.places else None
    return based.group() if based else None


def _closed_list(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    if not sentence.places or any(sentence.refused(at) for at, _, _ in sentence.places):
        return None
    match = _CLOSED_LIST.search(sentence.text)
    return match.group() if match else None


ORIGIN_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="country-excepted",
        when=_excepted,
        gives=False,
        examples=(
            Example("Podrán participar los países de América Latina, excepto Colombia.", False),
            Example("Podrán participar los países de América Latina, excepto Cuba.", True),
        ),
    ),
    Rule(
        name="country-named",
        when=_named,
        gives=True,
        examples=(
            Example("Podrán participar entidades de Colombia y Perú.", True),
            Example("Podrán participar entidades de Chile y Perú.", None),
        ),
    ),
    Rule(
        name="region-that-holds-it",
        when=_region,
        gives=True,
        examples=(
            Example("Convocatoria dirigida a ciudades de América Latina.", True),
            Example("Convocatoria dirigida a ciudades de la Unión Europea.", None),
        ),
    ),
)
ELSEWHERE_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="based-elsewhere",
        when=_elsewhere,
        gives=False,
        examples=(
            Example("Podrán participar entidades con sede en Portugal.", False),
            Example("Podrán participar entidades con sede propia.", None),
        ),
    ),
    Rule(
        name="listed-without-it",
        when=_closed_list,
        gives=False,
        examples=(
            Example("Países elegibles: Chile, Perú y Ecuador.", False),
            Example("Países elegibles: los que figuran en el anexo.", None),
        ),
    ),
)
"""Asked where no sentence lets the country in or shuts it out."""


def countries(sentences: list[Origin]) -> tuple[tuple[str, ...], Span | None]:
    """Countries and regions named where the page speaks of applicants."""
    codes: dict[str, None] = {}
    span: Span | None = None
    for sentence in sentences:
        for start, _, code in sentence.places:
            codes[code] = None
            at = sentence.start + start
            span = span or sentence.passage.sentence_span(at, method="place-named")
    return tuple(codes), span
