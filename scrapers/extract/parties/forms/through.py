"""Through whom: «no radican por su cuenta: lo harán mediante el municipio» asks for no partner."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL, OTHERS
from scrapers.extract.parties.words.roles import ON_ITS_OWN
from scrapers.extract.text.wording import table

_DENIED = re.compile(r"\b(?:no|not|nao|ne|n'|non|cannot|never|nunca|tampoco)\b[^.;]{0,60}$")
_WAY = table(
    r"""
    mediante | (?:a traves|por (?:medio|intermedio|conducto)|par (?:l'intermediaire|le biais|
        l'entremise)|
        por meio|atraves|per mitja|per via) d[a-z]* | via | through | by way of |
    pass\w+ (?:par|por|per) | tramite | attraverso
    """,
    tail=r"[ '](?:(?:el|la|los|las|the|their|its|sus?|leur|un[ao]?|o|a|seu|sua|il|lo|own|"
    r"propi[oa]) |l')*",
)
_NEAR = 60
"""Letters between «not on their own» and through whom. Set by hand."""


def through_government(sentence: Sentence) -> str | None:
    """Others do not apply on their own, but through a local government: it is who applies."""
    text = sentence.text
    for alone in ON_ITS_OWN.finditer(text):
        before = text[: alone.start()]
        if not _DENIED.search(before) or LOCAL.search(before):
            continue
        for way in _WAY.finditer(text, alone.end(), alone.end() + _NEAR):
            if LOCAL.match(text, way.end()) and OTHERS.search(before):
                return way.group().strip()
    return None


def is_through_government(text: str, at: int) -> bool:
    """Whether what is denied at ``at`` is done through a local government, and with nobody."""
    return any(LOCAL.match(text, way.end()) for way in _WAY.finditer(text, at, at + _NEAR))
