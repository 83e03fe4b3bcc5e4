"""What stands before its main clause: «Salvo X, …», «Aunque no pueda …, el municipio puede …»."""

import re

from scrapers.extract.parties.cues import CAN, EXCEPT
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.text.wording import table

_OPENS = re.compile(r"\W*(?:con |a |com |with |avec |amb )?(?:la |the |l'|unica |sola )?$")
"""Nothing else stands before the exception: the sentence opens with it."""
_MAIN = re.compile(
    r", (?:todas?|todos?|all|any|every|toutes?|tous|totes|tots|tutt[ie]|ningun[oa]?|no|nenhum[a]?|"
    r"aucune?|nessun[oa]?|cap|qualquer|cualquier|las?|los|the|les|as|os|els|i|gli|le|podran?|"
    r"pueden?|podem|poderao|peuvent|quedan?|sont|may|can)\b"
)
"""The comma at which an opening exception gives way to what it is an exception from."""
_IF_NOT = re.compile(r"unless|a moins|a me|a n|menos")
_COMMA = re.compile(", ")
"""An exception that is a condition, «a menos que sean …», ends at its first comma."""
_CONCEDES = table(
    r"""
    embora | aunque | (?:a pesar|apesar) de(?: que)? | malgre | despite | malgrat que | nonostante |
    si bien | although | though | while | bien que | quoique |
    ainda que | encara que | tot i que | sebbene | pur
    """,
    lead=r"^\W*",
    tail=r"\b",
)
_NOT_FIRST = re.compile(
    r"\b(?:no|not|nao|ne|n'|non|cannot)\b[^.;,]{0,50}?\b(?:proponent\w*|solicit\w+|applicant|apply|"
    r"lead\w*|lider\w*|candidat\w+|postul\w+|titular|concorrer|concurrir|capofila|sol.?licit\w+|"
    r"beneficiari\w*|porte\w*|recib\w+|receive|receber)\b[^.;,]{0,40}, "
)
"""… it is not who applies …"""
_SPREADS = re.compile(
    r" (?:[a-z]+ ){0,2}?(?:divulg|difund|difus|inform|promo(?:cion|te)|spread|publici|share|"
    r"diffus|"
    r"relay|recommend|recomend|compart|partilh|repass)"
)
"""… and all it may is tell others of it."""


def exception_scope(text: str, match: re.Match[str]) -> int:
    """Where what an "except" takes out ends: an opening one at the comma before its main clause."""
    if _OPENS.fullmatch(text[: match.start()]):
        main = (_COMMA if _IF_NOT.match(match.group()) else _MAIN).search(text, match.end())
        if main:
            return main.start()
    return len(text)


def find_exception(text: str, at: int, reach: int) -> re.Match[str] | None:
    """The "except" that what stands at ``at`` belongs to."""
    for match in EXCEPT.finditer(text, 0, at):
        if at - match.end() < reach and at < exception_scope(text, match):
            return match
    return None


def concession(sentence: Sentence) -> str | None:
    """It may do something though it may not apply."""
    found = _concession(sentence)
    return found[0] if found and not found[1] else None


def only_spreads(sentence: Sentence) -> str | None:
    """It may not apply, and all it may is tell others of the call."""
    found = _concession(sentence)
    return found[0] if found and found[1] else None


def _concession(sentence: Sentence) -> tuple[str, bool] | None:
    opens = _CONCEDES.match(sentence.text)
    first = _NOT_FIRST.search(sentence.text) if opens else None
    local = LOCAL.search(sentence.text, first.end(), first.end() + 40) if first else None
    may = CAN.search(sentence.text, local.end(), local.end() + 40) if local else None
    if first is None or may is None:
        return None
    return first.group(), _SPREADS.match(sentence.text, may.end()) is not None
