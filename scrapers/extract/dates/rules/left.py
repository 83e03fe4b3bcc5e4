"""The role the words before a date give it."""

import re

from scrapers.extract.dates.cues import Cue, Role
from scrapers.extract.dates.rules.clause import Clause
from scrapers.extract.dates.rules.purpose import CLAUSE_BREAK, PURPOSE
from scrapers.extract.dates.rules.ranges import RANGES
from scrapers.extract.dates.rules.reached import REACHED
from scrapers.extract.dates.rules.since import SINCE
from scrapers.extract.dates.words.acts import RUNS_FOR_DAYS
from scrapers.extract.dates.words.applying import (
    APPLICATION,
    BROUGHT,
    DUTY,
    EITHER_WAY,
    HANDS,
    NAMED,
    PAID_OUT,
)
from scrapers.extract.dates.words.closing import EXTENSION, HANDED, MOVABLE, PERIOD
from scrapers.extract.dates.words.handing_in import PAPERS_DUE
from scrapers.extract.dates.words.opening import LAUNCHES
from scrapers.extract.dates.words.other import ASKED_ABOUT, EVENT, SHOW
from scrapers.extract.text.rules import Example, Rule

_BEGUN = 3
"""Words of a clause that a comma ends behind its day: what follows is another's. Set by hand."""


_THE = re.compile(r"\W*(?:el|la|las|los|o|a|os|as|les?|els|the) ")
_WAS = re.compile(
    r"\b(?:foram|foi|fueron|fue|sera[no]?|seran|ha sido|han sido|have been|has been|ont ete)\s$"
)


def _subject_moved(said: str) -> bool:
    """Whether a sentence is what can be moved and its verb, whatever it tells of it between."""
    begins = _THE.match(said)
    return bool(begins and MOVABLE.match(said, begins.end()) and _WAS.search(said))


def _moved(clause: Clause) -> str | None:
    if clause.opens_range:
        return None
    for match in EXTENSION.finditer(clause.text, clause.low, clause.high):
        near = MOVABLE.search(clause.text, max(0, match.start() - 90), match.end() + 60)
        if near or _subject_moved(clause.text[: match.start()]):
            return match.group()
    return None


def _closing(clause: Clause) -> Cue | None:
    """The closing word right before the date."""
    cue = clause.nearest
    return cue if cue and cue.role == "close" else None


def _show(clause: Clause) -> str | None:
    cue = _closing(clause)
    match = SHOW.search(clause.text, max(0, cue.start - 80), cue.start) if cue else None
    return match.group() if match else None


_TAKEN = re.compile(
    r"\b(?<!no )se (?:recib|recepcion|admit|acept|present|radic)|"
    r"\b(?:presentar|enviar|realizar|hacer|radicar|entregar|remitir)se$"
)
_TAKING = re.compile(
    r"\s?(?:a|to|de|as)?\s?(?:recibir|recib|aceptar|admitir|receber|aceitar|recevoir|accept|receiv|rebre)"
)
"""What begins: taking applications."""


def _period_begins(clause: Clause) -> str | None:
    cue = _closing(clause)
    if cue is None or clause.since is None:
        return None
    if not (PERIOD.match(clause.text, cue.start) or _TAKEN.search(clause.said(cue))):
        return None
    return f"{clause.said(cue)} {clause.since.group()}"


def _something_else_ends(clause: Clause) -> str | None:
    cue = _closing(clause)
    if cue is None or not clause.ends(cue) or clause.of_subject(cue) != "other":
        return None
    return clause.said(cue)


def _closing_word(clause: Clause) -> str | None:
    cue = _closing(clause)
    return clause.said(cue) if cue else None


_ASIDE = re.compile(r", (?:que|which|who|qui|quien|cual) [^.;:,]{3,60}(?=,)| - [^.;]{3,120} - ")
"""What an aside says of who takes the applications, or of what they hold."""


def _telling(clause: Clause) -> list[Cue]:
    """The cues that tell what "until" is for: those that open tell nothing of it."""
    asides = [m.span() for m in _ASIDE.finditer(clause.text, clause.low, clause.high)]
    told = [c for c in clause.cues if c.role == "close" or not clause.is_weak(c)]
    told = [c for c in told if not any(a < c.start and c.end <= b for a, b in asides)]
    turn = clause.text.rfind(";", clause.low, clause.high)
    if turn >= 0 and HANDS.search(clause.text, turn, clause.high):
        told = [c for c in told if c.start > turn]
    return [c for c in told if c.role != "open"]


