"""What something already was, or does, until a day, and what comes in by then."""

import re

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.words.acts import OTHERS_ACT
from scrapers.extract.dates.words.applying import HANDS
from scrapers.extract.text.rules import Example, Rule
from scrapers.extract.text.wording import table

_STATE = table(
    r"""
    (?:aprobad|aprovad|approuve|constituid|constitue|cread|criad|cree|fundad|fonde|nacid|nascid|
        graduad|titulad|diplome|adoptad|adotad|adopte|culminad|ejecutad|executad|publicad|
        construid|established|incorporated|founded|born|adopted|approved|completed|published|
        built|constituit)(?:[oae]?s?)\s*$ |
    (?:inscri|registr)\w+ (?:en|al|no|na|au|in|a) (?:el |la |the |le )?(?:registr|cens|catastr)
        \w*[^.;:,]{0,20}$
    """
)
"""What something already was by a day: who may apply, not when."""


def _state(clause: Clause) -> str | None:
    if clause.until is None or clause.has_cue("close"):
        return None
    match = _STATE.search(clause.text, clause.low, clause.until.start())
    return match.group() if match else None


_RELATIVE = re.compile(r"\b(?:que|which|that|qui|cuales|quais)\b(?P<said>[^.;:,]{3,60})$")
"""A relative clause right before "until"."""

_GOES = re.compile(r"(?:va|vai|ira|iran|irao|sigue|segue|runs|goes|stays open|estara abiert\w+)")
"""What a call does until its last day."""

_SAYS = re.compile(
    r"\b(?:recorda?|recuerd|inform|anunci|dij|senal|indic|explic|precis|reiter|advirt|advier|said|"
    r"announc|recall|remind|not(?:ed|es)\b|rappel|annonc|indiqu|lembr|disse|avis|confirm|aclar|assenyal)"
    r"\w* (?:[a-z]+ ){0,3}$"
)
"""Who says it: what follows is said, and no clause about a thing."""


def _relative(clause: Clause) -> str | None:
    if clause.until is None or clause.has_cue("close"):
        return None
    match = _RELATIVE.search(clause.text[: clause.until.start()], clause.low)
    if match is None or _SAYS.search(clause.text, 0, match.start()):
        return None
    goes = _GOES.fullmatch(match["said"].strip())
    return match.group() if not (goes or HANDS.search(match["said"])) else None


_THAT_COME = re.compile(
    r"\b(?:correo|mensaje|e-?mail|formulari|solicitud|prop(?:ue|o)st|postulac|candidat|pro[yj]ect|"
    r"trabajo|obra|carpeta|expedient|applic|proposal|dossier|idea)[a-z]*,? "
    r"(?:que (?:se )?(?:lleg|present|envi|recib|entreg|radiqu|cheg|entr|ingres)[a-z]*[ea][nm]|"
    r"qui (?:parvien|arriv)[a-z]*|(?:that|which) (?:arrive|reach)|"
    r"(?:present|recib|envi|radic|entreg|receb|depos|recu|receiv|submit)[a-z]*)\b[^.;:,]{0,20}$"
)
"""What is handed in, right before "until"."""

_ONLY_THOSE = re.compile(
    r"\b(?:se (?:tendran|tomaran) en cuenta|es tindran en compte|seran tenid[oa]s en cuenta|"
    r"(?:sera|seront) pris(?:es?)? en compte|serao consideradas?|se valoraran|only)\b"
)
"""What is taken into account: only what comes in time."""


def _until_come(clause: Clause) -> str | None:
    """ "The jury will read in June what is handed in by …"."""
    match = _THAT_COME.search(clause.text[: clause.until.start()]) if clause.until else None
    act = OTHERS_ACT.search(clause.text, 0, match.start()) if match else None
    taken = match and _ONLY_THOSE.search(clause.text, 0, match.start())
    return match.group() if match and (act or taken or clause.has_cue("other")) else None


_TURN = table(
    r"""
    (?:modalidad|modalidade|modalitat|linea|linia|linha|categoria|lote|lot|volet|eixo|eje|track|
        strand|component[e]?|tramo)\s(?:[a-z]|[ivx]{1,4}|\d{1,2}) |
    (?:primer|segund|tercer|primeir|terceir|first|second|third|premier|deuxiem)[a-z]*\s
        (?:fase|etapa|ronda|ventana|corte|stage|phase|round|window|etape) |
    (?:fase|etapa|phase|stage)\s(?:1|i)
    """,
    lead=r"\W*",
    tail=r"\b[^.;:,\d]{0,20}(?:\([^()]{3,60}\))?\s*:\s*",
)
"""All of a line up to "until": one of several ways or turns of a call."""


def _turn(clause: Clause) -> str | None:
    if clause.until is None or clause.has_cue("other"):
        return None
    match = _TURN.fullmatch(clause.text, 0, clause.until.start())
    return match.group() if match else None


REACHED: tuple[Rule[Clause, Role], ...] = (
    Rule(
        name="until-of-what-comes-in",
        when=_until_come,
        gives="close",
        examples=(
            Example("El jurado lee las obras que lleguen antes del [3 de mayo de 2027].", "close"),
            Example("El jurado lee las obras antes del [3 de mayo de 2027].", "other"),
            Example(
                "El jurado lee las obras que fueron premiadas hasta el [3 de mayo de 2027].",
                "other",
            ),
        ),
    ),
    Rule(
        name="until-of-one-of-several-turns",
        when=_turn,
        gives="close",
        examples=(
            Example("Modalidad A (aldeas): hasta el [3 de mayo de 2027].", "close"),
            Example("Modalidad A (evaluación): hasta el [3 de mayo de 2027].", "other"),
            Example("Museo A (aldeas): hasta el [3 de mayo de 2027].", ""),
        ),
    ),
    Rule(
        name="state-reached-by-then",
        when=_state,
        gives="other",
        examples=(
            Example("Postulan municipios con plan aprobado hasta el [3 de mayo de 2027].", "other"),
            Example("Postulan municipios con plan, hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="until-in-a-relative-clause",
        when=_relative,
        gives="other",
        examples=(
            Example("Postule obras que se ejecuten hasta el [3 de mayo de 2027].", "other"),
            Example("Hay una ayuda que se puede pedir hasta el [3 de mayo de 2027].", "close"),
            Example("Abre la convocatoria, que va hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
)
"""Asked before "until" closes a sentence on applying."""
