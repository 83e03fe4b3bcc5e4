"""What takes a closing day back: told as one, it is stopped, optional, over, or an event's."""

import re

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.entries import ENTRIES
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.rules.turns import TURNS, clause_after, clause_of, sentence_before
from scrapers.extract.dates.words.applying import APPLICATION
from scrapers.extract.dates.words.closing import EXTENSION, PAST
from scrapers.extract.dates.words.entries import CALLED_OFF
from scrapers.extract.dates.words.purpose import FORMER, RAN_UNTIL
from scrapers.extract.dates.words.voided import (
    ADVANTAGE,
    AT_FIRST,
    AT_WILL,
    BEFORE_DEADLINE,
    CALL_ITSELF,
    CAME_IN,
    EARLY,
    FURTHER,
    GATHERING,
    GOES_ON_AGAIN,
    IF_LEFT,
    INSCRIPTION,
    INTENT,
    NEXT_STAGE,
    NOW_GIVEN,
    SIGNS_UP,
    STILL_ANSWERED,
    STOPPED,
    TALLY,
    THIS_GATHERING,
    TO_SIT_IN,
    WHOLE,
    WILL,
)
from scrapers.extract.text.rules import Example, Rule

_PLANNED = re.compile(
    r"\b(?:programad[oa]s?|previst[oa]s?|scheduled|prevue?s?|agendad[oa]s?|had been|estaba|estava|"
    r"havia d|etait|was to|(?:was|were) due|cuy[oa]|cuj[oa]|whose)\b[^.;]{0,50}$"
)
"""What was planned for a day, right before it."""
_TOP = 2000
"""Letters of a page in which a call that goes on again is told. Set by hand."""
_WHO_COMES = re.compile(
    r"\b(?:appl|propos|project|proyect|solicitud|postul|propuest|candidat|projet|dossier|bids?\b|"
    r"convocatori|edital|premio|prize|concurs|becas?\b|grants?\b|fondo\b)"
)
"""What one applies with, or to: no seat in a room."""


def called_off(title: str, text: str) -> bool:
    """Whether a page's title tells that its call is no more, and nothing that it goes on."""
    if not (CALLED_OFF.search(title) and CALL_ITSELF.search(title)) or GATHERING.search(title):
        return False
    return not (EXTENSION.search(title) or GOES_ON_AGAIN.search(f"{title}\n{text[:_TOP]}"))


def _stopped(spot: Spot) -> str | None:
    whole = f"{spot.text} {spot.after}"
    match = STOPPED.search(whole)
    if match is None:
        match, whole = _stopped_beside(spot)
    if match is None or GOES_ON_AGAIN.search(whole):
        return None
    return match.group() if CALL_ITSELF.search(whole) else None


def _stopped_beside(spot: Spot) -> tuple[re.Match[str] | None, str]:
    """A stop told in the sentence before or after, of a day that was."""
    was = (FORMER, RAN_UNTIL, _PLANNED)
    if not any(words.search(spot.text) for words in was):
        return None, ""
    beside = f"{sentence_before(spot)} {_next(spot)}"
    return STOPPED.search(beside), beside


def _next(spot: Spot) -> str:
    """The sentence after."""
    end = spot.passage.segment(spot.hit.start)[1]
    if end >= len(spot.passage.folded):
        return ""
    return spot.passage.folded[slice(*spot.passage.segment(end))]


def _optional(spot: Spot) -> str | None:
    said = clause_of(spot)
    after = clause_after(spot)
    free = AT_WILL.search(said) or AT_WILL.search(after[:90])
    told = INTENT.search(said) or INTENT.search(after[:90])
    if not (free and told):
        return None
    last = max((m.end() for m in (free, told) if m.string is said), default=0)
    return None if WHOLE.search(said, last) else f"{told.group()} … {free.group()}"


def _over(spot: Spot) -> str | None:
    said = clause_of(spot)
    counted = next((m for m in TALLY.finditer(said) if ", " not in m.group()), None)
    if counted and CAME_IN.search(said, counted.start()) and not WILL.search(said):
        return counted.group()
    cue = spot.nearest
    past = cue and PAST.match(spot.text, cue.start)
    if not past and not _CLOSED_ON.search(spot.lead):
        return None
    told = f"{spot.after} {_next(spot)}"
    match = TALLY.search(told)
    if match is None or not CAME_IN.search(told) or WILL.search(told[: match.start()]):
        return None
    return match.group()


_CLOSED_ON = re.compile(
    r"\b(?:s'est (?:clo[st]|terminee?|acheve)|encerrad[oa]s?|cerrad[oa]s?|closed|ended|clos|"
    r"clotur\w+|tancad[ae])(?: e[nm]| el| le| on| a)?(?: dia)? $"
)


def _gathering(spot: Spot) -> str | None:
    """Signing up for a webinar that the sentence names, or to get its link."""
    if spot.opens_range or spot.hit.joined == "range":
        return None
    whole = f"{spot.text} {spot.after}"
    signs = SIGNS_UP.search(whole)
    if signs is None or _WHO_COMES.search(_apart(whole)):
        return None
    found = GATHERING.search(whole) or TO_SIT_IN.search(spot.after)
    return f"{signs.group()} … {found.group()}" if found else None


_ABOUT = re.compile(
    r"\b(?:about|on|sobre|sur|de presentacion|de elabora\w+ de|de elaboracao de|de formulacion de|"
    r"de escritura de|de la|del?|of the|for|de l'|da|do)\s[^.;,]{3,50}"
)


