"""A deadline of something else than applying: what it is for, whose it is, what it was."""

import re

from scrapers.extract.dates.cues import Cue, Role, cues_in
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.words.acts import EACH_TIME, HANDING, OTHERS_ACT, RUNS_FOR_DAYS
from scrapers.extract.dates.words.applying import APPLICATION, HANDS, PAID_OUT
from scrapers.extract.dates.words.closing import EXTENSION, MOVABLE
from scrapers.extract.dates.words.other import EVENT, REVIEW
from scrapers.extract.dates.words.purpose import (
    ACCOUNTS,
    ACT,
    COMPLEMENT,
    ENDS_TOO,
    FORMER,
    FORMER_EDITION,
    GRANTEES,
    NOW,
    SELECTED,
    THIS_TIME,
    TO_HAND_IN,
)
from scrapers.extract.text.rules import Example, Rule

FORMER_RULE = "deadline-that-was"
CLAUSE_BREAK = re.compile(
    r"[;:|]|,? (?:(?:y|e|et|i|pero|mientras) (?:el|la|los|las|le|les|o|a|os|as|els|se)|"
    r"(?:and|while) the)\b(?! (?:cartas?|anexos?|document\w+|formulari\w+|lettres?|letters?)\b)"
)
"""Where another clause begins inside a sentence."""
_NO_MORE_OF = re.compile(
    r"\b(?:deja(?:n|ra|ran)? de|deixa(?:m|ra|rao)? de|deixa(?:ra|ran)? de|cess(?:e|era|ent) de|"
    r"stops?|ceases? to|no longer) [a-z]?$"
)
"""What a form does no more, right before it: nobody's answer comes by then."""
_NOUN = re.compile(r"[a-z'-]+")
_PHRASE_ENDS = re.compile(
    r"\s(?:of|for|to|by|from|in|on|at|and|is|are|will|shall|was|de|del|da|do|das|dos|des|du|d'|la|el|"
    r"los|las|que|es|sera|e|est|y|et|i|para|per|pour|por)\b|[,|-]"
)
_VERB = re.compile(
    r"(?:se |es )?(?:cierran?|cerrara\w*|closes?|encerra\w*|cloture(?:ra)?|tanca(?:ra)?|"
    r"vencen?|expir\w+|"
    r"termina\w*|se termine\w*|finali[tz]\w+|acaba\w*|ends?(?: on| at)?|concluy\w+)(?:-se)?"
)
_FEW = 3
"""Words between what ends and the verb: more may name something else. Set by hand."""
_TURN = re.compile(r"[;:|]|, (?:y|e|et|and|i|pero|mais|but|mientras|while) ")


_WHICH = re.compile(r"\b(?:que|which|that|qui) (?:(?:el|la|the|o|a|le) [a-z]+ )?$")
"""Right before an act: it is told of what is handed in …"""
_IS_DAY = re.compile(r"\b(?:es|sera|is|will be|est|e) (?:(?:el|le|on|the|o|dia) )*$")
"""… and the closing word goes on with its day: "the deadline for the plan that … is …"."""


def _review(clause: Clause) -> str | None:
    match = REVIEW.match(clause.text)
    return match.group() if match and not clause.has_cue("close") else None


def _others_act(clause: Clause) -> str | None:
    found = list(OTHERS_ACT.finditer(clause.text, clause.low, clause.high))
    if not found:
        return None
    rest = clause.text[found[-1].end() : clause.high]
    if _NO_MORE_OF.search(clause.text, 0, found[-1].start() + 1):
        return None
    ours = CLAUSE_BREAK.search(rest) or HANDING.search(rest) or EACH_TIME.search(rest)
    aside = _WHICH.search(clause.text, 0, found[-1].start()) and _IS_DAY.search(rest)
    return None if ours or (aside and clause.has_cue("close")) else found[-1].group()


def _closing(clause: Clause) -> Cue | None:
    cue = clause.nearest
    return cue if cue and cue.role == "close" else None


def _another_act(clause: Clause) -> str | None:
    """ "Deadline to withdraw": the purpose begins with an act, and none of handing in."""
    cue = _closing(clause)
    match = COMPLEMENT.match(clause.text[: clause.high], cue.end) if cue else None
    if match is None:
        return None
    phrase = _PHRASE_ENDS.split(match["said"], maxsplit=1)[0]
    nouns = _NOUN.findall(phrase)
    compound = match["tie"] == "for" and not match["head"].endswith("ing")
    ends = nouns[::-1] if compound else nouns
    if TO_HAND_IN.match(match["said"]) or any(TO_HAND_IN.match(noun) for noun in ends[:1]):
        return None
    return match["said"] if any(ACT.fullmatch(noun) for noun in (*nouns[:1], *ends[:1])) else None


_OF_AN_END = re.compile(
    r"cierre|clotur|clausura|encerramento|closing|closure|fi[nm]?\b|fecho|tancament"
)
_PASSED_ON = re.compile(
    r"(?:envio|entrega|presentacion|recepcion|remision|depot|envoi|lliurament)\b"
)


def _end_of_event(clause: Clause) -> str | None:
    """ "Clôture du colloque", "Recepción de los equipos": an event ends, goods come in."""
    cue = _closing(clause)
    if cue is None:
        return None
    said = clause.said(cue)
    if _PASSED_ON.match(said) and PAID_OUT.search(said) and not APPLICATION.search(said):
        return said
    match = COMPLEMENT.match(clause.text[: clause.high], cue.end)
    if match is None or not _OF_AN_END.match(said):
        return None
    held = RUNS_FOR_DAYS.match(match["said"]) or EVENT.match(match["said"])
    return match["said"] if held else None


