"""Whoever is first may be one of them, or a category is theirs: «lead partners may be councils»."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.text.wording import table

_FIRST = table(
    r"""
    lead (?:partners?|applicants?|organi[sz]ations?|entit\w+) | (?:main|principal) (?:partner|
        applicant)s? |
    applicants? | soci[oa]s? (?:principal|lider)(?:es)? | solicitantes? | proponentes? |
    postulantes? |
    entidad(?:es)? (?:solicitante|proponente|lider|coordinadora|postulante)s? | chefs? de file |
    (?:organismes?|structures?) (?:porteu\w+|demandeu\w+) | porteu\w+ d[eu] (?:la |l')?[a-z]+ |
    demandeurs? |
    capofila | soggett[oi] proponent[ei] | entidades? proponentes? | (?:entitat )?sol.?licitants? |
    chef de projet
    """,
    tail=r"(?![a-z])",
)
_MAY_BE = re.compile(
    r",? (?:(?:que|which|who|qui|che) )?(?:(?:also|tambien|aussi|tambem|anche) )?"
    r"(?:puede[n]?|podra[n]?|may|can|peu(?:t|vent)|pourr(?:a|ont)|pode[mn]?|podera?[o]?|pot|puo|possono|"
    r"potra(?:nno)?)(?: (?:also|tambien|aussi|tambem|anche))? (?:ser|be|etre|essere|ser-ho) "
    r"(?:(?:either|tanto|bien|tant|sia) )?(?:(?:an?|una?|uma?|une|un|the|los|las|des|de|les|os|"
    r"as|both) |d'|un')?"
    r"(?:[a-z]+ )?"
)
_HANGS = re.compile(r"\b(?:near|in|of|from|en|de|con|with|by|por|para|for|del|des|du|that|que)\b|,")
"""Between «may be» and the government: it is only where, or whose, somebody else is."""


def may_be_first(sentence: Sentence) -> str | None:
    """Who applies, or leads, may be a local government."""
    text = sentence.text
    for first in _FIRST.finditer(text):
        may = _MAY_BE.match(text, first.end())
        if may is None:
            continue
        found = LOCAL.search(text, may.start(), may.end() + 30)
        if found and not _HANGS.search(text, may.end(), max(may.end(), found.start())):
            return first.group()
    return None


_CATEGORIES = re.compile(
    r"\W*(?:categor\w+|modalidad(?:e?s)?|modalites?|modalitats?|premios|prizes|awards)\W*"
)
_ITS_CATEGORY = re.compile(
    r"\W*(?:categor\w+ |modalidade? |[a-z][.)] )?(?:de |del |of )?(?P<who>[a-z -]{4,40}?) ?: ?[a-z]"
)
_PUBLIC = re.compile(r"poder publico|sector publico|setor publico|public sector|secteur public")
_ABOVE = 5
"""Lines above a category in which their heading stands. Set by hand."""


def own_category(sentence: Sentence) -> str | None:
    """One of the categories a call has is the one of local governments."""
    label = _ITS_CATEGORY.match(sentence.text)
    if label is None:
        return None
    who = label["who"].strip()
    found = LOCAL.match(who) or _PUBLIC.match(who)
    if found is None or found.end() < len(who):
        return None
    at = sentence.start
    for _ in range(_ABOVE):
        above = sentence.passage.previous_segment(at)
        if above is None:
            return None
        at = above[0]
        if _CATEGORIES.fullmatch(sentence.passage.folded[at : above[1]]):
            return who
    return None
