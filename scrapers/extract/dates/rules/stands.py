"""A call told on the far side of its day, in the words of its line, or in the line above."""

import re

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.words.applying import APPLICATION, BROUGHT, HANDS
from scrapers.extract.dates.words.closing import PERIOD, find_until
from scrapers.extract.dates.words.entries import ENTRY
from scrapers.extract.dates.words.opening import BEGINS
from scrapers.extract.dates.words.other import OTHER
from scrapers.extract.dates.words.stands import (
    CLOSED_THEN,
    COUNTED,
    FOR_APPLICANTS,
    HAS,
    ITS_OBJECT,
    LEFT_OPEN,
    LISTED_DAYS,
    OF_TURN,
    PUBLISHED,
    STAYS_OPEN,
    TAKEN_IN,
    TO_APPLY,
    stands_then,
)
from scrapers.extract.text.headings import heading_of, heading_over
from scrapers.extract.text.rules import Example, Rule

_ONLY_FROM = re.compile(r"\W*(?:(?:del?|desde|from|du|entre|between|dal) ?(?:el |le |the )?)?")
"""All that stands before the first day of a window that says nothing else."""
_LABEL = re.compile(r"\s*[-•*·▪–]\s[^:;.\n\d]{3,90}: ?")
"""An item that is a name with its day."""
_REACH = 90
"""Letters back from a day in which "until" ends the line above. Set by hand."""


def _stands_between(spot: Spot) -> str | None:
    begins = spot.since or (spot.opens_range and not spot.left_role)
    return stands_then(spot.after) if begins else None


def _stands_until(spot: Spot) -> str | None:
    return stands_then(spot.after) if spot.until else None


def _has_until(spot: Spot) -> str | None:
    has = HAS.search(spot.text[: spot.until.start()]) if spot.until else None
    does = TO_APPLY.match(spot.after) if has else None
    return does.group() if does else None


def _closed_then(spot: Spot) -> str | None:
    match = None if spot.left_role or spot.opens_range else CLOSED_THEN.match(spot.after)
    return match.group() if match else None


def _still_open(spot: Spot) -> str | None:
    """ "La convocatoria se publicó el 3 de mayo y continúa abierta"."""
    told = PUBLISHED.search(spot.text) if STAYS_OPEN.match(spot.after) else None
    return told.group() if told else None


def _begins_it(spot: Spot) -> str | None:
    """ "El municipio inicia el 3 de mayo la inscripción": what begins is told behind the day."""
    cue = spot.nearest
    if cue is None or cue.role != "open" or not BEGINS.match(spot.text, cue.start):
        return None
    match = ITS_OBJECT.match(spot.after)
    return f"{spot.said(cue)} … {match.group()}" if match else None


def _left_open(spot: Spot) -> str | None:
    match = LEFT_OPEN.match(spot.after)
    return match.group() if match else None


def _counted_and_told(spot: Spot) -> str | None:
    """ "Veinte días desde la publicación. {del 3 al 30 de mayo}": the term, worked out."""
    match = COUNTED.search(spot.text) if spot.opens_range else None
    if match is None:
        return None
    said = f"{heading_of(spot.passage, spot.start, 0)} {spot.text}"
    return match.group() if PERIOD.search(said) and APPLICATION.search(said) else None


def _of_its_line(spot: Spot) -> str | None:
    """Two days that are a sentence of their own, behind the name of a step in the same line."""
    if not spot.opens_range or not _ONLY_FROM.fullmatch(spot.lead):
        return None
    text = spot.passage.folded
    said = text[text.rfind("\n", 0, spot.start) + 1 : spot.start]
    match = TAKEN_IN.match(said)
    return match.group() if match and ENTRY.search(said) and not OTHER.search(said) else None