def _selected(clause: Clause) -> str | None:
    """What those who were chosen hand in."""
    if clause.opens_range:
        return None
    turns = [m.end() for m in _TURN.finditer(clause.text, clause.low, clause.high)]
    low = max(turns, default=clause.low)
    who = SELECTED.search(clause.text, low, clause.high) or _accounts(
        clause.text[max(turns, default=0) : clause.high], clause.lead
    )
    due = clause.until or _closing(clause)
    if who and _CALL_OPEN.search(clause.text, low, clause.high):
        return None
    return who.group() if who and due else None


_CALL_OPEN = re.compile(
    r"\b(?:convocatoria|edita(?:l|is)|chamada|inscri\w+|plazo|prazo|call|appel)s?\b"
    r" (?:\w+ ){0,3}(?:abiert|abert|obert|ouvert|open)\w*\b[^.;,]{0,20}$"
)
"""What stands open right before the day is the call, whoever was named before."""


def _accounts(said: str, lead: str) -> re.Match[str] | None:
    match = GRANTEES.search(said)
    return match if match and ACCOUNTS.search(lead) else None


def _former_edition(clause: Clause) -> str | None:
    if not (_closing(clause) or clause.until):
        return None
    match = FORMER_EDITION.search(clause.text, 0, clause.high)
    turned = match and (_TURN.search(clause.text, match.end()) or THIS_TIME.search(clause.text))
    return match.group() if match and not turned else None


def _ends_too(clause: Clause) -> str | None:
    cue = _closing(clause)
    if cue is None or clause.ends(cue) or not _VERB.fullmatch(clause.said(cue)):
        return None
    before = clause.text[clause.low : cue.start]
    match = ENDS_TOO.search(before)
    if clause.text.startswith("close of business", cue.start):
        return None
    if match and not APPLICATION.search(before) and not HANDS.search(match["gap"]):
        return match.group()
    return _named_last(clause, cue)


def _named_last(clause: Clause, cue: Cue) -> str | None:
    """The evaluation, a workshop … named last before a closing verb: it is what closes."""
    others = [c for c in cues_in(clause.text, clause.low, cue.start) if c.role != "open"]
    if not others or others[-1].role != "other" or clause.is_weak(others[-1]):
        return None
    between = clause.text[others[-1].end : cue.start]
    ours = MOVABLE.search(between) or APPLICATION.search(between) or HANDS.search(between)
    far = len(between.split()) > _FEW or re.search(r"[;:,|(]", between)
    return None if ours or far else clause.said(others[-1])


def _former(clause: Clause) -> str | None:
    match = FORMER.search(clause.text, clause.low, clause.high)
    if match is None:
        return None
    rest = f"{clause.text[: match.start()]} | {clause.after}"
    moved = EXTENSION.search(rest) or NOW.search(rest)
    return match.group() if moved and re.search(r"\d", rest) else None


PURPOSE: tuple[Rule[Clause, Role], ...] = (
    Rule(
        name="others-review-by-then",
        when=_review,
        gives="other",
        examples=(
            Example("Evaluación de las propuestas: hasta el [3 de mayo de 2027].", "other"),
            Example("Recepción de las propuestas: hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="others-act-by-then",
        when=_others_act,
        gives="other",
        examples=(
            Example("El jurado valorará las candidaturas hasta el [3 de mayo de 2027].", "other"),
            Example(
                "Las obras serán valoradas si se presentan antes del [3 de mayo de 2027].", "close"
            ),
            Example("The panel will assess your idea; apply by [3 May 2027].", "close"),
        ),
    ),
    Rule(
        name="deadline-of-another-act",
        when=_another_act,
        gives="other",
        examples=(
            Example("Fecha límite para retirar la documentación: [3 de mayo de 2027].", "other"),
            Example("Fecha límite para enviar la documentación: [3 de mayo de 2027].", "close"),
            Example("Deadline for reimbursement claims: [3 May 2027].", "other"),
            Example("Deadline for funding applications: [3 May 2027].", "close"),
        ),
    ),
    Rule(
        name="end-of-an-event",
        when=_end_of_event,
        gives="other",
        examples=(
            Example("Clôture du colloque : [3 mai 2027].", "other"),
            Example("Clôture du concours : [3 mai 2027].", "close"),
            Example("Recepción de los equipos: [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="those-chosen-by-then",
        when=_selected,
        gives="other",
        examples=(
            Example("Los preseleccionados enviarán su plan hasta el [3 de mayo de 2027].", "other"),
            Example("Los interesados enviarán su plan hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="what-ends-is-no-call",
        when=_ends_too,
        gives="other",
        examples=(
            Example("La votación ciudadana cierra el [3 de mayo de 2027].", "other"),
            Example("La convocatoria ciudadana cierra el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="closing-of-an-earlier-call",
        when=_former_edition,
        gives="other",
        examples=(
            Example("En la edición anterior el plazo cerró el [3 de mayo de 2026].", "other"),
            Example("En esta edición el plazo cierra el [3 de mayo de 2026].", "close"),
        ),
    ),
    Rule(
        name=FORMER_RULE,
        when=_former,
        gives="other",
        examples=(
            Example(
                "El plazo, que terminaba el [3 de mayo], sigue hasta el 5 de junio de 2027.",
                "other",
            ),
            Example("El plazo termina el [3 de mayo de 2027].", "close"),
        ),
    ),
)
"""Asked before any word that closes."""
