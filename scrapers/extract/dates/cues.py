"""Cues in a stretch of text: the words that close, open, or speak of something else."""

import re
from dataclasses import dataclass
from typing import Literal

from scrapers.extract.dates.words.closing import CLOSE, RECEIVED
from scrapers.extract.dates.words.opening import OPEN
from scrapers.extract.dates.words.other import OTHER
from scrapers.extract.text.wording import table

Role = Literal["close", "open", "other", ""]
_ASKS = re.compile(
    r"\b(?:questions?|queries|inquir\w+|enquir\w+|comments?|reports?|clarifications?|results|"
    r"dudas|informes?|recordings?|slides|minutes|decisions?|awards?|winners|feedback|contracts?|"
    r"agreements?|payments?|invoices?|lists?)\s(?:[a-z]+ ){0,3}$"
)

_STANDS_OPEN = re.compile(
    r"(?:estara|permanecera|esta|ficara|sera|will be|is|are|est|sont|restara)[nos]?"
    r" (?:open|abiert|abert|ouvert|obert)"
)
_STANDS = re.compile(r"\b(?:will be|is|are|stays?|remains?) $")
_EVENT_OF = re.compile(
    r"\b(?:taller|atelier|reunion|reuniao|seance|session|sesion|sessao|sessio|jornada|acto|ato|acte|"
    r"evento|evenement|esdeveniment|ceremonia|cerimonia|ceremonie|oficina|charla|foro|webinaire|"
    r"webinar(?:io)?|conferenc\w+|encuentro|encontro|rueda de prensa|seminari\w*|workshop|event|"
    r"fiesta|gala|feria)\s(?:virtual |publico |online )?(?:d[eou]l?|d'|de la|of) ?$"
)
_EVENT_AFTER = re.compile(
    r" (?:webinar|workshop|event|session|meeting|ceremony|conference|seminar|party|briefing)\b"
)
_SUBJECT = re.compile(
    r"(?:^|[.;:,\n]\s*)(?:el|la|los|las|the|o|a|os|as|le|les|els|our|nuestr[oa]s?|noss[oa]s?|"
    r"notre|nos|its|su|sus) [a-z ]{3,50}$"
)
_OF_CALLS = table(
    r"""
    convocator | plazo | inscri | venta[nm] | llamad | regist | postula | recep | period | fondo |
    fund | fons | program | concurs | premi | edici | beca | plata?form | formul | sistema |
    portal | linea | solicit | sol.?licit | particip | candidat | proceso | call | window | appl |
    edital | chamada | prazo | presenta | proyect | propuest | propost | proposal | submission |
    nominat | nomin | entr(?:y|ies) | round | ronda | corte | reto | challenge | appel | depot |
    guichet | termini | admision | bolsa | bourse | grant | scheme | ayuda | ajut | subven |
    entrega | envio | fase | etapa | desafio | invit | aplica | campagne | session
    """
)

