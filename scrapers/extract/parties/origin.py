"""From where one may apply: whether the agency's country is in, and the places named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from scrapers.extract.parties.clauses import clauses
from scrapers.extract.parties.places import holds
from scrapers.extract.parties.scope import nobody_shut_out, not_shut_out
from scrapers.extract.parties.sentences import Answer, Sentence
from scrapers.extract.parties.where.neighbours import NEIGHBOURS, are_of_here
from scrapers.extract.parties.where.placed import NOT_LIMITED, Place, PlacedClause
from scrapers.extract.parties.words.breaks import NOT_ONLY
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import table
from scrapers.item import Span

_ALSO_OTHERS = table(
    r"""
    preferent\w+ | preferab\w+ | especial\w+ | en particular | in particular | particularly |
    prioridad | priorit\w+ | entre otr[oa]s | among others | entre autres | por ejemplo |
    for example | se valorara | notamment | sobretudo | sobre todo | tales como | such as |
    inclu(?:id|ding|yen) | (?:al menos|at least|pelo menos|au moins|como minimo)
        (?! (?:[a-z\d]+ )?(?:anos|years|ans|meses|months|mois|[\d.,]* ?(?:mil )?(?:habit|inhab|
        resid|people|person))) |
    fuera de | outside | not limited | extranjer | foreign | etranger | estrangeir |
    procedentes de | preferencia
    """,
    lead="",
)
_MORE_COUNTRIES = re.compile(
    r"\b(?:y|e|o|and|or|et|ou) (?:a |de |d'|from |in |des )?"
    r"(?:los |las |otros |the |other |dos |les )?"
    r"(?:paises|countries|pays|paisos|territories|territorios) "
    r"(?:con|que|with|which|that|where|avec|qui|com|donde|del anexo|listed)"
)
"""Others are in that are named elsewhere: «y de los países con los que hay convenio»."""


_ONLY_THERE = re.compile(
    r"\b(?:siempre que|solo si|provided|a condition|desde que|sempre que|purche)\b"
)
"""Others only where they have their seat there."""
_THE_OTHERS = re.compile(
    r"\b(?:los demas|las demas|el resto|all others?|the others|the rest|les autres|os demais|"
    r"gli altri|"
    r"la resta|everyone else|todos los otros)(?: paises| countries| pays)?,? (?:si\b|may|can|"
    r"pued|podr|"
    r"pod|peuv|are|son|sono|is|poss|queda|esta)"
)


@dataclass(frozen=True, kw_only=True)
class Origin(Sentence):
    """A sentence on applicants, asked about one country."""

    country: str

    @cached_property
    def places(self) -> list[Place]:
        """Start, end and code of each place the applicants come from."""
        return [place for part in self.parts for place in part.applicants]

    @cached_property
    def parts(self) -> tuple[PlacedClause, ...]:
        """Its clauses with their places, positions of the sentence."""
        return tuple(_parts(self.text, listed=bool(self.under)))


def _parts(sentence: str, *, listed: bool) -> Iterator[PlacedClause]:
    at = 0
    for clause in clauses(sentence):
        found = sentence.find(clause.text, at)
        at = found if found >= 0 else at
        yield PlacedClause(clause, at, listed)


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
            shut = place[2] != "WORLD" and holds(place[2], sentence.country)
            refused = part.refused(place) if shut else None
            if refused and not _is_let_in(part, sentence.country):
                return refused
    return None


def _is_let_in(part: PlacedClause, country: str) -> bool:
    """Whether the country itself is taken out of what is shut out."""
    return any(place[2] == country and not part.refused(place) for place in part.applicants)


def _not_shut_out(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    if match := nobody_shut_out(sentence.text):
        return match.group()
    others = _THE_OTHERS.search(sentence.text)
    shut = [p for part in sentence.parts for p in part.named if part.refused(p)]
    if others and shut and not any(holds(place[2], sentence.country) for place in shut):
        return others.group()
    match = not_shut_out(sentence.text)
    named = any(place[2] == sentence.country for part in sentence.parts for place in part.named)
    return match.group() if match and named else None


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
    told = _ALLIED_TO.sub(" ", _OVERSEAS.sub(" ", _LIVING_THERE.sub(" ", clause)))
    return bool(_ALSO_OTHERS.search(told) or _MORE_COUNTRIES.search(told))


_LIVING_THERE = re.compile(
    r"\b(?:extranjer|foreign|etranger|estrangeir)[a-z]* (?:con|que|with|who|com|avec|legalmente|"
    r"resident)"
    r"[a-z]*(?: [a-z]+)? ?(?:resid|legal)[a-z]*"
)
"""Foreigners who live there are of there."""
_ALLIED_TO = re.compile(
    r"\b(?:associe|asociad|associad|associat|junto|juntament|together|jointly|conjoint)[a-z]* "
    r"(?:a|con|com|with|avec|amb) (?:au moins|al menos|at least|(?:pelo|ao) menos|almenys)"
)
"""At least one partner: no other applicant is let in."""
_OVERSEAS = re.compile(
    r"\(?\b(?:including|incluid[oa]s|y compris|incluindo)"
    r"(?: (?:the|los|las|les|their|sus|leurs|os))?"
    r" (?:overseas|outermost|outre-mer|(?:paises|pays|territor\w+|regiones|regions)"
    r" (?:(?:y|et|e) territo\w+ )?(?:de ultramar|d'outre-mer|ultraperif\w+|ultramarin\w+))"
)
"""Lands of a country beyond the sea: no other country is let in."""


def _neighbours_of_here(sentence: "Origin") -> bool:
    """Whether the neighbours of a country are told of, and we may be one."""
    named = [place[2] for part in sentence.parts for place in part.named]
    near = NEIGHBOURS.search(sentence.text)
    return near is not None and are_of_here(named, sentence.country) is not False


def _elsewhere(sentence: Sentence) -> str | None:
    assert isinstance(sentence, Origin)
    if NOT_ONLY.search(sentence.text) or NOT_LIMITED.search(sentence.text):
        return None
    if _neighbours_of_here(sentence):
        return None
    for part in sentence.parts:
        bound = part.only or (part.seats and _ONLY_THERE.search(part.clause.text))
        if (part.clause.denies and not part.only) or (_is_open(part.clause.text) and not bound):
            continue
        if any(part.refused(place) for place in part.applicants):
            continue
        for start, end, _ in part.applicants:
            return part.clause.text[start:end]
    return None


REGION = "region-that-holds-it"
ORIGIN_RULES: tuple[Rule[Sentence, Answer], ...] = (
    Rule(
        name="country-not-shut-out",
        when=_not_shut_out,
        gives=True,
        examples=(
            Example("Colombia no figura entre los países excluidos.", True),
            Example("Colombia figura entre los países excluidos.", False),
            Example("Ningún país queda excluido de la convocatoria.", True),
        ),
    ),
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
        name=REGION,
        when=_region,
        gives=True,
        examples=(
            Example("Convocatoria dirigida a ciudades de América Latina.", True),
            Example("Convocatoria dirigida a ciudades de la Unión Europea.", False),
        ),
    ),
)
EXCEPTED = tuple(rule for rule in ORIGIN_RULES if rule.when is _excepted)
"""Asked again where a region lets the country in: another sentence may take it out."""
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