def _line_above(spot: Spot) -> str | None:
    """A line that ends in "until", and its day at the beginning of the next one."""
    text, start = spot.passage.folded, spot.start
    above = spot.passage.previous_segment(start) if not spot.text.strip() else None
    if spot.opens_range or above is None:
        return None
    until = find_until(text, max(above[0], spot.hit.start - _REACH), spot.hit.start)
    broken = until and "\n" in text[until.end() : spot.hit.start]
    said = text[above[0] : until.start()] if until and broken else ""
    handed = HANDS.search(said) and (APPLICATION.search(said) or BROUGHT.search(said))
    return said if handed and not OTHER.search(said) else None


def _for_applicants(spot: Spot) -> str | None:
    """ "Fase 1: 3 de mayo (18 horas), para todas las solicitudes"."""
    match = OF_TURN.fullmatch(spot.lead)
    whom = FOR_APPLICANTS.match(spot.after) if match and not spot.opens_range else None
    return whom.group() if whom else None


def _announced(spot: Spot) -> str | None:
    """ "Fin de plazo: • Ríos • Primera fase: 3 de mayo": an item, at any depth, of what closes."""
    if spot.opens_range or spot.cues or spot.low or not _LABEL.fullmatch(spot.lead):
        return None
    heading = heading_of(spot.passage, spot.start, 0)
    if heading.endswith(":") and not cues_in(heading, 0, len(heading)):
        heading = heading_over(spot.passage, spot.start, heading)
    return heading if _closes_below(heading) else None


def _closes_below(heading: str) -> bool:
    """Whether a line announces what is below it, and speaks of nothing but closing."""
    cues = cues_in(heading, 0, len(heading)) if heading.endswith(":") else []
    return bool(cues) and all(cue.role == "close" for cue in cues)


def _listed(spot: Spot) -> str | None:
    """An item of a list below a line that takes applications "on the following dates"."""
    lead = spot.lead.strip(" \n-•*·▪|")
    if lead or spot.opens_range or spot.low:
        return None
    heading = heading_of(spot.passage, spot.start, 0)
    match = LISTED_DAYS.search(heading)
    told = heading[: match.start()] if match else ""
    handed = APPLICATION.search(told) and HANDS.search(told)
    return heading if handed and not OTHER.search(told) else None


_CLOCK = re.compile(r"[ \n•*·▪|–-]*(?:(?:\d{1,2}(?:[:.]\d\d)?|noon|midnight)[a-z. ]{0,12}\bon )?")
_ITEM_SAYS = re.compile(r"\s*(?:[:–(-]|$)")


def _of_deadlines(spot: Spot) -> str | None:
    """An item "12 noon on 3 May – …" of a list below "The deadlines for … are:"."""
    if spot.opens_range or (spot.before and spot.before.end > spot.start):
        return None
    if not (_CLOCK.fullmatch(spot.lead) and _ITEM_SAYS.match(spot.after)):
        return None
    heading = heading_of(spot.passage, spot.start, 0)
    return (
        heading
        if _closes_below(heading) and APPLICATION.search(heading) and not OTHER.search(heading)
        else None
    )


