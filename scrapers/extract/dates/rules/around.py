"""The role a date takes from what is around its clause: labels, other dates, words after it."""

import re
from collections.abc import Callable

from scrapers.extract.dates.cues import Role, cues_in
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.terms import begins_term
from scrapers.extract.dates.words.acts import DATES, FIXED, RUNS_FOR_DAYS
from scrapers.extract.dates.words.applying import APPLICATION
from scrapers.extract.dates.words.closing import (
    CLOSE_AFTER,
    MOVED,
    NOT_TAKEN,
    TOO_LATE,
    next_round,
)
from scrapers.extract.dates.words.opening import OPEN_AFTER, opened_then
from scrapers.extract.dates.words.other import (
    EVENT,
    EXCLUDES,
    FOR_IT,
    OTHER,
    OTHER_AFTER,
    SIGNING_UP,
    TAUGHT,
    TOLD_AFTER,
)
from scrapers.extract.text.rules import Example, Rule

_CUT = re.compile(r"[.;!?](?:\s|(?=[a-z]{3}))")
_CLAUSE_END = re.compile(r"[.;]\s")
_ECHO = re.compile(
    r"[^.;()\n]{0,30}?[\s,;]{1,3}(?:(?:and|y|e|et|i) )?(?:(?:the|el|la|o|a|le|els?) )?"
    r"(?:second|third|fourth|last|final|segund[oa]|tercer[oa]?|terceir[oa]|ultim[oa]|deuxieme|"
    r"seconde?|troisieme|derniere?|segona?|tercera)\b[^.;\n\d]{0,25}"
)
_PAGE = 4000
"""Letters of a page that tell what it is about."""
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
        echoes = len(gap) <= 70 and _ECHO.fullmatch(gap) and not OTHER.search(gap)
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


def _goes_on_closing(spot: Spot) -> str | None:
    if spot.before is None or spot.previous != "open" or spot.cues:
        return None
    low = spot.before.start - spot.start
    if low <= 0 or not FIXED.fullmatch(spot.lead):
        return None
    cues = cues_in(spot.text, 0, low)
    closes = len(cues) > 1 and cues[-1].role == "open" and cues[-2].role == "close"
    return spot.said(cues[-2]) if closes else None


def _dates_of_call(spot: Spot) -> str | None:
    if not spot.opens_range or spot.left_role:
        return None
    lines = spot.passage.folded[: spot.start].splitlines()[-3:]
    said = [line for line in (*lines, spot.lead) if line.strip(" -•:|*")]
    if not said or not DATES.fullmatch(said[-1].strip()):
        return None
    told = " ".join(said[:-1])
    about = APPLICATION.search(told) and not (OTHER.search(told) or TAUGHT.search(told))
    return said[-1] if about or _asks_and_holds_nothing(spot.passage.folded[:_PAGE]) else None


def _asks_and_holds_nothing(page: str) -> bool:
    """Whether a page asks for applications and tells of nothing that has days of its own."""
    held = EVENT.search(page) or TAUGHT.search(page) or RUNS_FOR_DAYS.search(page)
    return APPLICATION.search(page) is not None and not held


def _moved_from(spot: Spot) -> str | None:
    match = MOVED.search(spot.lead) if spot.opens_range else None
    return match.group() if match and spot.has_cue("close") else None


def _moved_to(spot: Spot) -> str | None:
    if spot.before is None or spot.hit.joined != "range":
        return None
    said = spot.text[: max(0, spot.before.start - spot.start)]
    match = MOVED.search(said)
    closes = match and any(cue.role == "close" for cue in cues_in(said, 0, len(said)))
    return match.group() if match and closes else None


def _too_late(spot: Spot) -> str | None:
    match = TOO_LATE.search(spot.lead)
    return match.group() if match and NOT_TAKEN.match(spot.right) else None


def _event(spot: Spot) -> str | None:
    alone = SIGNING_UP.search(spot.text)
    held = EVENT.search(spot.text[: alone.start()]) if alone else None
    if held:
        return held.group()
    pronoun = FOR_IT.search(spot.lead)
    if pronoun is None:
        return None
    above = spot.passage.previous_segment(spot.start)
    told = f"{spot.passage.folded[slice(*above)] if above else ''} {spot.text[: spot.low]}"
    match = EVENT.search(f"{told}{pronoun.string[: pronoun.start()]}")
    return f"{match.group()} … {pronoun.group()}" if match else None


def _term(spot: Spot) -> Role:
    """What the date is where a term counts from it."""
    if spot.opens_range:
        return ""
    text = spot.passage.folded
    begins = begins_term(text, spot.start + spot.low, spot.hit.start)
    told = begins and (OTHER.search(spot.right[:60]) or TOLD_AFTER.search(spot.right[:60]))
    return "other" if told else begins


def _counts(role: Role) -> Question:
    """Whether a term that counts from the date makes it ``role``."""
    return lambda spot: spot.lead if _term(spot) == role else None


def _promised(spot: Spot) -> str | None:
    if spot.left_role != "close" or spot.opens_range or spot.has_cue("close"):
        return None
    words = _CUT.split(spot.right[:95])[0]
    handed = APPLICATION.search(spot.text, spot.low, spot.high)
    match = OTHER_AFTER.search(words) or (None if handed else TOLD_AFTER.search(words))
    return match.group() if match else None


