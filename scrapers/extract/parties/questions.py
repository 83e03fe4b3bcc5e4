"""A question with its answer: "¿Pueden postular los municipios? No." tells the answer's."""

import re
from typing import Literal

from scrapers.extract.text.passage import Passage

Reply = Literal["yes", "no", ""]
_OPEN = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:(?:a|de|con|para|por|en|from|for|with|to|pour|per|com|amb|avec|y|"
    r"and|et|e|i) )?"
    r"(?:quien(?:es)?|que|cual(?:es)?|como|cuando|donde|cuant[oa]s?|who|whom|what|which|how|when|where|"
    r"why|whose|qui|quels?|quelles?|comment|quand|combien|ou|quem|qual|quais|quanto?s?|quan|quin[as]?|"
    r"quins|on|onde)\b"
)
"""A question that asks for more than yes or no."""
_YES = re.compile(
    r"\W*(?:si|yes|oui|sim|claro|correct|correcto|certainly|of course|por supuesto)\b(?! (?:el|"
    r"la|the)\b)"
)
_NO = re.compile(
    r"\W*(?:(?:[a-z]+,? ){0,6}no ?[.;,!]|(?:[a-z ]{3,30}, )?(?:no|non|nao|not|en ningun caso|"
    r"en absoluto|pas)\b)"
)

_NOT_SO = re.compile(
    r"\W*(?:no|not|nao|non|pas) (?:directa|directl|directe|direttam|diretam|por si|por su cuenta|"
    r"alone|on (?:its|their|your)|seul|sozinh|da sol|en solitario|exactamente|necesariamente|"
    r"necessar|siempre|always|toujours|sempre)"
)
"""Not in this way, which says nothing of another."""


def reply_of(passage: Passage, start: int, end: int) -> Reply | None:
    """What the next sentence answers to the one between two positions.

    ``None`` where that is no question of yes or no; "" where nothing answers it so.
    """
    said = passage.folded[start:end].strip()
    if not said.endswith("?") or _OPEN.match(said.rpartition("¿")[2]):
        return None
    if end >= len(passage.folded):
        return ""
    answer = passage.folded[slice(*passage.segment(end))]
    if _NO.match(answer):
        return "" if _NOT_SO.match(answer) else "no"
    return "yes" if _YES.match(answer) else ""