STANDS: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="left-open-at-the-end",
        when=_left_open,
        gives="open",
        examples=(
            Example("Plazo: ver bases, [3 de mayo de 2027] hasta ----", "open"),
            Example("Plazo: ver bases, [3 de mayo de 2027]", "close"),
        ),
    ),
    Rule(
        name="item-of-deadlines",
        when=_of_deadlines,
        gives="close",
        examples=(
            Example(
                "The deadlines for applications are:\n- 12 noon on [3 May 2027] – decided in June",
                "close",
            ),
            Example("The days of our visits are:\n- 12 noon on [3 May 2027] – by bus", ""),
        ),
    ),
    Rule(
        name="stands-open-between",
        when=_stands_between,
        gives="open",
        examples=(
            Example("Del [3 de mayo] al 5 de junio de 2027, estará abierto el plazo.", "open"),
            Example("Del [3 de mayo] al 5 de junio de 2027, estará abierto el museo.", ""),
        ),
    ),
    Rule(
        name="stands-open-until",
        when=_stands_until,
        gives="close",
        examples=(
            Example(
                "Anunció que, hasta el [3 de mayo de 2027], está abierta la convocatoria.", "close"
            ),
            Example("Anunció que, hasta el [3 de mayo de 2027], está abierta la sala.", "other"),
        ),
    ),
    Rule(
        name="has-until-then-to-apply",
        when=_has_until,
        gives="close",
        examples=(
            Example("Festivals and events have until [3 May 2027] to apply to the fund.", "close"),
            Example("Festivals and events have until [3 May 2027] to use the fund.", "other"),
        ),
    ),
    Rule(
        name="closed-then",
        when=_closed_then,
        gives="close",
        examples=(
            Example("El [3 de mayo de 2027] a las 23:59 cerraron las inscripciones.", "close"),
            Example("El [3 de mayo de 2027] a las 23:59 cerraron las tiendas.", ""),
        ),
    ),
    Rule(
        name="told-and-still-open",
        when=_still_open,
        gives="open",
        examples=(
            Example("La convocatoria se publicó el [3 de mayo de 2027] y sigue abierta.", "open"),
            Example("La convocatoria se publicó el [3 de mayo de 2027] y es larga.", ""),
        ),
    ),
    Rule(
        name="begins-what-is-named-behind",
        when=_begins_it,
        gives="open",
        examples=(
            Example("El municipio inicia el [3 de mayo de 2027] la inscripción.", "open"),
            Example("El municipio inicia el [3 de mayo de 2027] la poda.", ""),
        ),
    ),
    Rule(
        name="term-worked-out-in-brackets",
        when=_counted_and_told,
        gives="open",
        examples=(
            Example(
                "Plazo de solicitud: veinte días desde la publicación del acuerdo {del [3 de mayo] "
                "al 5 de junio de 2027}",
                "open",
            ),
            Example(
                "Plazo de ejecución: veinte días desde la publicación del acuerdo {del [3 de mayo] "
                "al 5 de junio de 2027}",
                "other",
            ),
        ),
    ),
    Rule(
        name="window-of-its-line",
        when=_of_its_line,
        gives="open",
        examples=(
            Example(
                "Recepción de documentos. (De día). Del [3 de mayo] al 5 de junio de 2027", "open"
            ),
            Example("Pintura de los bancos. Del [3 de mayo] al 5 de junio de 2027", ""),
        ),
    ),
    Rule(
        name="until-in-the-line-above",
        when=_line_above,
        gives="close",
        examples=(
            Example("Deberán presentar la documentación hasta el día\n[03/05/2027]", "close"),
            Example("Podrán visitar la exposición hasta el día\n[03/05/2027]", ""),
        ),
    ),
    Rule(
        name="turn-for-applicants",
        when=_for_applicants,
        gives="close",
        examples=(
            Example("Fase 1: [3 de mayo de 2027], para todas las candidaturas", "close"),
            Example("Fase 1: [3 de mayo de 2027], para todas las vecinas", ""),
        ),
    ),
    Rule(
        name="item-of-what-closes",
        when=_announced,
        gives="close",
        examples=(
            Example(
                "• Fin de plazo:\n  • Ríos:\n    • Primera parte del agua: [3 de mayo de 2027]",
                "close",
            ),
            Example(
                "Fin de plazo:\n• Proyectos de barrios y de ríos: [3 de mayo de 2027]", "close"
            ),
            Example("Feria:\n• Proyectos de barrios y de ríos: [3 de mayo de 2027]", ""),
        ),
    ),
    Rule(
        name="below-a-line-that-announces-days",
        when=_listed,
        gives="close",
        examples=(
            Example("Proposals are accepted on the following dates:\n• [3 May 2027]", "close"),
            Example("Visitors are accepted on the following dates:\n• [3 May 2027]", ""),
        ),
    ),
)
"""Asked before what the words left of a day say, for these say more."""