def _until_begins(clause: Clause) -> str | None:
    cue = clause.nearest
    if clause.until is None or cue is None or cue.role != "open" or not clause.begins(cue):
        return None
    handed = HANDED.search(clause.text, cue.end, clause.until.start())
    return clause.said(cue) if not handed and clause.of_subject(cue) == "other" else None


def _until_alone(clause: Clause) -> str | None:
    if clause.until is None or _telling(clause):
        return None
    if not (clause.applies or BROUGHT.search(clause.text)):
        return None
    return clause.until.group() if _handed(clause, clause.until) else None


def _handed(clause: Clause, until: re.Match[str]) -> bool:
    """Whether something is handed in by then, in the words before "until" or else after the day.

    What others do by some day has no end of verbs; what hands in has few.
    """
    high = until.start()
    breaks = [m.end() for m in CLAUSE_BREAK.finditer(clause.text, 0, high) if m.group() != ":"]
    low = max(breaks, default=0)
    after = CLAUSE_BREAK.split(re.sub(r"\d[:.h]\d\d", " ", clause.after), maxsplit=1)[0]
    if len(clause.text[low:high].split()) > _BEGUN:
        after = after.partition(",")[0]
    if _hands(clause.text[low : until.end()]) or HANDS.search(after):
        return True
    return NAMED.search(clause.text[low:high]) is not None


def _hands(said: str) -> bool:
    """Whether words hand an application in, and not a prize or an answer over."""
    verbs = [m.group() for m in HANDS.finditer(said)]
    over = PAID_OUT.search(said) and not APPLICATION.search(said)
    return any(not (over and EITHER_WAY.match(verb)) for verb in verbs)


def _until_closing(clause: Clause) -> str | None:
    told = _telling(clause) if clause.until else []
    closes = [cue for cue in told if cue.role == "close"]
    if not closes:
        return None
    last, end = closes[-1], told[-1]
    cut = last is not end and CLAUSE_BREAK.search(clause.text, last.end, end.start)
    return None if cut else clause.said(last)


def _until_questions(clause: Clause) -> str | None:
    told = _telling(clause) if clause.until else []
    match = ASKED_ABOUT.search(clause.text, told[-1].start, clause.high) if told else None
    return match.group() if match else None


def _until_applying(clause: Clause) -> str | None:
    told = _telling(clause) if clause.until else []
    if not told:
        return None
    match = APPLICATION.search(clause.text, told[-1].end, clause.high)
    held = RUNS_FOR_DAYS.match(clause.said(told[-1])) or EVENT.match(clause.said(told[-1]))
    if match is None and clause.until and held:
        match = DUTY.search(clause.text, told[-1].end, clause.until.start())
    return match.group() if match else None


def _until_other(clause: Clause) -> str | None:
    told = _telling(clause) if clause.until else []
    return clause.said(told[-1]) if told else None


def _papers(clause: Clause) -> str | None:
    """ "Full proposals: 5 May" in a list of steps."""
    match = PAPERS_DUE.fullmatch(clause.lead)
    return match.group() if match else None


def _free(clause: Clause) -> Cue | None:
    """The nearest word where neither "until" nor "from" stands before the date."""
    return None if clause.until or clause.since else clause.nearest


def _begins_other(clause: Clause) -> str | None:
    cue = _free(clause)
    if cue is None or cue.role != "open" or not clause.begins(cue):
        return None
    if _TAKING.match(clause.text, cue.end) and _of_call(clause):
        return None
    return clause.said(cue) if clause.of_subject(cue) == "other" else None


def _opening(clause: Clause) -> str | None:
    cue = _free(clause)
    if cue is None or cue.role != "open":
        return None
    if clause.begins(cue):
        takes = _TAKING.match(clause.text, cue.end) and _of_call(clause)
        return clause.said(cue) if takes or clause.of_subject(cue) == "open" else None
    about = not LAUNCHES.match(clause.text, cue.start) or _of_call(clause)
    return clause.said(cue) if about else None


def _of_call(clause: Clause) -> bool:
    """Whether the sentence names a call."""
    whole = f"{clause.text} {clause.after}"
    return bool(APPLICATION.search(whole) or MOVABLE.search(whole))


