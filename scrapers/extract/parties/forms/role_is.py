"""Whoever is first may be one of them: «lead partners, which may be local authorities»."""

import re

from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.text.wording import table

_FIRST = table(
    r"""
    lead (?:partners?|applicants?|organi[sz]ations?|entit\w+) | (?:main|principal) (?:partner|applicant)s? |
    applicants? | soci[oa]s? (?:principal|lider)(?:es)? | solicitantes? | proponentes? | postulantes? |
    entidad(?:es)? (?:solicitante|proponente|lider|coordinadora|postulante)s? | chefs? de file |
    (?:organismes?|structures?) (?:porteu\w+|demandeu\w+) | porteu\w+ d[eu] (?:la |l')?[a-z]+ | demandeurs? |
    capofila | soggett[oi] proponent[ei] | entidades? proponentes? | (?:entitat )?sol.?licitants? |
    chef de projet
    """,
    tail=r"(?![a-z])",
)
_MAY_BE = re.compile(
    r",? (?:(?:que|which|who|qui|che) )?(?:(?:also|tambien|aussi|tambem|anche) )?"
    r"(?:puede[n]?|podra[n]?|may|can|peu(?:t|vent)|pourr(?:a|ont)|pode[mn]?|podera?[o]?|pot|puo|possono|"
    r"potra(?:nno)?)(?: (?:also|tambien|aussi|tambem|anche))? (?:ser|be|etre|essere|ser-ho) "
    r"(?:(?:either|tanto|bien|tant|sia) )?(?:(?:an?|una?|uma?|une|un|the|los|las|des|de|les|os|as|both) |d'|un')?"
    r"(?:[a-z]+ )?"
)


def may_be_first(sentence: Sentence) -> str | None:
    """Who applies, or leads, may be a local government."""
    text = sentence.text
    for first in _FIRST.finditer(text):
        may = _MAY_BE.match(text, first.end())
        if may is None:
            continue
        found = LOCAL.search(text, may.start(), may.end() + 30)
        if found and (found.start() <= may.end() or "," not in text[may.end() : found.start()]):
            return first.group()
    return None
