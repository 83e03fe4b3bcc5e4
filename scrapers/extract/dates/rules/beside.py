"""The role a date takes from a label set apart from it, or from the date before it."""

import re
from collections.abc import Callable

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.rules.asides import ASIDES
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.words.closing import IN_ERROR, MOVED, SHOULD_READ, next_round
from scrapers.extract.dates.words.handing_in import (
    NO_MORE,
    NO_PAPERS,
    NOT_TAKEN,
    PASSED,
    TAKES_NO,
    TOO_LATE,
)
from scrapers.extract.dates.words.other import OTHER
from scrapers.extract.dates.words.purpose import FORMER
from scrapers.extract.text.rules import Example, Rule

LISTED_CLOSINGS = "list-of-closing-days"
"""The rule of a day named in one breath with a closing one before it."""
_REFUSES = re.compile(r"(?:not|no longer|won't|no|nao|ne) ")
_ECHO = re.compile(
    r"[^.;()\n]{0,30}?[\s,;]{1,3}(?:(?:and|y|e|et|i) )?(?:(?:the|el|la|o|a|le|els?) )?"
    r"(?:second|third|fourth|last|final|segund[oa]|tercer[oa]?|terceir[oa]|ultim[oa]|deuxieme|"
    r"seconde?|troisieme|derniere?|segona?|tercera)\b[^.;\n\d]{0,25}"
)
_AND_FOR = re.compile(
    r",? (?:y|e|et|and|i) (?:para|for|pour|per a) [^.;,()\d]{3,50},? "
    r"(?:(?:hasta|until|jusqu'|ate|fins) ?)?(?:(?:el|al|on|le|au|o|ao) )?"
)
"""A day of another call, or of another part of it, told in the same breath."""
_BUT = re.compile(
    r",? ?(?:sino(?: que)?|but(?: rather)?|mais(?: bien)?|mas sim|e si|sino)"
    r"(?: (?:cierra|closes|se clot)\w*)?"
    r" (?:(?:el|on|le|o|em|no|para el|dia|the) ?){0,3}"
)
"""Between a day that no longer holds and the one that does."""
_NEAR = 30
"""Letters between a former day and the one in its place. Set by hand."""
_IS = " é "
"""Portuguese for "is", which reads "and" once its accent is gone."""
Question = Callable[[Spot], str | None]


def _labelled(role: Role) -> Question:
    """Whether a label set apart from the date gives it ``role``."""
    return lambda spot: "" if spot.label == role else None


def _in_list(role: Role) -> Question:
    """Whether the date goes on with one before it, of ``role``."""

    def asks(spot: Spot) -> str | None:
        if spot.before is None or spot.previous != role:
            return None
        gap = spot.passage.folded[spot.before.end : spot.hit.start]
        if _IS in spot.passage.plain[spot.before.end : spot.hit.start]:
            return None
        # What closes says so itself, whatever nobody named stands before it.
        again = _ECHO.fullmatch(gap) or _AND_FOR.fullmatch(gap)
        echoes = role and len(gap) <= 70 and again and not OTHER.search(gap)
        return gap if spot.hit.joined == "list" or echoes else None

    return asks


def _next_round(spot: Spot) -> str | None:
    if spot.before is None or spot.previous != "close":
        return None
    text, hit, before = spot.passage.folded, spot.hit, spot.before
    noun = next_round(text, before.end, hit.start)
    end = min(spot.passage.segment(hit.start)[1], hit.end + 60)
    if not noun or OTHER.search(text, hit.end, end):
        return None
    return noun if noun[:5] in text[max(0, before.start - 100) : before.end] else None


def _ends_range(*roles: Role) -> Question:
    """Whether the date ends a window whose first day has one of ``roles``."""
    return lambda spot: "" if spot.hit.joined == "range" and spot.previous in roles else None


def _moved_from(spot: Spot) -> str | None:
    match = MOVED.search(spot.lead) if spot.opens_range else None
    closing = spot.has_cue("close") or (spot.previous == "close" and "(" in spot.lead)
    return match.group() if match and closing else None


