"""A government that takes part beside whoever applies: let in though denied, or led by another."""

import re
from collections.abc import Iterator

from scrapers.extract.parties.clauses import ApplicantClause
from scrapers.extract.parties.cues import CAN
from scrapers.extract.parties.forms.answered import beside_after
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import OTHERS
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.roles import (
    AT_AN_EVENT,
    JOINS,
    LED_ELSEWHERE,
    NOT_AS_APPLICANT,
    ON_ITS_OWN,
)
from scrapers.extract.text.wording import table

_AS_ONE = re.compile(
    r"\W*(?:[a-z]+ ){0,2}?(?:si|sim|oui|yes|also|tambien|tambem|aussi|solo|only|apenas|be|ser|"
    r"etre|ser-ne) "
    r"(?:[a-z]+ ){0,3}?(?:soci[oa]s?|aliad[oa]s?|partners?|partenaires?|parceir[oa]s?|socis|"
    r"co-?\w*(?:applicant|solicitant|beneficiar|ejecutor)\w*|(?:entitats )?col.?laborador\w*|"
    r"colaborador\w*|asociad[oa]s?)\b"
)
"""«But partners they may be»."""
_LEADER = 24
"""Letters between «must be» or «submitted by» and who that is. Set by hand."""


def let_in(sentence: Sentence) -> str | None:
    """Denied in one clause, and in a later one it takes part: «but they may join …»."""
    denied = False
    for clause in sentence.clauses:
        words = _through(clause) or (_let_in_again(clause) if denied else None)
        if words:
            return words
        heads = [h for h in clause.governments if not _is_other_first(clause, h.start)]
        denied = denied or bool(heads and (clause.denies or _alone(clause)))
    return beside_after(sentence.after) if denied else None


def _let_in_again(clause: ApplicantClause) -> str | None:
    told = CAN.search(clause.text) or _THEY.match(clause.text)
    listed = clause.text.startswith(";") and not told
    return None if clause.denies or listed else _joins(clause)


_THEY = re.compile(r"\W*(?:elles|ils|ell[ao]s|el[ae]s|they|est[ao]s|these|ess[ei])\b")
"""The government denied before, named by a pronoun."""


def _through(clause: ApplicantClause) -> str | None:
    """Denied by itself, and told through whom it may."""
    own = ON_ITS_OWN.search(clause.text) if clause.denies and clause.governments else None
    through = _THROUGH.match(clause.text, own.end()) if own else None
    return through.group().strip(" :") if through else None


_TO_ANOTHER = table(
    r"""
    (?:asociarse|sumarse|unirse|adherirse|incorporarse|integrarse|vincularse|associar-se|juntar-se|
        aliar-se|s'associer|se joindre|sumar-s'hi|join)\s?(?:a|al|con|com|to|en|with|amb)? ?%WHO% |
    a ell[ao]s? (?:se )?(?:podran?|pueden?) (?:asociar|sumar|unir|adherir|incorporar|vincular)
    """,
    parts={
        "WHO": r"""
        ell[ao]s?\b | el[ae]s?\b | elle\b | lui\b | dich[ao]s?\b | esta\b | este\b | them\b |
        her\b | it\b | the lead | the applicant |
        la (?:entidad|organizacion) (?:solicitante|lider|proponente) | al? solicitante |
        au porteur | as an? (?:associate|partner)
        """
    },
)
"""It joins whoever was named before as who applies."""


def joins_another(sentence: Sentence) -> str | None:
    """It joins whoever was named before: «podrán asociarse a ella»."""
    for clause in sentence.clauses:
        match = _TO_ANOTHER.search(clause.text)
        if match and clause.governments and not clause.denies:
            return match.group()
    return None


def not_first(sentence: Sentence) -> str | None:
    """It takes part, «never as the applicant»; another is who applies."""
    if words := _after_the_leader(sentence):
        return words
    for text in _after_joining(sentence):
        if match := NOT_AS_APPLICANT.search(text):
            return match.group()
        for led in LED_ELSEWHERE.finditer(text):
            if OTHERS.search(text, led.end(), led.end() + _LEADER):
                return led.group()
    return None


def _after_the_leader(sentence: Sentence) -> str | None:
    """Another is who applies, and in a later clause a government may take part."""
    led = False
    for clause in sentence.clauses:
        if led and clause.governments and not clause.denies and CAN.search(clause.text):
            head = clause.governments[0]
            joins = _TAKES_PART.match(clause.text, head.end)
            if joins:
                return joins.group().strip()
        for lead in LED_ELSEWHERE.finditer(clause.text):
            other = OTHERS.search(clause.text, lead.end(), lead.end() + _LEADER)
            led = led or (other is not None and not clause.governments)
    return None


_TAKES_PART = table(
    r"""
    (?:podra\w*|puede\w*|podera\w*|pode\w*|may|can|peu\w+|pourr\w+|poden) (?:[a-z]+ )?
        (?:associar-se|asociarse|unirse|sumarse|juntar-se|aderir|integrar|acompanar|apoiar|apoyar|
        support|join|take part|s'associer|participar|colaborar) |
    (?:must|shall|has to|have to|debe\w*|deve\w*|doi(?:t|vent)|ha de|han de) (?:[a-z]+ )?
        (?:be (?:part|involved|included|a member)|form\w+ parte?|faire partie|fazer parte|
        participar|integrar|figurar|take part|join|estar (?:en|present))
    """,
    lead=r" ",
)
_THROUGH = re.compile(
    r"[^.;]{0,12}\b(?:deben|deberan|must|tienen que|devem|doivent|sino|only|solo)\b [^.;]{0,12}?"
    r"(?:acudir|hacerlo|do so|recurrir|ir de la mano|go through|fazer-lo|passer)\b"
)
"""After «not on its own»: through whom."""


def _joins(clause: ApplicantClause) -> str | None:
    """The words for taking part in a clause that names nobody else before them."""
    match = (
        AS_PARTNER.search(clause.text) or JOINS.search(clause.text) or _AS_ONE.match(clause.text)
    )
    if match is None or OTHERS.search(clause.text, 0, match.start()):
        return None
    return None if AT_AN_EVENT.match(clause.text, match.end()) else match.group()


def _alone(clause: ApplicantClause) -> bool:
    return bool(clause.cues) and ON_ITS_OWN.search(clause.text) is not None


def _is_other_first(clause: ApplicantClause, at: int) -> bool:
    return any(other.start < at for other in clause.others) and not clause.denies


def _after_joining(sentence: Sentence) -> Iterator[str]:
    """What stands after a government that takes part, its own clause and the later ones."""
    joined = False
    for clause in sentence.clauses:
        if joined:
            yield clause.text
            continue
        for head in clause.governments:
            joins = JOINS.search(clause.text, head.end) or AS_PARTNER.search(clause.text, head.end)
            if joins and not OTHERS.search(clause.text, head.end, joins.start()):
                joined = True
                yield clause.text[joins.end() :]
                break
