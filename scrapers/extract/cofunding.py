"""The share of the total cost asked from the applicant."""

import re
from decimal import Decimal

from scrapers.extract.passage import Passage
from scrapers.item import Share

_PERCENT = (
    r"(?P<p>\d{1,3}(?:[.,]\d{1,2})?)\s?(?:%|por ciento|per ?cent|por cento|pour cent|per cent)"
)
_OWN = (
    r"(?:contrapartida|cofinanci\w+|co-?financ\w+|co-?funding|aport\w+|contribu\w+|"
    r"cost[- ]?shar\w+|match\w*|autofinancement|apport|"
    r"participe de|fondos propios|recursos propios|own (?:funds|resources|contribution))"
)
_ASKED = re.compile(rf"\b{_OWN}\b[^.;%]{{0,70}}?(?<![\d.,]){_PERCENT}")
_ASKED_AFTER = re.compile(
    rf"(?<![\d.,]){_PERCENT}[^.;%]{{0,60}}?\b(?:de contrapartida|de cofinanciacion|de aporte|"
    rf"(?:sera|debera ser|deben ser) (?:aportad|cofinanciad|financiad)\w+ por (?:el|la|"
    rf"los) (?:solicitante|entidad|beneficiari)|co-?funding|cost[- ]?share|match\w*|"
    rf"d'autofinancement)\b"
)
_FINANCED = re.compile(
    rf"\b(?:financ\w+|subvencion\w*|cubr\w+|cover\w*|fund\w*|grant\w*|ayuda|cofinanci\w+|apoy\w+|"
    rf"support\w*|aide|subvention|subvenc\w+|taux|intensidad|funding rate|"
    rf"contribucion (?:de la ue|maxima)|ajut)\b[^.;%]{{0,80}}?(?:hasta|up to|maxim\w+|maximum|"
    rf"ate|jusqu'a|fins a|no (?:podra )?super\w+|ne (?:peut|pourra) (?:pas )?(?:depasser|"
    rf"exceder)|no more than|not exceed|del|de|at|of|"
    rf"plafon\w+)\s[^.;%]{{0,25}}?(?<![\d.,]){_PERCENT}[^.;%]{{0,40}}?(?:cost[eos]?s?|coste?|"
    rf"gasto|presupuesto|budget|total|project|proyecto|projet|depenses|custo|valor|despes|"
    rf"eligible|subvencionable)"
)


def read_cofunding(text: Passage) -> Share | None:
    """The percentage the applicant brings, stated, or left by what the funder covers at most."""
    financed = _FINANCED.search(text.folded)
    asked = _ASKED.search(text.folded) or _ASKED_AFTER.search(text.folded)
    if asked and not (financed and financed.start() <= asked.end("p") <= financed.end()):
        return _share(text, asked, left=False)
    return _share(text, financed, left=True) if financed else None


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
