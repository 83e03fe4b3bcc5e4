"""The share of the total cost asked from the applicant."""

import re
from decimal import Decimal

from scrapers.extract.text.passage import Passage
from scrapers.item import Share

_PERCENT = (
    r"(?<![\d.,])(?P<p>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|por ciento|per ?cent|por cento|pour cent)"
)
_ANY = r"(?:[^.;%]|\.(?=\d))"
"""A character of the same sentence; the dot of 20.000 ends none."""

_OWN = (
    r"(?:contrapartida|contraparte|cofinanci\w+|co-?financ\w+|co-?funding|aport\w+|contribu\w+|"
    r"cost[- ]?shar\w+|match\w*|autofinancement|apport|"
    r"participe de|fondos propios|recursos propios|own (?:funds|resources|contribution))"
)
_ASKED = re.compile(rf"\b(?P<own>{_OWN})\b(?P<gap>{_ANY}{{0,70}}?){_PERCENT}")
_ASKED_AFTER = re.compile(
    rf"{_PERCENT}{_ANY}{{0,60}}?\b(?:de contrapartida|de cofinanciacion|de aporte|"
    rf"(?:sera|debera ser|deben ser) (?:aportad|cofinanciad|financiad)\w+ por (?:el|la|"
    rf"los) (?:solicitante|entidad|beneficiari)|co-?funding|cost[- ]?share|match\w*|"
    rf"(?:must|should|has to|have to) be (?:covered|financed|funded) (?:by|from|with) (?:other|own|"
    rf"the applicant|sources)|d'autofinancement)\b"
)
_FUNDERS_RATE = (
    r"(?:(?:co-?(?:funding|financing)|funding|grant|reimbursement|aid) (?:rate|intensity)|"
    r"(?:tasa|porcentaje|tipo|nivel|intensidad) (?:maxim[oa] )?de (?:la )?(?:co)?"
    r"(?:financiacion|financiamiento|ayuda|subvencion)|intensidad maxima|"
    r"taux (?:maximal |maximum )?d(?:e |')(?:co-?)?(?:financement|intervention|subvention|aide)|"
    r"taxa (?:maxima )?de (?:co)?financiamento|percentatge (?:maxim )?de (?:co)?financament|"
    rf"financ\w+{_ANY}{{0,100}}\ba hauteur de|"
    r"maximum percentage|porcentaje maximo|pourcentage maxim\w+)"
)
_RATE = re.compile(rf"\b{_FUNDERS_RATE}\b{_ANY}{{0,60}}?{_PERCENT}")
_FINANCED = re.compile(
    rf"\b(?:financ\w+|subvencion\w*|cubr\w+|cover\w*|fund\w*|grant\w*|ayudas?|co-?financ\w+|"
    rf"apoy\w+|apoi\w+|contribu\w+|cobr\w+|couvr\w+|prend en charge|prise en charge|"
    rf"aporte|aportacion|"
    rf"support\w*|aides?|subventions?|subvenc\w+|taux|intensidad|ajuts?|se concede\w*|"
    rf"dispositif)\b{_ANY}{{0,120}}?(?:hasta|up to|maxim\w+|maximum|"
    rf"ate|jusqu'a|fins a|no (?:podra )?(?:super|exced)\w+|ne (?:peut|pourra) (?:pas )?(?:depasser|"
    rf"exceder)|no more than|not exceed|reach|a hauteur de|dans la limite de|at most|del?|at|of|"
    rf"el|plafon\w+)\s{_ANY}{{0,25}}?{_PERCENT}{_ANY}{{0,40}}?"
    rf"(?:cost[eos]?s?|coste?|couts?|gasto|presupuesto|budget|total|project|proyecto|projet|depenses|custo|valor|despes|"
    rf"eligible|subvencionable|propuesta|proposta|iniciativa|cada)"
)
_BETWEEN = re.compile(
    rf"\b(?:between|entre)\b{_ANY}{{0,40}}%{_ANY}{{1,20}}{_PERCENT} "
    rf"(?:of|de|del|des)\b{_ANY}{{0,30}}?(?:cost|cout|gasto|depens)"
)
_AT_MOST = re.compile(
    r"\b(?:hasta|up to|maxim\w*|at most|jusqu'a|ate|fins a|reach\w*|exceed|super\w+|plafon\w*|"
    r"rate|taux|tasa|taxa|a hauteur de|limite)\b"
)
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


def read_cofunding(text: Passage) -> Share | None:
    """The percentage the applicant brings, stated, or left by what the funder covers at most.

    "Aporta el 20 %" is the applicant's; "cofinance jusqu'à 50 %" and "co-funding rate is 60 %"
    are the funder's, so that the rest is asked.
    """
    folded = text.folded
    given = [m for p in (_BETWEEN, _RATE, _FINANCED) if (m := p.search(folded))]
    financed = min(given, key=lambda m: m.start()) if given else None
    inside = financed.span() if financed else (-1, -1)
    for match in _ASKED.finditer(folded):
        if not _is_funders(folded, match) and not inside[0] <= match.start("p") < inside[1]:
            return _share(text, match, left=False)
    asked = _ASKED_AFTER.search(folded)
    if asked and not inside[0] <= asked.start("p") < inside[1]:
        return _share(text, asked, left=False)
    return _share(text, financed, left=True) if financed else None


def _is_funders(folded: str, match: re.Match[str]) -> bool:
    """Whether "co-financing", "contribution" speaks of the funder's share."""
    lead = max(0, match.start() - 50)
    if _APPLICANT_BEFORE.search(folded, lead, match.start()):
        return False
    if _AT_MOST.search(match["gap"]) or _FUNDERS_VERB.fullmatch(match["own"]):
        return True
    return _FUNDER_BEFORE.search(folded, lead, match.start()) is not None


def _share(text: Passage, match: re.Match[str], *, left: bool) -> Share | None:
    """The percentage as a share of the applicant; ``left``: what the funder leaves."""
    percent = Decimal(match["p"].replace(",", "."))
    if not 0 < percent <= 100:
        return None
    method = "rest-of-financed-share" if left else "cofunding-share"
    percent = 100 - percent if left else percent
    if percent <= 0:
        return None
    return Share(percent=percent, span=text.span(match.start(), match.end(), method=method))
