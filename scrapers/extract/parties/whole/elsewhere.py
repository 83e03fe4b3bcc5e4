"""A call for those of elsewhere, whose partner may be of here: what two sentences tell together.

«Podrán solicitarla las ONG con sede en Bizkaia» and, further down, «se ejecutará con una entidad
local, que podrá ser un municipio»: a local government of here may take part, and only as partner.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.extract.parties.allies.done_with import find_allies
from scrapers.extract.parties.clauses import ApplicantClause
from scrapers.extract.parties.origin import Origin
from scrapers.extract.parties.places import all_places, find_places, holds
from scrapers.extract.parties.sentences import COUNTRIES_BELOW, Sentence, is_countries
from scrapers.extract.parties.where.peoples import find_peoples
from scrapers.extract.parties.who import LOCAL, NOT_A_GOVERNMENT
from scrapers.extract.parties.words.partners import ALLIED_BODY, DENIAL
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table
from scrapers.item import Fact, Span
from scrapers.letters import fold

_MAY_BE_ALLY = re.compile(
    r"\b(?:podran?|pueden?|may|can|podem|poderao|peuvent|pourront|poden|son|are|sont|sao) "
    r"(?:ser |be |etre )?(?:tambien |also )?(?:los |las |the |os |les )?"
    r"(?:soci[oa]s?|aliad[oa]s?|contrapart(?:e|s|es)?|partners?|partenaires?|parceir[oa]s?)\b"
    r"(?: (?:loca\w+|admis\w+|elegib\w+|eligib\w+|posib\w+|admissive\w+))? "
)
"""Who may be the partner follows."""
_WITH_FOREIGN = re.compile(
    r"\b(?:partenariats?|projets?|alianzas?|proyectos|cooperacion|cooperation|partnerships?|parcerias?|"
    r"projetos)\b[^.;,]{0,40} (?:avec|con|with|com|amb) (?:des |leurs? |sus? |their |una? |an? )?"
    r"(?:[a-z]+ ){1,3}(?:etrang|extranjer|estrangeir|estranger)\w*"
)
"""What those who apply do with somebody of another country."""
_PARTNER = re.compile(r"\b(?:soci[oa]\b|contraparte|partenaire|parceir[oa]\b|partner|aliad[oa]\b)")
_PAPER = re.compile(r"conven|acuerdo|agreement|accord|acordo|protocol|carta|lettre|letter|memorand")
_THAT_ONE = re.compile(
    r"\W*(?:celui-ci|celle-ci|il|ce dernier|est[ea](?: ultim[oa])?|es[ea]|it|the latter|this|"
    r"questo|"
    r"quest'ultimo|aquest|esse|dich[oa] (?:soci[oa]|entidad|contraparte)|(?:el|la|the|le|o|"
    r"il) (?:soci[oa]?|"
    r"contraparte|partner|partenaire|parceiro)) (?:peut|podra|puede|may|can|puo|pode|podera|"
    r"pot) (?:also )?"
    r"(?:etre|ser|be|essere) "
)
"""Right after a sentence on the partner: it is who may be what follows."""
_LOCAL_ALLY = re.compile(
    r"\b(?:soci[oa]s?|contrapart(?:e|es)?|partenaires?|parceir[oa]s?|partners?|counterparts?|"
    r"entidad(?:es)?|organizaci\w+) loca(?:l|les|is)\b|"
    r"\bgobiernos? loca(?:l|les) soci|\blocal (?:partner|counterpart)|"
    r"\bautorite locale\b|\barraigo en el pais"
)
_OF_A_COUNTRY = table(
    r"""
    (?:pais|paises|pays|country|countries|ciutat|ciudad|zona|zone|area|ville|cidade)
        \s(?:(?:de|d'|da|do|of|on|donde|where|en|(?:en )?(?:el )?que) ?
        (?:l'|la |el |es )?(?:ejecu|destin|interv|fa\b|se |realiz|proje|proyect|the|benefi|execu|
        desarro|vias)|benefici|partenaire|soci[oa]\b) |
    (?:otro|otros|outro|another|other|autre|autres|altre|altres|tercer|terceros)
        \s(?:pais|paises|country|countries|pays|paisos)\b |
    etrang(?:ere?s?|eres)\b | extranjer[oa]s?\b | estrangeir[oa]s?\b | estranger[ae]?s?\b |
    stranier[oiae]\b | foreign\b | abroad\b | overseas\b |
    hermana(?:d[oa]s?|mientos?)\b | jumel\w+ | twinned
    """
)
"""Where the project is done."""
_ONE_OF_THEM = re.compile(
    r"\b(?:un[ao]?|one|any|algun[oa]?|cualquiera|uma?|l'un) (?:de los|de las|dels|of the|of these|"
    r"des|dos|"
    r"de estos|d'aquests) (?:[a-z]+ )?(?:paises|paisos|countries|pays) "
    r"(?:indica|listed|menciona|prioritari|elegib|eligib|above|anterior|cita|citad|cites)"
)
"""Those of the countries told of elsewhere on the page may apply too."""
_ANYWHERE = frozenset({"WORLD", "DEVELOPING", "ODA"})
"""Places that are wherever the project is done."""
_LISTED = re.compile(
    r"[\s,;:()]*(?:y|e|o|and|or|et|ou|i|the|la|le|el|les)?[\s,;:]*(?:la |le |el |les )?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    """Where the page tells who the partner is: a government, somebody of here, or of anywhere."""

    government: Span | None = None
    itself: bool = False
    here: Span | None = None
    there: Span | None = None
    also: Span | None = None


def find_partners(sentences: Sequence[Sentence], text: Passage, country: str) -> Partners:
    """Whom the page says the project is done with."""
    government = here = there = None
    itself = False
    for sentence, start in _told(sentences):
        told = sentence.text[start:]
        span = sentence.passage.sentence_span(sentence.start + start, method="partner-told")
        if government is None and _is_a_government(told):
            government, itself = span, not _applies_too(sentence, start)
        codes = {code for _, _, code in find_places(told, 0, len(told))} - _ANYWHERE
        if here is None and any(holds(code, country) for code in codes):
            here = span
        if there is None and (_OF_A_COUNTRY.search(told) or (not codes and _is_local(told))):
            there = None if _is_done_elsewhere(text, country) else span
    also = None if _is_done_elsewhere(text, country) else _one_of_them(sentences)
    return Partners(government=government, itself=itself, here=here, there=there, also=also)


def _one_of_them(sentences: Sequence[Sentence]) -> Span | None:
    """The sentence that lets in those of the countries told of elsewhere."""
    for sentence in sentences:
        match = _ONE_OF_THEM.search(sentence.text)
        if match and not DENIAL.search(sentence.text) and not _is_on_partners(sentence.text):
            at = sentence.start + match.start()
            return sentence.passage.sentence_span(at, method="one-of-the-countries")
    return None


def _is_on_partners(text: str) -> bool:
    """Whether it is the partner, and not who applies, that is spoken of."""
    return next(find_allies(text), None) is not None or ALLIED_BODY.search(text) is not None


def _told(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, int]]:
    """Each sentence on the partner, and where it begins to be told of."""
    on_partner = False
    for sentence in sentences:
        that_one = _THAT_ONE.match(sentence.text) if on_partner else None
        if that_one:
            yield sentence, that_one.end()
        on_partner = _PARTNER.search(sentence.text) is not None
        if ally := next(find_allies(sentence.text), None):
            yield sentence, ally.start
        elif match := _may_be_ally(sentence.text):
            yield sentence, match.start()


def _may_be_ally(text: str) -> re.Match[str] | None:
    may_be = None if DENIAL.search(text) else _MAY_BE_ALLY.search(text)
    return may_be or _WITH_FOREIGN.search(text)


def _is_local(told: str) -> bool:
    """Whether the partner is from where the project is done, wherever that is."""
    return _LOCAL_ALLY.search(told) is not None or bool(
        {code for _, _, code in find_places(told, 0, len(told))} & _ANYWHERE
    )


def _is_a_government(told: str) -> bool:
    """Whether the words on the partner name a local government; who signs a paper is not told."""
    if _PAPER.match(told):
        return False
    return any(
        not (NOT_A_GOVERNMENT.match(told, found.end()) or _BY_NAME.search(told[: found.start()]))
        for found in LOCAL.finditer(told)
    )


_BY_NAME = re.compile(
    r"\b(?:partenaires|socios|partners|entidades) (?:de la |del |de l'|of the |de el )$"
)
"""Right before one government: the partners are of it."""


def _applies_too(sentence: Sentence, start: int) -> bool:
    """Whether a government stands before the words on the partner: it is who applies."""
    clause = ApplicantClause(sentence.text[:start])
    return bool(clause.governments)


def _is_done_elsewhere(text: Passage, country: str) -> bool:
    """Whether the page lists the countries it is for, and the country is in none of them."""
    places = all_places(text.folded)
    if any(holds(code, country) for _, _, code in places):
        return False
    pairs = itertools.pairwise(places)
    return any(
        _LISTED.fullmatch(text.folded[one[1] : other[0]]) and one[2] != other[2]
        for one, other in pairs
    )


def compose(
    city: Fact | None,
    origin: Fact | None,
    partners: Partners,
    where: Sequence[Origin],
    territory: Span | None,
) -> tuple[Fact | None, Fact | None]:
    """Whether a local government, and whether somebody of here: after the partner told of.

    ``territory`` is the sentence that ties whoever applies to another country's own ground.
    """
    origin = _origin(origin, partners, where, territory)
    if partners.government is None or (city and city.partner):
        return city, origin
    beside = Fact(span=partners.government, partner=True)
    if city is None or city.said is False:
        return beside, origin
    same = city.span is not None and city.span.quote == partners.government.quote
    return (beside if same and partners.itself else city), origin


def _origin(
    origin: Fact | None, partners: Partners, where: Sequence[Origin], territory: Span | None
) -> Fact | None:
    if origin and origin.said is False and partners.also:
        return Fact(answer=True, span=partners.also)
    told = partners.here or partners.there
    if origin and origin.answer and not partners.also and _is_listed_only(origin, where):
        seat = _of_elsewhere(origin, where, territory)
        if seat or _is_titled_elsewhere(where):
            return _not_of_here(told, seat)
    if told is None or (origin and origin.partner) or not _only_beside(origin, partners, where):
        return origin
    return Fact(span=told, partner=True)


def _only_beside(origin: Fact | None, partners: Partners, where: Sequence[Origin]) -> bool:
    """Whether those of here come in as the partner only, given what is said of who applies."""
    if _seat_elsewhere(origin, where):
        return True
    if origin is None or origin.said is False:
        return origin is not None or partners.here is not None
    same = partners.here and origin.span and origin.span.quote == partners.here.quote
    return bool(same) or (partners.there is not None and _is_listed_only(origin, where))


def _is_listed_only(origin: Fact, where: Sequence[Origin]) -> bool:
    """Whether the country stands only in a list of countries, and not with who applies."""
    quote = fold(origin.span.quote) if origin.span else "-"
    if _ALL_COUNTRIES.match(quote):
        return True
    return any(
        quote in one.text and (one.under == COUNTRIES_BELOW or is_countries(quote)) for one in where
    )


_ALL_COUNTRIES = re.compile(
    r"\W*(?:tous les pays|todos los paises|all countries|todos os paises|tots els paisos|"
    r"tutti i paesi|every country|l'ensemble des pays)(?: partenaires| soci[oa]s| partner)? "
    r"(?:est|sont|son|are|sao|seran|sono|is)\b"
)
"""Of the countries alone, and not of who applies."""


def _not_of_here(told: Span | None, seat: Span | None) -> Fact | None:
    """The answer of a page whose countries are only where the work is done."""
    if seat is None:
        return None
    return Fact(span=told, partner=True) if told else Fact(answer=False, span=seat)


def _is_titled_elsewhere(where: Sequence[Origin]) -> bool:
    """Whether the title names another country: a list of countries is where the work is done."""
    titles = [one for one in where if one.passage.field == "title"]
    codes = [place[2] for one in titles for part in one.parts for place in part.named]
    return bool(codes) and not any(holds(code, where[0].country) for code in codes)


def _of_elsewhere(
    origin: Fact | None, where: Sequence[Origin], territory: Span | None
) -> Span | None:
    """The sentence that says of those who apply that they are of another country."""
    return _seat_elsewhere(origin, where) or _peoples_elsewhere(where) or territory


def _peoples_elsewhere(where: Sequence[Origin]) -> Span | None:
    """The sentence on who applies that calls all of them by another people: «villes françaises»."""
    for sentence in where:
        if sentence.under == COUNTRIES_BELOW:
            continue
        peoples = {p for part in sentence.parts for p in find_peoples(part.clause.text)}
        named = [p for part in sentence.parts for p in part.applicants]
        if peoples & set(named) and not any(holds(p[2], sentence.country) for p in named):
            return sentence.passage.sentence_span(sentence.start, method="peoples-elsewhere")
    return None


def _seat_elsewhere(origin: Fact | None, where: Sequence[Origin]) -> Span | None:
    """The other sentence that says that those who apply have their seat in another country."""
    quote = fold(origin.span.quote) if origin and origin.span else ""
    for sentence in where:
        if sentence.text.strip() == quote.strip():
            continue
        codes = [place[2] for part in sentence.parts for place in part.seats]
        if codes and not any(holds(code, sentence.country) for code in codes):
            return sentence.passage.sentence_span(sentence.start, method="seat-elsewhere")
    return None
