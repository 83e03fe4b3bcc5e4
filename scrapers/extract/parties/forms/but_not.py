"""Denied after «but», where nobody is named again: «podrán beneficiarse, pero no pedir la ayuda».

The verb alone says of whom the first half spoke that it does not apply, or that it does not lead.
"""

import re
from collections.abc import Iterator

from scrapers.extract.parties.clauses import ApplicantClause
from scrapers.extract.parties.cues import CAN
from scrapers.extract.parties.sentences import Sentence
from scrapers.extract.parties.who import LOCAL
from scrapers.extract.parties.words.as_partner import AS_PARTNER
from scrapers.extract.parties.words.roles import JOINS
from scrapers.extract.text.wording import table

_BUT = re.compile(
    r"(?:;(?= (?:they|it|ell[oa]s|elles|ils|el[ea]s|est[oa]s|these|essi|esse)\b)|,? (?:pero|"
    r"aunque|si bien|but|yet|though|although|mais|mas|embora|ma|anche se|encara que|y|and|et|"
    r"e|i)\b)(?: (?:podra\w*|puede\w*|they|it|may|can|could|elles?|ils?|ell[oa]s|el[ea]s|"
    r"est[oa]s|these|ess[ei]|peu\w+|pod[ei]\w*|posso\w+|se|ne|"
    r"shall|will|a))*? (?=no|na|nunca|pas|mai|jama|never|may ?not|can|under|in n|en |em )"
)
_NO = re.compile(
    r"(?:(?:can|may|podra\w*|puede\w*) )?(?:(?:en ningun caso|under no circumstances|in no case|"
    r"em caso algum|em nenhum caso|en cap cas|"
    r"in nessun caso|en aucun cas|not|no|nao|non|pas|nunca|never|jamais|jamas|mai|cannot|may not) )"
    r"(?:(?:podra\w*|puede\w*|be|ser|se|the|to|la|le|les?|els?|the|el|in) )*"
)
_WITHOUT = re.compile(
    r",? (?:sans|sem|senza|sense|sin|without)(?: (?:jamais|nunca|mai|que|en|se|ever|pouvoir|poder|"
    r"poter))* "
    r"(?:la |le |les |se )?"
)
_LEADS = re.compile(
    r"(?:l'|lo )?(?:coordin|coorden|lider|lead|dirig|diriger|encabez|pilot|head|presid|capitan|"
    r"essern[ei] (?:il )?(?:capofila|coordinat)|(?:esser|etre|ser)[a-z]*(?: an?| la| el| le| il|"
    r" the)? "
    r"(?:capofila|chefs? de file|lider|coordinad|lead|coordinat|cabeza)|"
    r"chefs? de file)[a-z]*(?:-?l[aoe]s?| it| them)?"
)
"""The first place, as what it does …"""
_GRANT = (
    r"(?:ayuda|apoyo|subvenc|fond|fund|grant|demand|domand|solicit|candidat|dossier|ajut|aide|apoio|"
    r"recurs|postul|propuest|propos|applic|contribut|finan|subsidi|bid|sol.?licit|support)"
)
_APPLIES = table(
    rf"""
    %VERB%[a-z]* (?:(?!mas\b|more|plus|mais|mes\b|piu|otr|anoth|segund|second|autre|outr|altr|dos\b|
        two)[a-z]+ |l'|d'){{0,3}}?{_GRANT}[a-z]* |
    (?:pedi|solicit|demanar|sol.?licitar|richied)[a-z]*-?(?:l[aoe]s?|l[aoei]|ho) |
    (?:les? |la )?(?:demander|solliciter) | postular(?:se)? | candidatar-se | candidater |
    concurrir | concorrere? | candidarsi | apply
    """,
    lead="",
    parts={
        "VERB": r"""
        pedir | solicit | request | apply | deposer | demander | present | sol.?licit | demanar |
        richied | apresent | introdui | radic | submit | formul | receiv | recib | recev | receb |
        hold | soumettre | submeter |
        tramit
        """
    },
)
"""… and what applicants do with the grant."""
_OF_WHAT = re.compile(
    r"(?: (?:la|el|le|the|a|o|il|l'|los|las) ?(?:propuesta|proyecto|consor\w+|alianza|grupo|"
    r"solicitud|"
    r"project|proposal|application|partnership|group\w*|projet|candidatur\w*|rede|projeto|progetto|"
    r"agrupaci\w+|equip\w+|team|parceria|partenariat))?"
)
_ENDS = re.compile(
    r"(?: (?:themselves|itself|directly|directamente|directement|diretamente|direttamente|"
    r"directament|"
    r"ellos mismos|por si mism[oa]s|en su nombre|in their own name))?\s*(?:$|[.,;:)])"
)
"""Nothing follows that would only limit how, or how often."""
_MAY = 40
"""Letters between a government and what it may. Set by hand."""


def kept_from_applying(sentence: Sentence) -> str | None:
    """It has some of the fruits, and does not ask for them."""
    return next((words for role, words in _denied(sentence) if role is False), None)


def kept_from_leading(sentence: Sentence) -> str | None:
    """It takes part, and leads nothing or hands nothing in."""
    return next((words for role, words in _denied(sentence) if role == "partner"), None)


def _denied(sentence: Sentence) -> Iterator[tuple[bool | str, str]]:
    text = sentence.text
    for at, verb_at in _turns(text):
        leads = _LEADS.match(text, verb_at)
        verb = leads or _APPLIES.match(text, verb_at)
        if verb is None or not _ends(text, verb.end(), led=leads is not None):
            continue
        low = max(text.rfind(stop, 0, at) for stop in ".;:") + 1
        may = _may(text[low:at])
        if may is None:
            continue
        beside = leads or JOINS.search(may) or AS_PARTNER.search(may)
        yield ("partner" if beside else False), text[at : verb.end()].strip(" ,")


def _ends(text: str, at: int, *, led: bool) -> bool:
    """Whether nothing is added to a verb, but what is led."""
    what = _OF_WHAT.match(text, at) if led else None
    return _ENDS.match(text, what.end() if what else at) is not None


def _turns(text: str) -> Iterator[tuple[int, int]]:
    """Where «but not» begins, and where the verb after it does."""
    for but in _BUT.finditer(text):
        if no := _NO.match(text, but.end()):
            yield but.start(), no.end()
    for without in _WITHOUT.finditer(text):
        yield without.start(), without.end()


def _may(half: str) -> str | None:
    """What the first half lets a government do, where it speaks of one."""
    if LOCAL.search(half) is None:
        return None
    for head in ApplicantClause(half).governments:
        can = CAN.search(half, head.end, head.end + _MAY)
        if can and not re.search(r"\b(?:no|not|ne|nao|non)\b", half[head.end : can.end()]):
            return half[can.start() :]
    return None
