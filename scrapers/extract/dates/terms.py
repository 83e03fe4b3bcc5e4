"""Relative terms: "quince días hábiles desde el día siguiente a la publicación"."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.extract.dates.cues import Role
from scrapers.extract.dates.words.calendar import WEEKDAYS
from scrapers.extract.dates.working_days import WorkCalendar
from scrapers.extract.text.passage import Passage
from scrapers.item import Deadline

_NUMBERS: dict[str, int] = {
    "un": 1,
    "una": 1,
    "uno": 1,
    "one": 1,
    "dos": 2,
    "two": 2,
    "deux": 2,
    "dois": 2,
    "tres": 3,
    "three": 3,
    "trois": 3,
    "cuatro": 4,
    "four": 4,
    "quatre": 4,
    "quatro": 4,
    "cinco": 5,
    "five": 5,
    "cinq": 5,
    "cinc": 5,
    "seis": 6,
    "six": 6,
    "sis": 6,
    "siete": 7,
    "ocho": 8,
    "nueve": 9,
    "diez": 10,
    "ten": 10,
    "dix": 10,
    "dez": 10,
    "deu": 10,
    "doce": 12,
    "quince": 15,
    "fifteen": 15,
    "quinze": 15,
    "veinte": 20,
    "twenty": 20,
    "vingt": 20,
    "vinte": 20,
    "vint": 20,
    "veinticinco": 25,
    "treinta": 30,
    "thirty": 30,
    "trente": 30,
    "trinta": 30,
    "trenta": 30,
    "cuarenta": 40,
    "cuarenta y cinco": 45,
    "quarante-cinq": 45,
    "sesenta": 60,
    "sixty": 60,
    "soixante": 60,
    "sessenta": 60,
    "noventa": 90,
    "ninety": 90,
}
_UNIT = r"(?:dias?|dies|jours|days|m(?:es(?:es|os)?|ois|onths?)|se(?:m(?:ana|aine)s|tmanes)|weeks)"
_KIND = (
    r"(?:natura(?:is|l(?:e?s)?)|calend[a-z]+|corridos|consecutivos|habil(?:e?s)?|labora[a-z]+|uteis|"
    r"working|business|ouvr[a-z]+|francs)"
)
_IS_KIND = re.compile(_KIND)
_LENGTH = re.compile(
    r"\b(?P<n>[a-z]{2,11}+(?: y cinco|-cinq)?|\d{1,3})\b\s*(?:\([a-z\d ]{1,14}\)\s*)?"
    rf"(?P<k1>[a-z]{{5,12}})?\s*(?P<u>{_UNIT})\b\s*(?P<k>{_KIND})?"
)
_FROM = (
    r"(?:desde|a partir|conta(?:d[oa]s?|r)|a contar|siguientes?|tras|despues|posterior(?:es)?|"
    r"from|after|following|of|a compter|suivant|apres|des de|a comptar|comptats|apos|de la|seguent)"
)
_SINCE = re.compile(rf"\s*[,(]?\s*(?:a )?(?P<rest>{_FROM}\b[^.;\n]{{0,160}})")
_SINCE_HERE = re.compile(rf"\s*[,(]?\s*(?:a )?(?P<rest>{_FROM}\b[^.;:\n\d()]{{0,110}})")
_COMMA = re.compile(r"([^\s,]*),\s?")
_TODAY = frozenset("hoy manana today tomorrow hoje amanha aujourd'hui demain avui dema".split())
_ENDS_TERM = re.compile(
    r"\b(?:y|e|et|and|i|es|is|est|sera|hasta|until|ate|jusqu\w*|fins|termina|vence|cierra|finaliza|"
    r"closes?|ends?|acaba|encerra)\b"
)
_ON_THE_DAY = re.compile(
    r"(?:desde|a partir|contad[oa]s?|a contar|contar|from|of|a compter|des de|a comptar|comptats)"
    r"\b(?P<then>(?: [a-z'-]+,?)*)\s*"
)
_PLAIN = frozenset(
    "a desde des de del da do du d' el la le les the o dia jour partir contar compter comptar from "
    "on proximo pasado este deste mismo".split()
)
"""Words between "from" and a date that name no other day."""

_CONTEXT = re.compile(
    r"plazo|solicitud|presentacion de|presentar|postul|inscri|deadline|appl(?:y|ication)|submi|"
    r"prazo|inscric|candidat|delai|termini|sol.?licitud|propostes"
)
_NOT_THIS = re.compile(
    r"ejecu|resol(?:ver|ucion)|justific|notific|subsan|alegaci|recurso|requeri|reclama|"
    r"interponer|interpos|impugn|recurs\b|recours\b|al.?legac|execu|payment|pago|aceptar|"
    r"aceptacion|clave|renuncia|reposicion|implement"
)
_PUBLICATION = re.compile(
    r"publica|boe\b|bop\b|boletin|bolet|extracto|extracte|publication|parution|dogc"
)
_OF_RESULTS = re.compile(
    r"resulta|listad|\blistas?\b|relacion|ganador|adjudic|seleccionad|admitid|preselec|results?\b|"
    r"winners|shortlist|laureat|aprovad|vencedor|seleccionat"
)
"""What is published once the applications are in: its day is another one."""
_GAZETTE = re.compile(
    r"\bb\.?o\.?[a-z]{1,3}\b|\bdogc\b|\bdou\b|boletin|boleti oficial|butllet|"
    r"(?:diario?|gacet[a-z]*|gaset[a-z]*|registro|jornal) oficial|official (?:gazette|journal)|"
    r"journal officiel|gazzetta|federal register"
)
_EXTRACT = re.compile(r"\W*extract[oe] d(?:e|'|el)\b")
_GAZETTE_SITE = re.compile(
    r"//(?:[\w-]+\.)*(?:bo(?:e|p|ja|cm|pv|n|a|c|r|rm|ib|pa|cyl|tha)\.[\w.]+|"
    r"infosubvenciones\.es|pap\.hacienda\.gob\.es|dogc\.gencat\.cat|in\.gov\.br|"
    r"diariooficial\.[\w.]+|journal-officiel\.gouv\.fr|eur-lex\.europa\.eu|"
    r"federalregister\.gov|gazzettaufficiale\.it)(?:[/:]|$)"
)


def of_gazette(title: Passage, url: str | None) -> bool:
    """Whether a page is a gazette's own, so that its day is the one on which the gazette came.

    By its address, or since it is titled as the extract that is printed there.
    """
    printed = _EXTRACT.match(title.folded)
    return bool(printed or (url and _GAZETTE_SITE.search(url)))


_OF_THE_CALL = re.compile(
    r"extract[oe]|convocat[oò]ri|anunci|edital|aviso|avis\b|llamado|esta (?:orden|resoluc)|call\b"
)
_BASES_OUT = re.compile(
    r"\b(?:bases|ordenan[zcç]a|reglamento|regulamento|reglement|guidelines|"
    r"terminos de referencia)\b"
    r"[^;\n]{0,220}\b(?:publica\w*|publie\w*|published|insert\w+|\bbo[a-z]{1,3}\b|dogc)"
    r"[^;\n]{0,90}$"
)
"""Before a day on which the rules of a call came out."""


def of_bases(passage: Passage, at: int) -> bool:
    """Whether the day at ``at`` is told as the one on which a call's rules came out."""
    return _BASES_OUT.search(passage.folded, max(0, at - 320), at) is not None


