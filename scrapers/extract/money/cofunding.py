"""The share of the total cost asked from the applicant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import table
from scrapers.item import Share

_PERCENT = r"(?<![\d.,])(?P<p>\d{1,3}(?:[.,]\d{1,2})?)\s?%"
_ANY = r"(?:[^.;%]|\.(?=\d))"
"""A character of the same sentence; the dot of 20.000 ends none."""

_OWN = (
    r"(?:contrapartida|contraparte|cofinanci\w+|co-?financ\w+|co-?funding|aport\w+|contribu\w+|"
    r"cost[- ]?shar\w+|match\w*|autofinancement|apport|"
    r"participe de|(?:fondos|recursos|fundos) propr?ios|fonds propres|"
    r"own (?:funds|resources|contribution))"
)
_ASKED = re.compile(rf"\b(?P<own>{_OWN})\b(?P<gap>{_ANY}{{0,70}}?){_PERCENT}")
_ASKED_AFTER = table(
    r"""
    de contrapartida | de cofinanciacion | de aporte |
    (?:sera|debera ser|deben ser) (?:aportad|cofinanciad|financiad)\w+
        \spor (?:el|la|los) (?:solicitante|entidad|beneficiari) |
    co-?funding | cost[- ]?share | match\w* |
    (?:must|should|has to|have to) be (?:covered|financed|funded)
        \s(?:by|from|with) (?:other|own|the applicant|sources) | d'autofinancement
    """,
    lead=rf"{_PERCENT}{_ANY}{{0,60}}?\b",
    tail=r"\b",
)
_PUTS_IN = re.compile(
    r"\b(?:ciudad|municipio|alcaldia|entidad|solicitante|socio|gobiernos? local|proponente|"
    rf"applicant|partner)(?:e?s)?\b{_ANY}{{0,60}}?\b(?:pon(?:en?|dran?|ga|gan|er)|pagan?|"
    rf"asum(?:en?|iran?)|put|pay|bear)\b{_ANY}{{0,40}}?{_PERCENT}{_ANY}{{0,20}}?"
    r"\b(?:cost|presupuesto|valor|total|budget)"
)
"""«Los socios ponen por lo menos el 40 % del costo»: no word names the share."""
_APPORTE = re.compile(
    rf"\b(?:commune|collectivite|demandeur)s?\b{_ANY}{{0,60}}?\bapporte(?:nt)?\b"
    rf"{_ANY}{{0,40}}?{_PERCENT}{_ANY}{{0,20}}?\b(?:cout|budget|total)"
)
"""«La commune apporte au moins 20 % du coût»: the same."""
_RATE = table(
    rf"""
    (?:co-?(?:funding|financing)|funding|grant|reimbursement|aid) (?:rate|intensity) |
    (?:tasa|porcentaje|tipo|nivel|intensidad) (?:maxim[oa] )?de (?:la )?(?:co)?(?:financiacion|
        financiamiento|ayuda|subvencion) | intensidad maxima |
    taux (?:maximal |maximum )?d(?:e |')(?:co-?)?(?:financement|intervention|subvention|aide) |
    taxa (?:maxima )?de (?:co)?financiamento | percentatge (?:maxim )?de (?:co)?financament |
    financ\w+{_ANY}{{0,100}}\ba hauteur de | maximum percentage | porcentaje maximo |
    pourcentage maxim\w+
    """,
    tail=rf"\b{_ANY}{{0,60}}?{_PERCENT}",
)
_MOST = table(
    r"""
    hasta | up to | maxim\w+ | maximum | ate | jusqu'au? | fins al? | fino al? |
    massim\w+ | non (?:puo|potra) (?:super|ecced)\w+ |
    no (?:podra )?(?:super|exced)\w+ | ne (?:peut|pourra) (?:pas )?(?:depasser|exceder) |
    no more than | au plus(?! tard) | not exceed | reach | a hauteur de | dans la limite de |
    at most | del? | at | of | el | plafon\w+
    """,
    lead="",
    tail=rf"\s{_ANY}{{0,25}}?{_PERCENT}",
)
_OF_COST = re.compile(
    rf"{_ANY}{{0,40}}?(?:cost[eos]?s?|coste?|couts?|gasto|presupuesto|budget|total|project|"
    r"proyecto|projet|depenses|custo|valor|despes|eligible|subvencionable|propuesta|proposta|"
    r"iniciativa|cada)"
)
_PAYS = table(
    r"""
    financ\w+ | subvencion\w* | cubr\w+ | cover\w* | fund\w* | grant\w* | ayudas? |
    co-?financ\w+ | apoy\w+ | apoi\w+ | contribu\w+ | cobr\w+ | couvr\w+ | prend en charge |
    prise en charge | aporte | aportacion | support\w* | aides? | subventions? | subvenc\w+ |
    copr\w+ | finanzi\w+ | taux | intensidad | ajuts? | se concede\w* | dispositif
    """,
    tail=rf"\b{_ANY}{{0,120}}?$",
)
_PAID_AFTER = table(
    r"""
    (?:sera|seran|es|son|podran? ser|will be|may be|can be|is|are|shall be|seront|sera|est|sao|
        serao|pode ser|sara|saranno)
        \s(?:[a-z]+ )?(?:financ|subvenc|cubiert|cover|fund|paid|couvert|pris|cobert|copert|finanz)
    """,
    lead=rf"{_ANY}{{0,40}}?\b",
)
"""Right behind the costs: "up to 60 % of eligible costs will be funded"."""
_REACH = 320
"""Letters between "financia" and the share it pays at most, with the word itself."""
_BETWEEN = re.compile(
    rf"\b(?:between|entre)\b{_ANY}{{0,40}}%{_ANY}{{1,20}}{_PERCENT} "
    rf"(?:of|de|del|des)\b{_ANY}{{0,30}}?(?:cost|cout|gasto|depens)"
)
_AT_MOST = re.compile(
    r"\b(?:hasta|up to|maxim\w*|at most|jusqu'a|ate|fins a|reach\w*|exceed|super\w+|plafon\w*|"
    r"rate|taux|tasa|taxa|a hauteur de|limite)\b"
)
_ONE_ITEM = re.compile(
    r"\b(?:auditor|viaj|dieta|personal|staff|overhead|indirect|imprevist|conting|publicid|travel|salar|"
    r"honorari)\w*[^.;\n%]{0,25}$"
)
"""Right before the share: it is of one item, and not of the whole."""
_FUNDERS_VERB = re.compile(r"co-?financ(?:ia|iara|ian|iaran|e|es|ent|era|eront|ed|iado|iados|iada)")
_APPLICANT_BEFORE = re.compile(
    r"\b(?:ciudad|municipio|alcaldia|entidad|solicitante|beneficiari[oa]|contraparte|organizacion|"
    r"ong|applicant|cit(?:y|ies)|municipalit(?:y|ies)|partner|organi[sz]ation|collectivite|"
    r"proponente|municipi|entitat|socio)e?s?\s(?:[a-z]+ ){0,3}$"
)
_FUNDER_BEFORE = re.compile(
    r"\b(?:eu|ue|union|commission|comision|fund|fondo|program\w*|ministere|ministerio|agence|"
    r"agencia|banco|convocatoria|edital|dispositif|il|elle)\s(?:[a-z]+ ){0,2}$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A percentage with the words that say whose it is."""

    start: int
    end: int
    percent: str


def read_cofunding(text: Passage) -> Share | None:
    """The percentage the applicant brings, stated, or left by what the funder covers at most.

    "Aporta el 20 %" is the applicant's; "cofinance jusqu'à 50 %" and "co-funding rate is 60 %"
    are the funder's, so that the rest is asked.
    """
    folded = text.folded
    financed = _financed(folded)
    inside = (financed.start, financed.end) if financed else (-1, -1)
    for match in _ASKED.finditer(folded):
        if not _is_funders(folded, match) and not inside[0] <= match.start("p") < inside[1]:
            return _share(text, _told(match), left=False)
    asked = _ASKED_AFTER.search(folded) or _PUTS_IN.search(folded) or _APPORTE.search(folded)
    if asked and not inside[0] <= asked.start("p") < inside[1]:
        return _share(text, _told(asked), left=False)
    return _share(text, financed, left=True) if financed else None


def _told(match: re.Match[str]) -> _Told:
    """A match as what it tells."""
    return _Told(start=match.start(), end=match.end(), percent=match["p"])


def _financed(folded: str) -> _Told | None:
    """The first share that the funder covers at most."""
    given = [_told(m) for p in (_BETWEEN, _RATE) if (m := p.search(folded))]
    given += [*islice(_paid_at_most(folded), 1)]
    return min(given, key=lambda told: told.start, default=None)


def _paid_at_most(folded: str) -> Iterator[_Told]:
    """ "Financia hasta el 80 % del coste"."""
    low = 0
    while most := _MOST.search(folded, low):
        low = most.start() + 1
        end = _OF_COST.match(folded, most.end())
        if end is None or _ONE_ITEM.search(folded, max(0, most.start() - 40), most.start()):
            continue
        if pays := _PAYS.search(folded, max(0, most.start() - _REACH), most.start()):
            yield _Told(start=pays.start(), end=end.end(), percent=most["p"])
        elif paid := _PAID_AFTER.match(folded, end.end()):
            yield _Told(start=most.start(), end=paid.end(), percent=most["p"])


def _is_funders(folded: str, match: re.Match[str]) -> bool:
    """Whether "co-financing", "contribution" speaks of the funder's share."""
    lead = max(0, match.start() - 50)
    if _APPLICANT_BEFORE.search(folded, lead, match.start()):
        return False
    if _AT_MOST.search(match["gap"]) or _FUNDERS_VERB.fullmatch(match["own"]):
        return True
    return _FUNDER_BEFORE.search(folded, lead, match.start()) is not None


def _share(text: Passage, told: _Told, *, left: bool) -> Share | None:
    """The percentage as a share of the applicant; ``left``: what the funder leaves."""
    percent = Decimal(told.percent.replace(",", "."))
    if not 0 < percent <= 100:
        return None
    method = "rest-of-financed-share" if left else "cofunding-share"
    percent = 100 - percent if left else percent
    if percent <= 0:
        return None
    return Share(percent=percent, span=text.span(told.start, told.end, method=method))
