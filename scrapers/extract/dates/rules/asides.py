"""An aside with a day of its own: the word that closes reaches over it to the day it is of."""

import re

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.words.acts import FIXED
from scrapers.extract.dates.words.calendar import WEEKDAY
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import table

_OPENED = table(
    r"""
    (?:iniciad|abiert|abert|lanzad|lancad|iniciat|comenzad|comecad|obert)[oa]?[es]?s?\b |
    comienzos? | comeco | debut | amb inici | tras abrir | (?:despues de|after) (?:abrir|opening) |
    ouvert(?:e|es|s)?\b | lancee?s?\b | debutee?s?\b | opened | launched | started | begun |
    habilita(?:n|ra|ran)? | accessible | accesible | des le | desde | depuis | a partir | from |
    disponibles? | activ[ao]s? | available |
    apertura | inicio | inici\b | abertura | ouverture | obertura | opening | opens? | launch |
    (?:se |es va |va |ha )?(?:abrio|inicio|comenzo|comecou|abriu|obrir|comencar)\b
    """,
    tail=r"\b[^.;()\[\]]{0,30}$",
)
"""What an aside says that opened on its day."""

_TOLD = table(
    r"""
    publicad[oa]s? | publicat?s? | publicades | publiee?s? | published |
    segun | conforme | de acuerdo con | as per | d'apres | nos termos | segons | segundo |
    selon | according to | (?:modificad|corregid|rectificad|enmendad)[oa]s? | amended |
    modifiee?s? | posted | announced | anunciad[oa]s? | annoncee?s? | aprobad[oa]s? |
    actualizad[oa]s? | updated | acordad[oa]s? | acordad[ae]s | concedid[oa]s? | decretad[oa]s? |
    dispuest[oa]s? | decidid[oa]s? | decidee?s? | accordee?s? | agreed | granted
    """,
    tail=r"\b[^.;:()\[\]]{0,60}$",
)
"""What an aside says that was told on its day, or by what."""

_BEGINS = re.compile(
    r"(?:[(\[](?P<bracket>[^()\[\]]{0,80})|(?:,| [–—-] ?)(?P<comma>[^()\[\],;:–—]{0,80}:?\s*))$"
)
"""A bracket, a comma or a dash, and what the aside says up to its day."""

_RIGHT_BEFORE = re.compile(
    r"\b(?P<comma>(?P<bracket>)(?:iniciad|abiert|abert|lanzad|lancad|iniciat|obert|ouvert|lance|opened|"
    r"launched)[oae]*s?) (?:el |em |le |on |en |l')?$"
)
"""The same without them: "del plazo iniciado el …"."""

_ENDS = re.compile(r"[^.;:,()\d]{0,30}(?:[)\]]|,(?!\s?\d)|:| ?[–—-] )")
"""The end of an aside, a few words behind its day."""

_GOES_ON = re.compile(r"[\s)\],–—-]*:\s*(?:el |the |le |o )?")
"""Between an aside and the day of the label it interrupts: "Cierre (publicada el …): …"."""

_FALLS = re.compile(
    r"[\s)\],–—-]*(?:(?:ocorr|ocurr|interv|cae|cai|tomb|recae|recaer)\w*|falls?|will fall|"
    r"(?:tendra|tiene|ter?a|tem|aura|a|tindra|te) (?:lugar|lieu|lloc)|"
    r"(?:esta|ha sido|a ete|has been|foi|is|est|was) (?:previst[oa]|fijad[oa]|fixee?|prevue?|set))"
    r" (?:para |pour |for |per )?(?:el |em |le |on |no dia |o |the |au |al )?(?:dia )?"
    r"|[\s)\],–—-]*(?:es|is|est|sera|will be) (?:el |le |on |the )?(?:dia )?"
)
"""A verb by which the closing interrupted by an aside falls on its day."""


_ANOTHER = re.compile(
    r"[^()\d]{0,12}\)?\s*(?:,\s*)?(?:(?:es|sera|est|is|was|fica|queda|esta)\b|:)\s*"
    rf"(?:(?:el|le|la|on|em|o|the|para|fijad[oa]|dia|{WEEKDAY}),?\s)*\d{{1,2}}\b"
)
"""Behind an aside, the day that the word before it is of."""


def _of_aside(spot: Spot) -> tuple[Role, str]:
    """The role of a day in an aside behind a word that closes, and what the aside says."""
    begins = _BEGINS.search(spot.lead) or _RIGHT_BEFORE.search(spot.lead)
    closed = spot.passage.folded[spot.hit.end - 1] in ")]" or _ENDS.match(spot.after)
    if begins is None or spot.opens_range or not closed or spot.until:
        return "", ""
    before = spot.text[: spot.low + begins.start()]
    cues = cues_in(before, 0, len(before))
    if not cues or cues[-1].role != "close":
        return "", ""
    said = begins["bracket"] or begins["comma"] or ""
    if _TOLD.search(said):
        return "other", said
    if _OPENED.search(said):
        return "open", said
    return ("other", said) if begins["bracket"] and _ANOTHER.match(spot.after) else ("", "")


def _opened(spot: Spot) -> str | None:
    role, said = _of_aside(spot)
    return said if role == "open" else None


def _told(spot: Spot) -> str | None:
    role, said = _of_aside(spot)
    return said if role == "other" else None


def _over_aside(spot: Spot) -> str | None:
    if spot.before is None or spot.previous not in {"open", "other"} or spot.hit.joined == "range":
        return None
    low = spot.before.start - spot.start
    behind = _ENDS.match(spot.lead)
    lead = spot.lead[behind.end() :] if behind else spot.lead
    falls = _FALLS.fullmatch(lead) is not None
    goes_on = FIXED.fullmatch(lead) or _GOES_ON.fullmatch(spot.lead)
    if low <= 0 or not (falls or (goes_on and not spot.cues)):
        return None
    before = _BEGINS.search(spot.text[:low]) or _RIGHT_BEFORE.search(spot.text[:low])
    if before is None:
        return None
    cues = cues_in(spot.text, 0, before.start())
    return spot.said(cues[-1]) if cues and cues[-1].role == "close" else None


ASIDES: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="opened-in-an-aside",
        when=_opened,
        gives="open",
        examples=(
            Example("El plazo (iniciado el [3 de mayo de 2027]) expira en junio.", "open"),
            Example("El plazo que se ha iniciado expira el [3 de mayo de 2027].", "close"),
            Example("El plazo de solicitud ([3 de mayo de 2027]), improrrogable.", "close"),
        ),
    ),
    Rule(
        name="told-in-an-aside",
        when=_told,
        gives="other",
        examples=(
            Example("El plazo, según las bases del [3 de mayo de 2027], acaba en junio.", "other"),
            Example("El plazo, según las bases, acaba el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="closing-word-before-the-aside",
        when=_over_aside,
        gives="close",
        examples=(
            Example(
                "El cierre (apertura: 3 de mayo de 2027) será el [5 de junio de 2027].", "close"
            ),
            Example("Cierre (publicada el 3 de mayo de 2027): [5 de junio de 2027].", "close"),
            Example(
                "La sala, tras abrir el 3 de mayo de 2027, será el [5 de junio de 2027] un museo.",
                "",
            ),
        ),
    ),
)
"""Asides, and what goes on behind them."""
