"""What is lacking, and what comes of it: «sin socio … inelegible», «la falta de … no será causal».

Papers that lack something are turned down, or are not: the same two words, and each negation turns
the answer round once.
"""

import re

from scrapers.extract.text.wording import WordTable, table

LACK = table(
    r"""
    sin | sem | sans | sense | senza | without | lacking | lacks? | falta d[eo]l? | falta d' |
    la no (?:presentacion|acreditacion|inclusion) de |
    (?:ausencia|absence|absencia|ausencia|assenza|carencia|manque|mancanza|lack|defaut) (?:de|d'|
        of|di|do|da) |
    carec\w+ de | careix\w+ de |
    (?:no|nao|non) (?:contar|cuent\w+|acredit\w+|tener|teng\w+|tien\w+|inclu\w+|present\w+|
        dispon\w+|conten\w+|identif\w+|nombr\w+|tenham?|cont[ae]m?|aporten?|integren?|comprov\w+|
        includ\w+|prevedano|preved\w+)(?: con| com| de)? |
    (?:not|fail\w*|failure)(?: to)? (?:includ\w+|hav\w+|nam\w+|secur\w+|identif\w+|bring\w*|
        involv\w+|submit\w*|hav\w+) |
    (?:ne|n')\s?(?:comport|inclu|prevoi|associ|present|ont|a)\w* (?:pas|aucune?) |
    qui ne compte\w* pas
    """
)
"""Something there is not."""
_GAP = table(
    r"""
    mediante [^.;,]{3,40}, | d' |
    (?:the|an?|un[ae]?|uma?|el|la|los|las|al|menos|lo|at|least|au|moins|pelo|any|some|one|
        (?:al|nin)gun[oa]?|aucune?|nenhuma?|nessun[oa]?|cap|de|of|del|da|do|di|con|com|with|su|
        their|its|otr[oa]|another|outr[oa]|autre|altr[oa])(?![a-z]) |
    (?:participa(?:cion|tion|cao)|presencia|involvement|partecipazione|dich[oa]s?|es[ae]|est[ae]|
        tal|such|this|that|cette|cet|ce|essa|esse|aquest[ae]?|quest[oa]|tale|local|locale|proper|
        formal|identified|named|required|interna[tc]ional)(?![a-z])
    """,
    lead=r",? ?",
)
"""Between the lack and what is lacking: no other noun …"""
_SMALL = 8
"""… and so many words at most. Set by hand."""
_BAD = table(
    r"""
    exclos\w* | qued\w+ (?:por )?fuera | fic\w+ (?:de )?fora | left out | rechaz\w+ | inadmi\w+ |
    desestim\w+ | inelegi\w+ | inelig\w+ | exclu[iyse]\w* |
    descart\w+ |
    descalif\w+ | causal | (?:causa|motivo|motif|motiu|grounds?|reason) (?:de|d'|for|di|per|
        para)\b |
    irreceva\w+ | irriceva\w+ | rejet\w+ | ecart\w+ | reject\w* | refus\w+ | recus\w+ | recha\w+ |
    desclassif\w+ | elimin\w+ | esclu[sd]\w* | respint\w* | inval\w+ | invalidat\w* |
    nul[oa]s?\b | penaliz\w+ | impide\w* |
    impedi\w+ | prevents? | disqualif\w+ | turned down | devuel\w+ | indefer\w+ | inabilit\w+ |
    perjudic\w+ | obst\w+ | discard\w* | returned | (?:por|as) no presentad\w+ | rebutja\w+
    """
)
"""It counts against them …"""
_GOOD = table(
    r"""
    acept\w+ | acce(?:pt|tt|ss)\w* | admit\w+ | admis\w+ | ammess\w* | ammissib\w+ | admes\w* |
    considerad\w* |
    considered | evaluad\w* | assessed | reviewed | examin\w+ | tramit\w+ | elegib\w+ | eligib\w+ |
    recevab\w+ | aceit\w+ | analis\w+ | valid[oae]\w* | valid\b | welcome\w* | bienvenid\w+ |
    bem-vind\w+ |
    (?:podr\w+|pued\w+|pod[ei]m?|poder\w+|may|can|peu\w+|poss\w+|potr\w+|poden) (?:(?:also|
        tambien|se|aussi|tambem) )?(?:be |ser |etre )?(?:present\w+|postul\w+|particip\w+|
        partecip\w+|apply|submit\w*|
        concur\w+|concor\w+|concour\w+|candidat\w+|depos\w+|optar|apresent\w+|acced\w+|compet\w+|financ\w+|fund\w+|
        solicit\w+)
    """
)
"""… or they are taken."""
_NOT = re.compile(
    r"\b(?:no|nao|ne|not|non|n'|tampoco|never|nunca|neither|sin|without|cannot|can not)\b"
    r"[^.;,:]{0,34}$"
)
_THOUGH = re.compile(
    r"\b(?:aun(?: cuando)?|aunque|incluso|even(?: if| though| when)?|meme|mesmo|ainda que|anche|"
    r"encara que|fins i tot|although|con o)\b[^.;]{0,50}$"
)
"""Right before the lack: it changes nothing."""