def _moved_to(spot: Spot) -> str | None:
    if spot.before is None or spot.hit.joined != "range":
        return None
    said = spot.text[: max(0, spot.before.start - spot.start)]
    match = MOVED.search(said)
    closes = match and any(cue.role == "close" for cue in cues_in(said, 0, len(said)))
    return match.group() if match and closes else None


def _in_place_of(spot: Spot) -> str | None:
    """ "…, que vencía el 19 de marzo, hasta el 9 de abril": the second day holds."""
    if spot.before is None or spot.previous != "other":
        return None
    if not (spot.until or _BUT.fullmatch(spot.lead)):
        return None
    match = FORMER.search(spot.text[: max(0, spot.before.start - spot.start)])
    return match.group() if match and len(spot.lead) <= _NEAR else None


def _in_error(spot: Spot) -> str | None:
    match = IN_ERROR.search(spot.lead)
    return match.group() if match else None


def _in_its_place(spot: Spot) -> str | None:
    """ "… la fecha límite, donde dice «3 de mayo» debe decir «5 de junio»"."""
    if spot.before is None or spot.previous != "other":
        return None
    said = spot.text[: max(0, spot.before.start - spot.start)]
    wrong, right = IN_ERROR.search(said), SHOULD_READ.search(spot.lead)
    if not (wrong and right) or spot.cues:
        return None
    told = [*cues_in(said, 0, len(said))[-1:], *cues_in(spot.after, 0, len(spot.after))[:1]]
    return right.group() if any(cue.role == "close" for cue in told) else None


def _too_late(spot: Spot) -> str | None:
    passed = PASSED.search(spot.lead) if NO_MORE.match(spot.right) else None
    if passed:
        return passed.group()
    match = TOO_LATE.search(spot.lead)
    if match and NO_PAPERS.search(match.group()):
        return None
    taken = match and not (
        NOT_TAKEN.match(spot.right)
        or _REFUSES.match(match.group())
        or TAKES_NO.search(spot.lead[: match.end()])
    )
    return None if match is None or taken else match.group()


