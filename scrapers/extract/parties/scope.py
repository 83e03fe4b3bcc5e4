"""What a denial reaches: two of them undo one another, and a contrast ends one.

«No se aceptarán propuestas sin contrapartida» asks for it, «las propuestas sin contrapartida no
quedan excluidas» does not: a sentence about papers that lack something, and about what becomes of
them, denies or affirms by the number of its denials. «No cash is expected, but goods are» says one
thing of what stands before «but», and another of the rest.
"""

import re

from scrapers.extract.text.wording import WordTable, table

_STRONG = re.compile(r"\b(?:no|nao|not|cannot|never|nunca|jamas|jamais|ne|n'|non|neither)(?![a-z])")
_AGREES = re.compile(
    r"\b(?:ningun[oa]?s?|aucune?|nenhuma?|nessun[oa]?|cap|nadie|nobody|nothing|nada|personne)\b"
)
"""Denies where no other denial stands before it, and none of French right after it."""
_FRENCH = re.compile(r"[^.;,]{0,60}\b(?:ne |n')")
LACKS = table(
    r"""
    sin | sem | sans | sense | senza | without | lack\w* | carec\w+ de | carezca\w* de |
    (?:la |a |the )?(?:ausencia|absence|falta|mancanza|missing) d[eioa]l? |
    absence of | manque d | fail(?:s|ed|ing)? to | omit\w*
    """,
    tail=r"(?![a-z])",
)
"""Papers, or whoever hands them in, do not have what follows."""
_NOT_HAVING = re.compile(
    r"\b(?:no|not|nao|ne|non|cannot) (?:[a-z]+ ){0,2}?(?:acredit|present|inclu|demuestr|demonstr|"
    r"aport|cont|comprov|apresent|show|prove|have|bring|provid|offer|justifi|garanti|disp|identif|"
    r"indi|tien|teng|tenh)\w*"
)
_REFUSED = table(
    r"""
    reject\w* | rechaz\w+ | rechac\w+ | inadmi\w+ | desclassif\w+ | desestim\w+ | exclu\w+ |
    esclus\w+ | irrecevab\w+ | eliminad\w+ | elimine\w* | disqualif\w+ | descart\w+ | rejet\w* |
    ineligib\w+ | inelegib\w+ | turn(?:ed)? (?:away|down) | refus\w+ | respint\w+ | devuel\w+ |
    fuera d\w+ | prevents? | impid\w+ | impede\w* | impeced\w+ | empech\w+ | penali\w+ |
    discard\w* | barred | left out | vetad\w+ | closed to
    """,
    tail=r"(?![a-z])",
)
_TAKEN = table(
    r"""
    acept | accept | acepta | admit | admis | ammess | consider | evalu | evalua | tramit |
    valor | estudi | examin | etudi | instru | trait | aceit | receb | receiv | recib |
    review | process | financ | fund | seleccion | select | eligib | elegib |
    tendra\w* en cuenta | elegiv | pasa | avanza | progress | procede | possib | posib |
    viable | prosper | analis | retenu | recevab | valutat | adjudic | award | approv |
    aprob | aprov | firm[ae] | signe | desembols | disburs | participa | postul | presentar |
    apply | concorr | concurr | candidat | avalia | atendi | subvencion | move | go
    """
)
_PAPERS = re.compile(
    r"\b(?:propuest|proyect|solicitud|candidatur|postula|proposal|project|application|bids?\b|"
    r"dossier|projet|propost|progett|demande|domand|iniciativ|sol.?licitud|expedient|candidat|"
    r"applicant|solicitante|proponente|entidad|organizaci|organi[sz]ation|quien|whoever|"
    r"municipi|ciudad|cit(?:y|ies)\b|countr|pais|pays|nadie|nobody|no one|nothing)"
)
_CONTRAST = re.compile(
    r";\s|[,:]?\s(?:pero|sino|mas|but|however|mais|ma|aunque|though|although|while|whereas|"
    r"si bien|sin embargo|no obstante|eso si|en cambio|instead|porem|contudo|embora|invece|"
    r"tuttavia|"
    r"en revanche|mentre|encara que|rather)\s"
)
_NEAR = 60
"""Letters between «without» and what is lacking. Set by hand."""