def _other(clause: Clause) -> str | None:
    cue = _free(clause)
    return clause.said(cue) if cue and cue.role == "other" else None


LEFT: tuple[Rule[Clause, Role], ...] = (
    *PURPOSE,
    *RANGES,
    Rule(
        name="deadline-moved",
        when=_moved,
        gives="close",
        examples=(
            Example("Se amplía el plazo al [3 de mayo de 2027].", "close"),
            Example("Se amplía la red de bibliotecas el [3 de mayo de 2027].", ""),
        ),
    ),
    Rule(
        name="show-open-to-visitors",
        when=_show,
        gives="other",
        examples=(
            Example(
                "La exposición de los trabajos, abierta hasta el [3 de mayo de 2027], es libre.",
                "other",
            ),
            Example("La convocatoria estará abierta hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="period-begins",
        when=_period_begins,
        gives="open",
        examples=(
            Example("Plazo de solicitud: desde el [3 de mayo de 2027].", "open"),
            Example("Plazo de solicitud: el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="something-else-ends",
        when=_something_else_ends,
        gives="other",
        examples=(
            Example("Los proyectos finalizan el [3 de mayo de 2027].", "other"),
            Example("Las inscripciones finalizan el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="closing-word",
        when=_closing_word,
        gives="close",
        examples=(
            Example("Fecha límite: [3 de mayo de 2027].", "close"),
            Example("Fecha de la reunión: [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="papers-with-their-day",
        when=_papers,
        gives="close",
        examples=(
            Example("Notes d'intention : [3 mai 2027]. Résultats : juin 2027.", "close"),
            Example("Visites de terrain : [3 mai 2027]. Résultats : juin 2027.", ""),
        ),
    ),
    Rule(
        name="something-else-begins-until",
        when=_until_begins,
        gives="other",
        examples=(
            Example("El curso se inicia y sigue hasta el [3 de mayo de 2027].", "other"),
            Example("La inscripción comienza hoy y va hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    *REACHED,
    Rule(
        name="until-in-a-sentence-on-applying",
        when=_until_alone,
        gives="close",
        examples=(
            Example("Envíe su propuesta antes del [3 de mayo de 2027].", "close"),
            Example("La biblioteca abre sus salas hasta el [3 de mayo de 2027].", ""),
        ),
    ),
    Rule(
        name="until-after-closing-word",
        when=_until_closing,
        gives="close",
        examples=(
            Example("Plazo: publicado en el boletín, hasta el [3 de mayo de 2027].", "close"),
            Example("El plazo cerró; los talleres siguen hasta el [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="questions-until",
        when=_until_questions,
        gives="other",
        examples=(
            Example("Preguntas sobre la convocatoria hasta el [3 de mayo de 2027].", "other"),
            Example("Preguntas y propuestas hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="until-for-applications",
        when=_until_applying,
        gives="close",
        examples=(
            Example(
                "Tras el taller, las propuestas se admiten hasta el [3 de mayo de 2027].", "close"
            ),
            Example("El taller admite visitas hasta el [3 de mayo de 2027].", "other"),
        ),
    ),
    Rule(
        name="until-of-something-else",
        when=_until_other,
        gives="other",
        examples=(
            Example("Los gastos se ejecutan hasta el [3 de mayo de 2027].", "other"),
            Example("Se reciben candidaturas hasta el [3 de mayo de 2027].", "close"),
        ),
    ),
    *SINCE,
    Rule(
        name="something-else-begins",
        when=_begins_other,
        gives="other",
        examples=(
            Example("Los cursos comienzan el [3 de mayo de 2027].", "other"),
            Example("Las inscripciones comienzan el [3 de mayo de 2027].", "open"),
        ),
    ),
    Rule(
        name="opening-word",
        when=_opening,
        gives="open",
        examples=(
            Example("Apertura de la convocatoria: [3 de mayo de 2027].", "open"),
            Example("El municipio lanza su nueva web el [3 de mayo de 2027].", ""),
        ),
    ),
    Rule(
        name="another-purpose",
        when=_other,
        gives="other",
        examples=(
            Example("Publicación de resultados: [3 de mayo de 2027].", "other"),
            Example("Publicación de la lista: nada. Plazo: [3 de mayo de 2027].", "close"),
        ),
    ),
)