BESIDE: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="label-that-closes",
        when=_labelled("close"),
        gives="close",
        examples=(
            Example("Inscripciones\nInicio: 3 de mayo de 2027\nFin: [5 de junio de 2027]", "close"),
            Example("Feria\nInicio: 3 de mayo de 2027\nFin: [5 de junio de 2027]", ""),
        ),
    ),
    Rule(
        name="label-that-opens",
        when=_labelled("open"),
        gives="open",
        examples=(
            Example("Inscripciones\nInicio: [3 de mayo de 2027]\nFin: 5 de junio de 2027", "open"),
            Example("Feria\nInicio: [3 de mayo de 2027]\nFin: 5 de junio de 2027", ""),
        ),
    ),
    Rule(
        name="label-of-something-else",
        when=_labelled("other"),
        gives="other",
        examples=(
            Example(
                "Etapa\tApertura\tCierre\tResultados\n"
                "Primera\t3 de mayo de 2027\t5 de junio de 2027\t[9 de julio de 2027]",
                "other",
            ),
            Example(
                "Etapa\tApertura\tCierre\tResultados\n"
                "Primera\t3 de mayo de 2027\t[5 de junio de 2027]\t9 de julio de 2027",
                "close",
            ),
        ),
    ),
    Rule(
        name="moved-from",
        when=_moved_from,
        gives="other",
        examples=(
            Example("El cierre pasa del [3 de mayo] al 5 de junio de 2027.", "other"),
            Example("El plazo corre del [3 de mayo] al 5 de junio de 2027.", "open"),
        ),
    ),
    Rule(
        name="moved-to",
        when=_moved_to,
        gives="close",
        examples=(
            Example("El cierre pasa del 3 de mayo al [5 de junio de 2027].", "close"),
            Example("La reunión pasa del 3 de mayo al [5 de junio de 2027].", "other"),
        ),
    ),
    Rule(
        name="in-place-of-the-former",
        when=_in_place_of,
        gives="close",
        examples=(
            Example("El plazo que vencía el 3 de mayo, hasta el [5 de junio de 2027].", "close"),
            Example("El taller que era el 3 de mayo, hasta el [5 de junio de 2027].", "other"),
        ),
    ),
    Rule(
        name="printed-in-error",
        when=_in_error,
        gives="other",
        examples=(
            Example("Donde dice «Cierre: [3 de mayo de 2027]», léase otra cosa.", "other"),
            Example(
                "Donde dice «3 de junio de 2027» debe decir «cierre: [3 de mayo de 2027]».", "close"
            ),
        ),
    ),
    Rule(
        name="in-place-of-what-was-printed",
        when=_in_its_place,
        gives="close",
        examples=(
            Example(
                "En la fecha límite, donde dice «3 de mayo de 2027», léase «[5 de junio de 2027]».",
                "close",
            ),
            Example(
                "En la fecha del taller, donde dice «3 de mayo de 2027», léase «[5 de junio de "
                "2027]».",
                "",
            ),
        ),
    ),
    Rule(
        name="too-late-after",
        when=_too_late,
        gives="close",
        examples=(
            Example("Proposals received after [3 May 2027] will not be read.", "close"),
            Example("Pasado el [3 de mayo de 2027] no se reciben más carpetas.", "close"),
            Example("Pasado el [3 de mayo de 2027] no se reciben visitas.", ""),
            Example("Nothing that reaches us past [3 May 2027] will be read.", "close"),
            Example("Proposals received after [3 May 2027] go to the next round.", ""),
        ),
    ),
    Rule(
        name=LISTED_CLOSINGS,
        when=_in_list("close"),
        gives="close",
        examples=(
            Example("Cortes: 3 de mayo, [5 de junio] y 9 de julio de 2027.", "close"),
            Example("Talleres: 3 de mayo, [5 de junio] y 9 de julio de 2027.", "other"),
        ),
    ),
    Rule(
        name="list-of-opening-days",
        when=_in_list("open"),
        gives="open",
        examples=(
            Example("La convocatoria abre el 3 de mayo y el [5 de junio de 2027].", "open"),
            Example("La convocatoria cierra el 3 de mayo y el [5 de junio de 2027].", "close"),
        ),
    ),
    Rule(
        name="list-of-other-days",
        when=_in_list("other"),
        gives="other",
        examples=(
            Example("Los resultados se publican el 3 de mayo y el [5 de junio de 2027].", "other"),
            Example("Se puede postular hasta el 3 de mayo y el [5 de junio de 2027].", "close"),
        ),
    ),
    Rule(
        name="list-of-days-nobody-names",
        when=_in_list(""),
        gives="",
        examples=(
            Example("Las calles se pintan el 3 de mayo y el [5 de junio de 2027].", ""),
            Example("Plazos: el 3 de mayo y el [5 de junio de 2027].", "close"),
            Example("3 de mayo de 2027\nFecha límite: [5 de junio de 2027]", "close"),
        ),
    ),
    Rule(
        name="next-round",
        when=_next_round,
        gives="close",
        examples=(
            Example("Round 1 closes 3 May 2027. Round 2: [5 June 2027].", "close"),
            Example("Round 1 closes 3 May 2027. Our team meets on [5 June 2027].", ""),
        ),
    ),
    *ASIDES,
    Rule(
        name="end-of-a-window",
        when=_ends_range("close", "open"),
        gives="close",
        examples=(
            Example("Plazo: del 3 de mayo al [5 de junio de 2027].", "close"),
            Example("Talleres: del 3 de mayo al [5 de junio de 2027].", "other"),
        ),
    ),
    Rule(
        name="end-of-another-window",
        when=_ends_range("other"),
        gives="other",
        examples=(
            Example("Ejecución: del 3 de mayo al [5 de junio de 2027].", "other"),
            Example("Inscripción: del 3 de mayo al [5 de junio de 2027].", "close"),
        ),
    ),
    Rule(
        name="end-of-a-window-nobody-names",
        when=_ends_range(""),
        gives="",
        examples=(
            Example("Las calles se pintan del 3 de mayo al [5 de junio de 2027].", ""),
            Example("Postule del 3 de mayo al [5 de junio de 2027].", "close"),
        ),
    ),
)
"""Told by a label set apart from the date, or by the date before it."""