def denials(text: str) -> int:
    """How many denials stand in a clause; those that only agree with another count once."""
    strong = list(_STRONG.finditer(text))
    count = len(strong) + sum(1 for _ in LACKS.finditer(text))
    count += sum(1 for _ in _REFUSED.finditer(text))
    for one in _AGREES.finditer(text):
        before = any(other.start() < one.start() for other in strong)
        count += not before and not _FRENCH.match(text, one.end())
    return count


def halves(text: str) -> tuple[str, ...]:
    """The parts of a sentence that a contrast sets against one another."""
    return tuple(_CONTRAST.split(text))


def needed(text: str, what: WordTable) -> bool | None:
    """Whether papers without ``what`` are turned down; ``None`` where nothing is said of them."""
    for half in halves(text):
        for found in what.finditer(half):
            low = max(0, found.start() - _NEAR)
            lacks = LACKS.search(half, low, found.start())
            lacks = lacks or _NOT_HAVING.search(half, low, found.start())
            if lacks is None:
                continue
            rest = half[: lacks.start()] + " " * (found.end() - lacks.start()) + half[found.end() :]
            if _REFUSED.search(rest) or (_TAKEN.search(rest) and _PAPERS.search(rest)):
                return denials(half) % 2 == 0
    return None


_SHUT_LIST = re.compile(
    r"\b(?P<verb>(?:no|nao|ne|non|n'|not) ?)?(?:se |s')?(?:esta[on]?|figur\w+|encuentr\w+|"
    r"aparec\w+|"
    r"consta[n]?|cuenta[n]?|is|are|es|est|sont|son|e|sao|si trova\w*|trouv\w+)(?P<no> not| pas)? "
    r"(?:[a-z]+ ){0,2}?(?:entre|among(?:st)?|in|on|parmi|en|dans|tra|fra|na|nas|"
    r"nos)(?: [a-z']+){0,4} "
    r"(?:excl|escl|vetad|sancion|banned|barred|inelig|ineleg|no elegib|not eligib|non eligib)\w*"
)
_OFF_LIST = re.compile(
    r"\b(?:no|nao|ne|non|not|no longer|tampoco) (?:[a-z]+ )?(?:forma\w* parte|figura\w*|"
    r"esta[n]?|aparec\w+|es un[ao]|"
    r"is|are|listed|on|fait partie|faz parte|fa parte|consta|integra|among|one of)\b[^.;]{0,30}?"
    r"(?:paises|countries|pays|paisos|paesi|lista|list|liste|elenco)[^.;]{0,40}?(?:puede|poda|"
    r"podra|may|can|"
    r"elegib|eligib|elegiv|particip|convocad|invitad|admi|ammiss|benefici|peu|pode|posso)"
)
_NONE_SHUT = re.compile(
    r"\b(?:no|ningun|aucun|nenhum|nessun|cap|there is no) (?:country|pais|pays|paese|nationality|"
    r"nacionalidad|region|territorio)\b[^.;]{0,60}\b(?:exclu|esclus|turned (?:away|down)|reject|"
    r"rechaz|shut out|barred|inelig|fuera|vetad|refus|left out|descart)"
)


def not_shut_out(text: str) -> re.Match[str] | None:
    """Who does not stand on the list of those who are shut out: the denial of a denial."""
    match = _SHUT_LIST.search(text)
    return match if match and (match["no"] or match["verb"]) else None


def on_shut_list(text: str) -> bool:
    """Whether whoever is named stands on the list of those who are shut out."""
    if _OFF_LIST.search(text):
        return True
    match = _SHUT_LIST.search(text)
    return match is not None and not (match["no"] or match["verb"])


def nobody_shut_out(text: str) -> re.Match[str] | None:
    """Of no country anybody is shut out."""
    return _NONE_SHUT.search(text)