def _apart(said: str) -> str:
    """A sentence without what its workshop is about."""
    match = GATHERING.search(said)
    return (
        said
        if match is None
        else said[: match.end()] + _ABOUT.sub(" ", said[match.end() :], count=1)
    )


def _if_left(spot: Spot) -> str | None:
    match = IF_LEFT.search(spot.text)
    further = FURTHER.search(spot.text, match.end()) if match else None
    return f"{match.group()} … {further.group()}" if match and further else None


_EARLY_BIRD = re.compile(r"[^.;]{0,20}\bearly[ -]?bird\b")


def _early(spot: Spot) -> str | None:
    bird = _EARLY_BIRD.search(clause_of(spot)) or _EARLY_BIRD.match(spot.after)
    if bird:
        return bird.group()
    match = EARLY.search(spot.text[: spot.high], spot.low)
    gains = ADVANTAGE.match(spot.after) if match else None
    return gains.group() if gains else None


def _at_first(spot: Spot) -> str | None:
    said = AT_FIRST.search(clause_of(spot))
    now = NOW_GIVEN.search(f"{spot.after} {_next(spot)}") if said else None
    return f"{said.group()} … {now.group()}" if said and now else None


def _next_stage(spot: Spot) -> str | None:
    """The step of those named in the sentence before, where no application is."""
    named = NEXT_STAGE.search(sentence_before(spot))
    said = f"{spot.text} {spot.after}"
    return named.group() if named and not APPLICATION.search(said) else None


def _still_answered(spot: Spot) -> str | None:
    match = BEFORE_DEADLINE.search(spot.text) and STILL_ANSWERED.match(spot.after)
    return match.group() if match else None


def _of_this_gathering(spot: Spot) -> str | None:
    """Signing up, and nothing named to sign up for but what the page tells of."""
    if not INSCRIPTION.fullmatch(spot.text) or _WHO_COMES.search(spot.after[:60]):
        return None
    match = THIS_GATHERING.search(spot.passage.folded, 0, spot.start)
    return match.group() if match else None


VOIDED: tuple[Rule[Spot, Role], ...] = (
    *TURNS,
    Rule(
        name="next-stage-by-then",
        when=_next_stage,
        gives="other",
        examples=(
            Example(
                "Los participantes de la segunda etapa se anunciarán en abril. Deberán presentar "
                "evidencias hasta el [3 de mayo de 2027].",
                "other",
            ),
            Example(
                "Los participantes de la segunda etapa se anunciarán en abril. Deberán presentar "
                "solicitudes hasta el [3 de mayo de 2027].",
                "close",
            ),
        ),
    ),
    Rule(
        name="still-answered-after",
        when=_still_answered,
        gives="other",
        examples=(
            Example(
                "Applications made before the deadline on [3 May 2027] will still be read.", "other"
            ),
            Example("Applications made before the deadline on [3 May 2027] are read.", "close"),
        ),
    ),
    Rule(
        name="signs-up-for-this-gathering",
        when=_of_this_gathering,
        gives="other",
        examples=(
            Example(
                "Esta jornada es libre.\nEl plazo de inscripción finaliza el [3 de mayo de 2027].",
                "other",
            ),
            Example(
                "Este premio es libre.\nEl plazo de inscripción finaliza el [3 de mayo de 2027].",
                "close",
            ),
        ),
    ),
    Rule(
        name="given-at-first",
        when=_at_first,
        gives="other",
        examples=(
            Example(
                "Original closing date: [3 May 2027]. Current closing date: 5 June 2027.", "other"
            ),
            Example(
                "Original closing date: 3 May 2027. Current closing date: [5 June 2027].", "close"
            ),
        ),
    ),
    Rule(
        name="stopped",
        when=_stopped,
        gives="other",
        examples=(
            Example(
                "Queda suspendida la recepción de solicitudes, cuyo plazo vencía el "
                "[3 de mayo de 2027].",
                "other",
            ),
            Example(
                "Se levanta la suspensión: el plazo se reanuda y termina el [3 de mayo de 2027].",
                "close",
            ),
        ),
    ),
    Rule(
        name="optional-notice",
        when=_optional,
        gives="other",
        examples=(
            Example("Expression of interest (optional): due [3 May 2027].", "other"),
            Example("Full proposal (annex optional): due [3 May 2027].", "close"),
        ),
    ),
    Rule(
        name="over-and-counted",
        when=_over,
        gives="other",
        examples=(
            Example("Call 2 closed on [3 May 2027]. In all, 96 ideas were received.", "other"),
            Example("The call closed on [3 May 2027]. Thank you.", "close"),
        ),
    ),
    Rule(
        name="signs-up-to-sit-in",
        when=_gathering,
        gives="other",
        examples=(
            Example("Join our webinar! Register by [3 May 2027] to receive the link.", "other"),
            Example("Join our challenge. Register by [3 May 2027] with your idea.", "close"),
        ),
    ),
    Rule(
        name="early-for-an-advantage",
        when=_early,
        gives="other",
        examples=(
            Example(
                "Teams who submit by [3 May 2027] can receive feedback; apply by 5 June 2027.",
                "other",
            ),
            Example("Only teams who submit by [3 May 2027] can win.", "close"),
        ),
    ),
    Rule(
        name="only-if-something-is-left",
        when=_if_left,
        gives="other",
        examples=(
            Example(
                "Si queda crédito se abrirá un segundo plazo hasta el [3 de mayo de 2027].",
                "other",
            ),
            Example(
                "El plazo acaba el [3 de mayo de 2027], o antes si se agota el crédito.", "close"
            ),
        ),
    ),
    *ENTRIES,
)
"""Asked of a day that another rule takes for a closing one."""