def _excludes(spot: Spot) -> str | None:
    if spot.left_role != ("open" if spot.opens_range else "close"):
        return None
    match = EXCLUDES.search(_CLAUSE_END.split(spot.right, maxsplit=1)[0])
    return match.group() if match else None


def _closes_after(spot: Spot) -> str | None:
    match = None if spot.left_role else CLOSE_AFTER.match(spot.right)
    return match.group() if match else None


def _opens_after(spot: Spot) -> str | None:
    if spot.left_role:
        return None
    match = OPEN_AFTER.match(spot.right)
    if match is None and len(spot.lead.strip(" -,•\n")) <= 24:
        match = opened_then(spot.after)
    return match.group() if match else None


def _heading(role: Role) -> Question:
    """Whether the heading above gives the date ``role``, its own sentence leaving it open."""

    def asks(spot: Spot) -> str | None:
        if spot.left_role not in {"", "other"}:
            return None
        told, heading = spot.above
        return heading if told == role else None

    return asks


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
        name="too-late-after",
        when=_too_late,
        gives="close",
        examples=(
            Example("Proposals received after [3 May 2027] will not be read.", "close"),
            Example("Proposals received after [3 May 2027] go to the next round.", ""),
        ),
    ),
    Rule(
        name="list-of-closing-days",
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
    Rule(
        name="closing-word-before-the-opening",
        when=_goes_on_closing,
        gives="close",
        examples=(
            Example(
                "El cierre (apertura: 3 de mayo de 2027) será el [5 de junio de 2027].", "close"
            ),
            Example(
                "La sala, tras abrir el 3 de mayo de 2027, será el [5 de junio de 2027] un museo.",
                "",
            ),
        ),
    ),
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

AROUND: tuple[Rule[Spot, Role], ...] = (
    Rule(
        name="registers-for-an-event",
        when=_event,
        gives="other",
        examples=(
            Example("Habrá una charla. Inscríbase en ella antes del [3 de mayo de 2027].", "other"),
            Example("Habrá una ayuda. Inscríbase en ella antes del [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="term-counts-from-here",
        when=_counts("other"),
        gives="other",
        examples=(
            Example(
                "El plazo de ejecución es de tres meses contados desde el [3 de mayo de 2027].",
                "other",
            ),
            Example("El plazo es de quince días y acaba el [3 de mayo de 2027].", "close"),
        ),
    ),
    Rule(
        name="term-opens-here",
        when=_counts("open"),
        gives="open",
        examples=(
            Example(
                "El plazo de solicitud es de quince días desde el [3 de mayo de 2027].", "open"
            ),
            Example(
                "El plazo de solicitud, de quince días, acaba el [3 de mayo de 2027].", "close"
            ),
        ),
    ),
    Rule(
        name="something-else-by-then",
        when=_promised,
        gives="other",
        examples=(
            Example(
                "Quien postuló tiene hasta el [3 de mayo de 2027] para aceptar la ayuda.", "other"
            ),
            Example("Tiene hasta el [3 de mayo de 2027] para postular.", "close"),
        ),
    ),
    Rule(
        name="excluded-after",
        when=_excludes,
        gives="other",
        examples=(
            Example("Organisations registered by [3 May 2027] that closed cannot apply.", "other"),
            Example("Organisations can apply by [3 May 2027].", "close"),
        ),
    ),
    Rule(
        name="closing-told-after",
        when=_closes_after,
        gives="close",
        examples=(
            Example("[3 de mayo de 2027]: fecha límite.", "close"),
            Example("[3 de mayo de 2027]: fecha de la reunión.", ""),
        ),
    ),
    Rule(
        name="opening-told-after",
        when=_opens_after,
        gives="open",
        examples=(
            Example("El [3 de mayo de 2027] se abre la convocatoria.", "open"),
            Example("El [3 de mayo de 2027] se pinta una biblioteca.", ""),
        ),
    ),
    Rule(
        name="dates-of-the-call",
        when=_dates_of_call,
        gives="open",
        examples=(
            Example("Convocatoria de murales\nFechas\n[3 de mayo] a 5 de junio de 2027", "open"),
            Example("Curso de murales\nFechas\n[3 de mayo] a 5 de junio de 2027", ""),
        ),
    ),
    Rule(
        name="heading-that-closes",
        when=_heading("close"),
        gives="close",
        examples=(
            Example("Fecha límite:\n[3 de mayo de 2027]", "close"),
            Example("Fecha límite:\nDesde el [3 de mayo de 2027]", "open"),
        ),
    ),
    Rule(
        name="heading-that-opens",
        when=_heading("open"),
        gives="open",
        examples=(
            Example("Apertura:\n[3 de mayo de 2027]", "open"),
            Example("Reunión:\n[3 de mayo de 2027]", "other"),
        ),
    ),
    Rule(
        name="heading-of-something-else",
        when=_heading("other"),
        gives="other",
        examples=(
            Example("Resultados:\n[3 de mayo de 2027]", "other"),
            Example("Cierre:\n[3 de mayo de 2027]", "close"),
        ),
    ),
)
"""Told by what follows the date, or by the line above, where its own clause does not settle it."""
