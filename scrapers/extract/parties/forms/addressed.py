"""Said to whoever reads it: «Si su institución es un municipio, este fondo no es para usted»."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL

_IF = re.compile(
    r"\b(?:si|if|se|as|when|cuando)\s[^.;,]{0,50}?\b(?:es|eres|son|are|is|sou|e|est|etes|sois|"
    r"representa\w*|represent|trabaja\w*|belong\w*|work|sei|siete|ets|sou)\b(?:(?! (?:en|in|em|"
    r"dans|nel|within|near|based)\b)[^.;,]){0,20}$"
)
_TURN_AWAY = re.compile(
    r"\b(?:no|not|nao|ne|n'|non|cannot|lament\w+|sorry|unfortunately|regret\w*|desafortunad\w+|"
    r"infelizmente|malheureusement|purtroppo)\b"
)
_LET_IN = re.compile(
    r"\b(?:puede\w*|podra\w*|can|may|pode|poderao|peu\w+|pot|puo|eligible|elegible\w*|"
    r"para (?:usted\w*|"
    r"ti)|for you|bienvenid\w+|welcome|postul\w+|apply)\b"
)
_ELSE = re.compile(r"\b(?:mas de|more than|antes de|before|without|sin|sola|alone|hasta|until)\b")


_CALLED = re.compile(
    r"[^.;:?]{0,110}: ?[¡!]*(?:inscriban?|inscribid|postulen?|postulad|presenten?|presentad|"
    r"participen?|apply|submit|enter|join|inscrevam|inscreva|candidatem|candidatez|deposez|envien?|"
    r"presentin|inscriviu)\b"
)
"""Right after a government that opens the sentence: it is called upon."""
_KINDS = re.compile(
    r"\b(?:city or township|county|special district|state|municipal|native american tribal) "
    r"governments?(?= ?(?:;|,|\.|$|\())"
)
"""A kind of applicant, as a form that lists them calls it."""


def called_upon(sentence: Sentence) -> str | None:
    """Called by its name to apply, or one of the kinds a form lists."""
    opens = LOCAL.match(sentence.text.lstrip())
    if opens and _CALLED.match(sentence.text.lstrip(), opens.end()):
        return opens.group()
    kinds = list(_KINDS.finditer(sentence.text))
    if len(kinds) > 1 and not _TURN_AWAY.search(_KINDS.sub("", sentence.text)):
        return kinds[0].group()
    return None


def _told(sentence: Sentence) -> tuple[bool, str] | None:
    """Whether a reader who is a local government is let in, and the words."""
    text = sentence.text
    for found in LOCAL.finditer(text):
        if not _IF.search(text[: found.start()]):
            continue
        comma = text.find(", ", found.end())
        for part in text[comma + 2 :].split(", ") if comma > 0 else ():
            if _ELSE.search(part):
                return None
            if away := _TURN_AWAY.search(part):
                return False, away.group()
            if let := _LET_IN.search(part):
                return True, let.group()
    return None


def turned_away(sentence: Sentence) -> str | None:
    """Whoever is a local government reads that it may not."""
    told = _told(sentence)
    return told[1] if told and not told[0] else None


def welcomed(sentence: Sentence) -> str | None:
    """Whoever is a local government reads that it may."""
    told = _told(sentence)
    return told[1] if told and told[0] else None
