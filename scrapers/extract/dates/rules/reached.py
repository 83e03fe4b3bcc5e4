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


def _relative(clause: Clause) -> str | None:
    if clause.until is None or clause.has_cue("close"):
        return None
    match = _RELATIVE.search(clause.text[: clause.until.start()], clause.low)
    return match.group() if match and not HANDS.search(match["said"]) else None


_THAT_COME = re.compile(
    r"\b(?:solicitud|propuest|postulac|candidat|proyect|trabajo|obra|carpeta|expedient|applic|"
    r"proposal|dossier|propost|project|idea)[a-z]*,? "
    r"(?:que (?:se )?(?:lleg|present|envi|recib|entreg|radiqu|cheg)[a-z]*[ea][nm]|"
    r"qui (?:parvien|arriv)[a-z]*|(?:that|which) (?:arrive|reach)|"
    r"(?:present|recib|envi|radic|entreg|receb|depos|recu|receiv|submit)[a-z]*)\b[^.;:,]{0,20}$"
)
"""What is handed in, right before "until"."""


def _until_come(clause: Clause) -> str | None:
    """ "The jury will read in June what is handed in by …"."""
    match = _THAT_COME.search(clause.text[: clause.until.start()]) if clause.until else None
    act = OTHERS_ACT.search(clause.text, 0, match.start()) if match else None
    return match.group() if match and (act or clause.has_cue("other")) else None


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
        ),
    ),
)
"""Asked before "until" closes a sentence on applying."""
