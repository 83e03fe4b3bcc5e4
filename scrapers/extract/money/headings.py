"""The unit of a sum told in its heading: "Presupuesto total (millones de USD): 3" (folded)."""

import re

from scrapers.extract.money.currencies import CURRENCY
from scrapers.extract.text.wording import table

_MILLIONS = r"(?:milli?on(?:es|s)?|milh(?:oes|ao)|milions?|mln|mio|mm)(?![^\W\d_])"
_THOUSANDS = r"(?:mil(?:es)?|thousands?|milh?ares|milliers|milers|'?000s?|k)(?![^\W\d_])"
_SCALED = re.compile(
    rf"(?:(?P<millions>{_MILLIONS})|(?P<thousands>{_THOUSANDS}))\s?(?:de |d'|of )?"
    r"(?P<unit>[^\s():][^():]{0,20})"
)
_UNIT_FIRST = re.compile(
    rf"(?P<unit>[^\s():][^():]{{0,20}}?)\s(?:in |en |em )?"
    rf"(?:(?P<millions>{_MILLIONS})|(?P<thousands>{_THOUSANDS}))"
)
_SHORT = re.compile(r"[mk]€|[mk]eur|md[dpe]")
_SHORT_UNITS = {"mdd": "usd", "mdp": "mxn"}
_HEADING = table(
    r"""
    importe?s? | montos? | cuantias? | presupuesto | valor(?:es)? | budget | amounts? | grants? |
    funding | fund | envelope | montants? | enveloppe | dotation | orcamento | verba |
    pressupost | dotaci(?:on|o) | topes? | ceiling | award | limite? | plafond | total | maximo |
    maximum | ayudas? | subven[ct]\w+ | financia\w+ | bolsa | fondo
    """,
    tail=(
        r"\b[^.;:\d\n()]{0,35}?(?:\s?\((?:en |in |em )?(?P<bracket>[^()\n]{2,32})\)\s?[:|]?"
        r"|,? (?:en|in|em) (?P<bare>[^()\n:]{3,32})\s?:)\s{0,2}$"
    ),
)


def scale_of_heading(text: str, low: int, high: int) -> tuple[str, str] | None:
    """The word that multiplies and the currency, where the heading before ``high`` has both."""
    head = _HEADING.search(text, low, high)
    told = (head["bracket"] or head["bare"]).strip() if head else ""
    if _SHORT.fullmatch(told):
        return ("millones" if told[0] == "m" else "mil"), _SHORT_UNITS.get(told, "eur")
    for pattern in (_SCALED, _UNIT_FIRST):
        match = pattern.fullmatch(told)
        if match and CURRENCY.fullmatch(match["unit"]):
            return ("millones" if match["millions"] else "mil"), match["unit"]
    return None
