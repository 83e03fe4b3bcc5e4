"""What something already was, or does, until a day: that is no day to apply by."""

import re

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.clause import Clause
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


REACHED: tuple[Rule[Clause, Role], ...] = (
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
