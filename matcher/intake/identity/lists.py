"""A newsletter, a roundup, a page that lists calls: it is none of those it tells of."""

import re
from collections import Counter

from matcher.intake.identity.codes import family
from matcher.text import fold

_TITLES = (
    re.compile(
        r"\b(?:boletin|newsletter|roundup|bulletin|infolettre|digest|compilad[ao]|recopilacion|"
        r"resumen (?:semanal|mensual|de convocatorias)|boletim|butlleti)\b"
        r"|^(?:las |los |the |top )?\d{1,3} (?:\w+ )?(?:convocatorias|oportunidades|calls|"
        r"opportunities|fondos)\b"
    ),
    re.compile(
        r"\b(?:convocatorias|becas|oportunidades|ayudas|subvenciones|grants|calls|scholarships|"
        r"opportunities|fondos|premios|editais|appels|bourses)\b.{0,40}"
        r"\b(?:de la semana|del mes|de la quincena|of the week|of the month|this week|this month|"
        r"vigentes|que cierran|closing soon|abiertas (?:en|este|esta))\b"
    ),
    re.compile(
        r"\b(?:convocatorias|becas|oportunidades|ayudas|subvenciones|grants|calls|scholarships|"
        r"opportunities|fondos|premios|editais|appels|bourses)\b.{0,40}\bde (?:enero|febrero|marzo|"
        r"abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)$"
    ),
)
_NUMBERED = re.compile(
    r"^(?:las |los |the |top )?\d{1,3} (?:\w+ )?(?:becas|ayudas|grants|scholarships|premios)\b"
)
"""So many awards of one call, or so many calls: what the text leads to says which."""
_PLURAL = re.compile(
    r"^(?:las |los |the )?(?:\w+ )?(?:convocatorias|becas|oportunidades|ayudas|subvenciones|grants|"
    r"calls|scholarships|opportunities|fondos|premios|editais|appels|bourses)\b"
)
_CLOSES = re.compile(r"\b(?:hasta|cierra|cierre|plazo|closes|deadline|until|jusqu|prazo|ate)\b")
_MANY = 3
"""Codes of one family, or pages and closings, from which a record tells of many calls. Set by
hand."""
_FEW = 2
"""The same, where the title says how many. Set by hand."""


def is_list(title: str, text: str, *, codes: frozenset[str], pages: int) -> bool:
    """Whether a record tells of many calls.

    :param codes: those its text names, for one that has none of its own; ``pages``: how many
        pages of others it leads to.
    """
    folded = fold(title)
    if any(one.search(folded) for one in _TITLES):
        return True
    if max(Counter(map(family, codes)).values(), default=0) >= _MANY:
        return True
    closings = len(_CLOSES.findall(fold(text)))
    if _NUMBERED.search(folded) and (pages >= _FEW or closings >= _FEW):
        return True
    many = pages >= _MANY and closings >= _MANY
    return many and _PLURAL.search(folded) is not None
