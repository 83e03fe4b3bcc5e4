"""The role a date takes from what is around its clause: labels, other dates, words after it."""

import re
from collections.abc import Callable

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.rules.spot import Spot
from scrapers.extract.dates.terms import begins_term
from scrapers.extract.dates.words.acts import DATES, RUNS_FOR_DAYS
from scrapers.extract.dates.words.applying import APPLICATION, HANDS
from scrapers.extract.dates.words.behind import CLOSE_AFTER
from scrapers.extract.dates.words.handing_in import LAST_DAY
from scrapers.extract.dates.words.opening import (
    IN_FORCE_ALONE,
    IN_FORCE_THING,
    OPEN_AFTER,
    opened_then,
)
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
from scrapers.extract.dates.words.purpose import TO_HAND_IN
from scrapers.extract.text.rules import Example, Rule

_GIVEN = re.compile(
    r"\sd(?:el?|os?|as?)\s(?:l[ao]s?\s)?(?:premi|galard|diplom|reconoci|ayuda|beca|subvenc|certific|"
    r"medalla|distinci|resultad|libro|informe|program|plan|expo|memoria)"
)
"""After "entrega" or "presentación": what the funder gives or shows, and nobody hands in."""
_OF_NEXT = re.compile(
    r"[a-z]{0,8}(?:-se)?,? (?:el|on|em|le|a|o|no|au)? ?(?:dia |jour )?"
    r"(?:[a-z]{3,10}(?:es|day|o|di),? )?\d(?!\d?(?:[:.h]\d|\s?(?:[ap]\.?m|"
    r"h)))"
)
"""Behind a closing verb: a day of its own, and no hour."""
_LABELS_NEXT = re.compile(
    r"[^.;|\n\d]{0,50}: ?(?:el |le )?\d{1,4}[/.-]\d|[^.;|\n\d]{0,50}: ?\d{1,2} [a-z]"
)
"""Behind a word that closes: it heads the label of the next day."""
_OWN_LABEL = re.compile(r"[a-z)]\s?: ?$")
_OF_EVENT = re.compile(r"[a-z]{0,8} ?(?:d(?:el?|[ao]s?|u|es)?|of)\b(?: l[ao]s?\b| the\b)? ?")
"""Behind a word of an end, up to what ends."""
_CUT = re.compile(r"[.;!?](?:\s|(?=[a-z]{3}))")
_CLAUSE_END = re.compile(r"[.;]\s")
_HANDED_IN = re.compile(
    r"\b(?:depot|remise|envoi|envio|entrega|presentac|apresentac|recepc|submiss|lliurament|deliver|"
    r"inscri|postulac|radicac|solicitud|applications?|candidat)\w*"
)
"""A noun of handing in: what follows its day behind a comma is another item."""
_AND_THEN = re.compile(r",? (?:y|e|et|i|and) (?:el|la|los|las|le|les|els|the|o|os|as)\b")
"""Where another subject begins: what it does is no purpose of the day before."""
_STATUS = 30
"""Letters of the longest sentence that tells a call's state and nothing else. Set by hand."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_PAGE = 4000
"""Letters of a page that tell what it is about."""
_NOTHING = re.compile(r"[\s•:|*-]*(?:(?:del?|from|des|du|entre)\s(?:(?:el|le|the|dia)\s)?)?")
"""A line that says nothing, or only that days follow."""
Question = Callable[[Spot], str | None]


def _dates_of_call(spot: Spot) -> str | None:
    if not spot.opens_range or spot.left_role:
        return None
    lines = spot.passage.folded[: spot.start].splitlines()[-3:]
    said = [line for line in (*lines, spot.lead) if not _NOTHING.fullmatch(line)]
    if not said or not DATES.fullmatch(said[-1].strip()):
        return None
    told = " ".join(said[:-1])
    about = APPLICATION.search(told) and not (OTHER.search(told) or TAUGHT.search(told))
    return said[-1] if about or _asks_and_holds_nothing(spot.passage.folded[:_PAGE]) else None


def _in_force_alone(spot: Spot) -> str | None:
    """ "Vigente del 3 de mayo al 5 de junio", and no word of what is."""
    before = spot.passage.previous_segment(spot.start)
    told = spot.passage.folded[slice(*before)].strip() if before else ""
    same = told.endswith(".") and len(told) <= _STATUS
    if not spot.opens_range or not IN_FORCE_ALONE.fullmatch(f"{told if same else ''} {spot.lead}"):
        return None
    above = spot.passage.folded[: spot.start].rstrip().rpartition("\n")[2][-80:]
    until = _YEAR.search(spot.after)
    long = until and spot.hit.year and int(until[1]) - spot.hit.year > 1
    return None if long or IN_FORCE_THING.search(above) else spot.lead


def _asks_and_holds_nothing(page: str) -> bool:
    """Whether a page asks for applications and tells of nothing that has days of its own."""
    held = EVENT.search(page) or TAUGHT.search(page) or RUNS_FOR_DAYS.search(page)
    return APPLICATION.search(page) is not None and not held


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
    words = _AND_THEN.split(words, maxsplit=1)[0]
    if _HANDED_IN.search(spot.lead):
        words = words.partition(",")[0]
    match = OTHER_AFTER.search(words) or (None if handed else TOLD_AFTER.search(words))
    return match.group() if match else None


_HAS_UNTIL = re.compile(
    r"\b(?:tien\w+|tendra\w*|tem|tera|terao|dispo[nr]\w+|dispoe\w*|has?|have|ont|a|aura|te|tenen)"
    r"(?: (?:de )?(?:plazo|tiempo|tempo|time|temps|prazo))? $"
)
"""Somebody has until then, whatever for."""
_TO_DO = re.compile(
    r"[^.;\d]{0,30}?\b(?:para|pour|per|to|in order to) (?:(?:que|se|s'|l[ae]s?|el|los|o|a|os|as|it)"
    r"\s)*(?P<verb>[a-z]+(?:ar|er|ir|re|r|arl[oa]s?|erl[oa]s?|irl[oa]s?|[a-z]))\b"
)

_ANSWER = re.compile(
    r"(?:access?|acessar|accedere?|ingresar|entrar)\b|"
    r"(?:repond|respond|contest|atend)[a-z]* (?:a|al|au|ao|to)\b"
)
"""… an answer to the call."""


def _has_until(spot: Spot) -> str | None:
    """ "La entidad tiene hasta el 3 de mayo para usar el bono": to do what is no application."""
    if spot.left.rule is None or not spot.until or spot.left_role != "close":
        return None
    has = _HAS_UNTIL.search(spot.text[: spot.until.start()])
    does = _TO_DO.match(spot.after) if has else None
    if does is None or spot.has_cue("close"):
        return None
    at = does.start("verb")
    ours = TO_HAND_IN.match(spot.after, at) or HANDS.search(spot.after, at, at + 80)
    return None if ours or _ANSWER.match(spot.after, at) else does.group()


def _excludes(spot: Spot) -> str | None:
    if spot.left_role != ("open" if spot.opens_range else "close"):
        return None
    match = EXCLUDES.search(_CLAUSE_END.split(spot.right, maxsplit=1)[0])
    return match.group() if match else None


def _closes_after(spot: Spot) -> str | None:
    match = None if spot.left_role else CLOSE_AFTER.match(spot.right)
    match = match or (LAST_DAY.match(spot.right) if spot.left_role == "other" else None)
    if match is None or any(one.match(spot.after, match.end()) for one in (_OF_NEXT, _GIVEN)):
        return None
    if _OWN_LABEL.search(spot.lead) and _LABELS_NEXT.match(spot.after, match.end()):
        return None
    of = _OF_EVENT.match(spot.after, match.end())
    held = of and (RUNS_FOR_DAYS.match(spot.after, of.end()) or EVENT.match(spot.after, of.end()))
    return None if held else match.group()


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
        name="has-until-then-for-another-thing",
        when=_has_until,
        gives="other",
        examples=(
            Example(
                "La convocatoria premia a una; la elegida tiene hasta el [3 de mayo de 2027] para "
                "usar el bono.",
                "other",
            ),
            Example("La alcaldía tiene hasta el [3 de mayo de 2027] para postular.", "close"),
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
            Example("[3 de mayo de 2027]: entrega de propuestas.", "close"),
            Example("[3 de mayo de 2027]: entrega de los premios.", ""),
            Example("[3 de mayo de 2027] 05:00 pm - Cierre de la convocatoria", "close"),
            Example("[3 de mayo de 2027] 05:00 pm - Cierre del congreso", ""),
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
        name="in-force-and-nothing-named",
        when=_in_force_alone,
        gives="open",
        examples=(
            Example("Vigente del [3 de mayo] al 5 de junio de 2027.", "open"),
            Example("Vigente del [3 de mayo de 2027] al 5 de junio de 2031.", ""),
            Example("Póliza de seguro\nVigente del [3 de mayo] al 5 de junio de 2027.", ""),
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