def lacking(text: str, thing: WordTable) -> tuple[bool, str] | None:
    """Whether ``thing`` is asked for, as what comes of its lack says, and the words."""
    for lack in LACK.finditer(text):
        at = _past_small_words(text, lack.end())
        found = thing.match(text, at) or thing.match(text, lack.end() + 1)
        if found is None:
            continue
        counts = _comes_of(text, lack.start(), found.end())
        if counts is not None:
            return counts, f"{lack.group()} … {found.group()}"
    return None


def _past_small_words(text: str, at: int) -> int:
    """Where the next noun begins."""
    for _ in range(_SMALL):
        gap = _GAP.match(text, at)
        if gap is None:
            break
        at = gap.end()
    return at + text.startswith(" ", at)


_ITS_LACK = re.compile(
    r"\b(?:su|sua|its|their|leur|son|la seva|a sua|tal|dicha|this|such|cette|essa|la loro) "
    r"(?:ausencia|falta|absence|lack|manque|assenza|mancanza|carencia|absencia)\b"
)
_WITHOUT_IT = re.compile(
    r"\b(?:sin|sem|sans|without|senza|sense) (?:(?:la|el|lo|a|o|il) (?:cual|que|qual|quale)|"
    r"which|whom|"
    r"laquelle|lequel|esta?|ell[oa]|elle|lui|it|one|them|ese|esa)\b"
)
"""The thing was named before."""


def lacking_it(text: str, thing: WordTable) -> tuple[bool, str] | None:
    """The same of what the sentence named before: «su ausencia no impide …»."""
    lack = _ITS_LACK.search(text) or _WITHOUT_IT.search(text)
    if lack is None or not thing.search(text, 0, lack.start()):
        return None
    counts = _comes_of(text, lack.start(), lack.end())
    return None if counts is None else (counts, lack.group())


def _comes_of(text: str, start: int, end: int) -> bool | None:
    """Whether the lack counts against whoever lacks it; ``None`` where nothing is told."""
    if _THOUGH.search(text[:start]):
        return False
    bad = _nearest(_BAD, text, start, end)
    if bad is not None:
        return _NOT.search(text[end:bad] if bad >= end else text[:bad]) is None
    good = _nearest(_GOOD, text, start, end)
    if good is None:
        return None
    before = text[end:good] if good >= end else text[:good]
    return _NOT.search(before) is not None


def _nearest(words: WordTable, text: str, start: int, end: int) -> int | None:
    """Where the words stand that follow the lack, else those before it, in its sentence."""
    after = words.search(text, end)
    if after:
        return after.start()
    before = [m.start() for m in words.finditer(text, 0, start)]
    return before[-1] if before else None
