"""Relative terms: "quince días hábiles desde el día siguiente a la publicación"."""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.words.calendar import WEEKDAY
from scrapers.extract.text.passage import Passage
from scrapers.item import Deadline

_NUMBERS: dict[str, int] = {
    "un": 1, "una": 1, "uno": 1, "one": 1, "dos": 2, "two": 2, "deux": 2, "dois": 2, "tres": 3,
    "three": 3, "trois": 3,
    "cuatro": 4, "four": 4, "quatre": 4, "quatro": 4, "cinco": 5, "five": 5, "cinq": 5, "cinc": 5,
    "seis": 6, "six": 6, "sis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "ten": 10, "dix": 10, "dez": 10, "deu": 10,
    "doce": 12, "quince": 15,
    "fifteen": 15, "quinze": 15, "veinte": 20, "twenty": 20, "vingt": 20, "vinte": 20, "vint": 20,
    "veinticinco": 25,
    "treinta": 30, "thirty": 30, "trente": 30, "trinta": 30, "trenta": 30, "cuarenta": 40,
    "cuarenta y cinco": 45,
    "quarante-cinq": 45, "sesenta": 60, "sixty": 60, "soixante": 60, "sessenta": 60,
    "noventa": 90, "ninety": 90,
}  # fmt: skip
_NUMBER = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r"|\d{1,3})"
_UNIT = r"(?:dias|dia|dies|jours|days|meses|mes|mois|months?|mesos|semanas|weeks|semaines|setmanes)"
_KIND = (
    r"(?:naturales|natural|naturals|calendario|calendar|corridos|consecutivos|calendaires|"
    r"habiles|habil|habils|laborables|laboral|uteis|working|business|ouvrables|ouvres|francs)"
)
_FROM = (
    r"(?:desde|a partir|contad[oa]s?|a contar|contar|siguientes?|tras|despues|posterior(?:es)?|"
    r"from|after|following|of|a compter|"
    r"suivant|apres|des de|a comptar|comptats|apos|contados|de la|seguent)"
)
_TERM = re.compile(
    rf"\b(?P<n>{_NUMBER})\b\s*(?:\((?P<p>\d{{1,3}}|"
    rf"{_NUMBER})\)\s*)?(?P<k1>{_KIND})?\s*(?P<u>{_UNIT})\b\s*(?P<k>{_KIND})?"
    rf"\s*[,(]?\s*(?:a )?(?P<rest>{_FROM}\b[^.;\n]{{0,160}})"
)
_TODAY = "(?:hoy|manana|today|tomorrow|hoje|amanha|aujourd'hui|demain|avui|dema)"
_BEGINS_TERM = re.compile(
    rf"\b{_NUMBER}\b\s*(?:\((?:\d{{1,3}}|{_NUMBER})\)\s*)?(?:{_KIND})?\s*{_UNIT}\b\s*(?:{_KIND})?"
    rf"\s*[,(]?\s*(?:a )?(?P<rest>{_FROM}\b(?:(?:{WEEKDAY}|{_TODAY}),\s|[^.;:,\n\d()]){{0,90}})$"
)
"""A term that counts from the date it stands before."""

_ENDS_TERM = re.compile(
    r"\b(?:y|e|et|and|i|es|is|est|sera|hasta|until|ate|jusqu\w*|fins|termina|vence|cierra|finaliza|"
    r"closes?|ends?|acaba|encerra)\b"
)
_ON_THE_DAY = re.compile(
    rf"(?:desde|a partir|contad[oa]s?|a contar|contar|from|of|a compter|des de|a comptar|comptats)"
    rf"(?: (?:a|desde|des|de|del|da|do|du|d'|el|la|le|les|the|o|dia|jour|partir|contar|compter|"
    rf"comptar|from|on|{_TODAY},?|proximo|pasado|este|mismo|{WEEKDAY},?))*\s*"
)
_CONTEXT = re.compile(
    r"plazo|solicitud|presentacion de|presentar|postul|inscri|deadline|appl(?:y|ication)|submi|"
    r"prazo|inscric|candidat|delai|termini|sol.?licitud|propostes"
)
_NOT_THIS = re.compile(
    r"ejecu|resol(?:ver|ucion)|justific|notific|subsan|alegaci|recurso|requeri|reclama|"
    r"interponer|execu|payment|pago|aceptar|aceptacion|clave|renuncia|reposicion|implement"
)
_PUBLICATION = re.compile(
    r"publica|boe\b|bop\b|boletin|bolet|extracto|extracte|publication|parution|dogc"
)
_CALENDAR_DAYS = re.compile(r"natural|calendar|corrid|consecutiv")
_WORKING_DAYS = re.compile(r"habil|laborab|laboral|uteis|working|business|ouvr|francs")


def find_terms(
    passage: Passage, *, published_on: date | None, bare: bool = False
) -> Iterator[Deadline]:
    """Terms that close the call. ``bare``: the whole passage is known to be a closing term."""
    for match in _TERM.finditer(passage.folded):
        start, _ = passage.segment(match.start())
        context = passage.folded[max(start, match.start() - 160) : match.start()]
        above = passage.previous_segment(start)
        if above and above[1] - above[0] < 90 and match.start() - start < 60:
            context = passage.folded[above[0] : match.start()]
        near = context[-90:] + match.group()
        if not bare and (not _CONTEXT.search(context) or _NOT_THIS.search(near)):
            continue
        yield _deadline(passage, match, published_on)


def begins_term(text: str, low: int, high: int) -> Role:
    """What the date at ``high`` is where a term counts from it: never the day the term ends.

    It opens where one may apply from that very day; "" where no term stands before it.
    """
    match = _BEGINS_TERM.search(text, low, high)
    if match is None or _ENDS_TERM.search(match["rest"]):
        return ""
    before = text[low : match.start()]
    applies = _CONTEXT.search(before) and not _NOT_THIS.search(before[-90:])
    return "open" if applies and _ON_THE_DAY.fullmatch(match["rest"]) else "other"


def _deadline(passage: Passage, match: re.Match[str], published_on: date | None) -> Deadline:
    """The term as words, and as a date where the source gives all it takes."""
    computed = _compute(match, published_on)
    method = "term-from-publication" if computed else "term-as-text"
    end = match.end() - (len(match.group()) - len(match.group().rstrip(" ,:(")))
    span = passage.span(match.start(), end, method=method)
    return Deadline(
        on=computed, span=span, precision="day" if computed else "text", text=span.quote
    )


def _compute(match: re.Match[str], published_on: date | None) -> date | None:
    """Calendar days and months from a stated publication day; working days never.

    Days count from the day after publication and months end on the same day of the month
    (Spanish Law 39/2015, article 30). Days of no stated kind stay text.
    """
    if published_on is None or not _PUBLICATION.search(match["rest"]):
        return None
    number = int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"]]
    unit, kind = match["u"], f"{match['k1'] or ''} {match['k'] or ''} {match['rest'][:0]}"
    if _WORKING_DAYS.search(match.group()):
        return None
    if unit.startswith(("mes", "mois", "month")):
        return _plus_months(published_on, number)
    if unit.startswith(("sem", "week", "setm")):
        return published_on + timedelta(weeks=number)
    return published_on + timedelta(days=number) if _CALENDAR_DAYS.search(kind) else None


def _plus_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later, or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