_OPENING = re.compile(r"inicio|apertura|comienzo|comenzar|abre")
_NEXT = re.compile(r"(?:(?:siguientes?|posterior(?:es)?|despues|tras)(?:\W*|,.*))?")
"""What a term says that counts from where the source's own field of the opening says."""

_CALENDAR_DAYS = re.compile(r"natural|calendar|corrid|consecutiv")
_WORKING_DAYS = re.compile(r"habil|laborab|laboral|uteis|working|business|ouvr|francs")


_TEXT, _COUNTED = "term-as-text", "term-from-publication"
_IN_WORKING_DAYS = re.compile(r"term-in-working-days-([A-Z]{2}(?:-[A-Z]{2})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What a term may count from, and the calendar of its working days.

    ``opens_on``: the first day one may apply, where the source says it apart from the term.
    ``of_bases``: that day is told as the one on which the rules came out, not the call itself.
    ``of_gazette``: it is the gazette's, not that of a page elsewhere that tells of it.
    """

    published_on: date | None = None
    opens_on: date | None = None
    calendar: WorkCalendar | None = None
    of_bases: bool = False
    of_gazette: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Term:
    """A term as written: "quince", "días", "hábiles", and what it counts from."""

    start: int
    end: int
    said: str
    number: int
    unit: str
    kind: str
    rest: str


def rule_of(method: str) -> str | None:
    """By which rule a day was counted, in Spanish; ``None`` for one that the source states."""
    if calendar := _IN_WORKING_DAYS.search(method):
        return (
            f"días hábiles de {calendar[1]} desde el siguiente a la publicación, sin fines de "
            "semana ni festivos (Ley 39/2015 de España, artículo 30)"
        )
    if _COUNTED in method:
        return "plazo contado desde el día siguiente a la publicación que da la fuente"
    return None


def find_terms(passage: Passage, counting: Counting, *, bare: bool = False) -> Iterator[Deadline]:
    """Terms that close the call. ``bare``: the whole passage is known to be a closing term."""
    for match in _terms(passage.folded, bare=bare and counting.opens_on is not None):
        start, _ = passage.segment(match.start)
        context = passage.folded[max(start, match.start - 160) : match.start]
        above = passage.previous_segment(start)
        if above and above[1] - above[0] < 90 and match.start - start < 60:
            context = passage.folded[above[0] : match.start]
        near = context[-90:] + match.said
        if not bare and (not _CONTEXT.search(context) or _NOT_THIS.search(near)):
            continue
        yield _deadline(passage, match, counting)


def _terms(text: str, *, bare: bool) -> Iterator[_Term]:
    """Every term with what it counts from; ``bare``: it may not say it."""
    low = 0
    while length := _length(text, low):
        since = _SINCE.match(text, length.end())
        end = since.end() if since else length.end()
        low = end if since else length.start() + 1
        if since or bare:
            yield _Term(
                start=length.start(),
                end=end,
                said=text[length.start() : end],
                number=_count(length["n"]),
                unit=length["u"],
                kind=f"{length['k1'] or ''} {length['k'] or ''}",
                rest=since["rest"] if since else "",
            )


def _length(text: str, low: int, high: int | None = None) -> re.Match[str] | None:
    """The next "quince días hábiles" whose number is one."""
    high = len(text) if high is None else high
    while match := _LENGTH.search(text, low, high):
        counted = match["n"].isdigit() or match["n"] in _NUMBERS
        if counted and (not match["k1"] or _IS_KIND.fullmatch(match["k1"])):
            return match
        low = match.start() + 1
    return None


def _count(number: str) -> int:
    """The value of a number in digits or words."""
    return int(number) if number.isdigit() else _NUMBERS[number]


def begins_term(text: str, low: int, high: int) -> Role:
    """What the date at ``high`` is where a term counts from it: never the day the term ends.

    It opens where one may apply from that very day; "" where no term stands before it.
    """
    while match := _length(text, low, high):
        since = _SINCE_HERE.fullmatch(text, match.end(), high)
        if since and all(_is_day_word(w) for w in _COMMA.findall(since["rest"])):
            break
        low = match.start() + 1
    if match is None or since is None or _ENDS_TERM.search(since["rest"]):
        return ""
    before = text[low : match.start()]
    applies = _CONTEXT.search(before) and not _NOT_THIS.search(before[-90:])
    return "open" if applies and _from_the_day(since["rest"]) else "other"


def _is_day_word(word: str) -> bool:
    """Whether a word before a comma belongs to the date: "desde hoy, lunes, 3 de mayo"."""
    return word in _TODAY or word.rstrip(".") in WEEKDAYS


def _from_the_day(rest: str) -> bool:
    """Whether nothing but the day itself stands after "from"."""
    match = _ON_THE_DAY.fullmatch(rest)
    words = match["then"].replace(",", " ").replace("'", "' ").split() if match else ["?"]
    return all(word in _PLAIN or _is_day_word(word) for word in words)


def _deadline(passage: Passage, match: _Term, counting: Counting) -> Deadline:
    """The term as words, and as a date where the source gives all it takes."""
    computed, method = _compute(match, counting)
    end = match.start + len(match.said.rstrip(" ,:("))
    span = passage.span(match.start, end, method=method)
    return Deadline(
        on=computed, span=span, precision="day" if computed else "text", text=span.quote
    )


def _compute(match: _Term, counting: Counting) -> tuple[date | None, str]:
    """The last day of a term and how it was counted.

    Days count from the day after publication and months end on the same day of the month
    (Spanish Law 39/2015, article 30). Working days are counted only where the calendar is
    known; days of no stated kind stay text.
    """
    since = _base(match, counting)
    number, unit = match.number, match.unit
    if since is None:
        return None, _TEXT
    if _WORKING_DAYS.search(match.said):
        calendar = counting.calendar
        closes = calendar.after(since, number) if calendar and unit.startswith("di") else None
        return closes, f"term-in-working-days-{calendar.name}" if calendar and closes else _TEXT
    if unit.startswith(("mes", "mois", "month")):
        return _plus_months(since, number), _COUNTED
    if unit.startswith(("sem", "week", "setm")):
        return since + timedelta(weeks=number), _COUNTED
    if _CALENDAR_DAYS.search(match.kind):
        return since + timedelta(days=number), _COUNTED
    return None, _TEXT


def _base(match: _Term, counting: Counting) -> date | None:
    """The day before the first that counts."""
    if _PUBLICATION.search(match.rest):
        elsewhere = _GAZETTE.search(match.rest) and not counting.of_gazette
        rules_only = counting.of_bases and _OF_THE_CALL.search(match.rest)
        if elsewhere or rules_only or _OF_RESULTS.search(match.rest):
            return None
        return counting.published_on
    if counting.opens_on and (_NEXT.fullmatch(match.rest) or _OPENING.search(match.rest)):
        return counting.opens_on - timedelta(days=1)
    return None


def _plus_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later, or the last one there is."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