_NONE = re.compile(
    r"\b(?:no (?:hay|tiene|tienen|existe|se fija|hi ha)|sin|nao ha|nao tem|sem|sans|pas de|sense|"
    r"without|(?:is|are|has|have|with) no|no(?= (?:fixed|set|specific) )|non c'e|senza)"
    r"(?: (?:una?|um|any|fixed|fij[oa]|set|cap|unic[oa]|specific|application|ningun[oa]?)){0,2} $"
)
"""Right before the noun of a closing: there is none, and the day is of what comes next."""
_CLOSING_NOUN = re.compile(
    r"(?:deadlines?\b|closing date|cut-?off|plazo|prazo|termini|delai|fechas? limite|data limite|"
    r"dates? limite|cierre|scadenza)"
)
_OF_OTHERS = re.compile(
    r"[a-z]{0,4}(?: (?:final|provisional|parcial|preliminar)[a-z]*)?"
    r"(?:,? (?:cuy[oa]s?|cuj[oa]s?|whose|dont (?:le|la|l')|el (?:cual|qual))|"
    r" (?:de la|da|of the|de l'|d'aquesta|de esta)) $"
)
"""Between another purpose and a closing word that it is of: "resultados de la primera ventana"."""
_TURN_OF_CALL = re.compile(
    r"(?:(?:primer|segund|tercer|ultim|first|second|third)[a-z]*\s(?:ventana|llamado|ronda|window|"
    r"intake|call)|plazos?|prazos?|delais?|terminis?|deadlines?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One cue left of a date."""

    role: Role
    start: int
    end: int


def cues_in(text: str, low: int, high: int) -> list[Cue]:
    """Closing, opening and other cues between two positions, the specific over the general."""
    handed = _handed(text, low, high)
    others = [m.span() for m in OTHER.finditer(text, low, high) if not _overlaps(m.span(), handed)]
    opens = [m.span() for m in OPEN.finditer(text, low, high)]
    cues = [Cue(role="other", start=a, end=b) for a, b in others]
    closes = handed + [
        m.span()
        for m in CLOSE.finditer(text, low, high)
        if not (_overlaps(m.span(), [*others, *handed]) or _ends(m.span(), opens))
    ]
    cues += [
        Cue(role="other" if _open_to_others(text, a) else "close", start=a, end=b)
        for a, b in closes
        if _stands_itself(text, a, others)
    ]
    cues += [
        Cue(role="open", start=a, end=b)
        for a, b in opens
        if not (_overlaps((a, b), [*others, *closes]) or _of_event(text, a, b))
    ]
    return sorted(cues, key=lambda cue: cue.end)


def _handed(text: str, low: int, high: int) -> list[tuple[int, int]]:
    """Where something is handed in that is no question and no report."""
    return [
        m.span()
        for m in RECEIVED.finditer(text, low, high)
        if not _ASKS.search(text, max(0, m.start() - 40), m.start())
    ]


def _of_event(text: str, start: int, end: int) -> bool:
    """Whether it is a workshop or a ceremony that the launch is: no call opens by its day."""
    before = _EVENT_OF.search(text, max(0, start - 30), start)
    return before is not None or _EVENT_AFTER.match(text, end) is not None


def _open_to_others(text: str, at: int) -> bool:
    """Whether it is a museum or a vote that stands open, and nothing one applies to."""
    stands = text.startswith("open", at) and _STANDS.search(text, max(0, at - 12), at)
    if not (stands or _STANDS_OPEN.match(text, at)):
        return False
    subject = _SUBJECT.search(text[max(0, at - 60) : at])
    return subject is not None and _OF_CALLS.search(subject.group()) is None


def _stands_itself(text: str, at: int, others: list[tuple[int, int]]) -> bool:
    """Whether a closing word is neither denied nor what another purpose has."""
    return not _of_none(text, at) and not _of_another(text, at, others)


def _of_none(text: str, at: int) -> bool:
    """Whether it is said that there is no such day: "no deadline", "sin fecha límite"."""
    noun = _CLOSING_NOUN.match(text, at)
    if noun is None:
        return False
    english = noun.group().startswith(("deadline", "clos", "cut"))
    return bool(_NONE.search(text, max(0, at - 40), at) or (english and text[:at].endswith(" no ")))


def _of_another(text: str, at: int, others: list[tuple[int, int]]) -> bool:
    """Whether another purpose right before it has that closing: "justificación, cuyo plazo"."""
    end = max((b for _, b in others if b <= at), default=-1)
    near = 0 <= at - end <= 40 and _TURN_OF_CALL.match(text, at)
    return bool(near and _OF_OTHERS.fullmatch(text, end, at))


def _ends(span: tuple[int, int], longer: list[tuple[int, int]]) -> bool:
    """Whether ``span`` is the end of one of ``longer``: the "plazo" of "inicio del plazo"."""
    return any(start < span[0] and span[1] <= end for start, end in longer)


def _overlaps(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether ``span`` shares a position with any of ``taken``."""
    return any(span[0] < end and start < span[1] for start, end in taken)
