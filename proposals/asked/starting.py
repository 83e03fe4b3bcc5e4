"""Between which days a project has to begin, and by which it has to end."""

import re
from collections.abc import Iterator
from datetime import date

from proposals.asked.sentences import AskedSentence, Term

_NAMES = (
    "enero january janvier janeiro gener",
    "febrero february fevrier fevereiro febrer",
    "marzo march mars marco marc",
    "abril april avril",
    "mayo may mai maio maig",
    "junio june juin junho juny",
    "julio july juillet julho juliol",
    "agosto august aout agost",
    "septiembre setiembre september septembre setembro setembre",
    "octubre october octobre outubro",
    "noviembre november novembre novembro",
    "diciembre december decembre dezembro desembre",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
_NAME = r"[a-z]{3,10}"
_DAY = re.compile(
    rf"\b(?P<d>\d{{1,2}})(?:er|st|nd|rd|th|º)?\s(?:de |d'|of )?(?P<m>{_NAME})\b"
    r"(?:,?\s(?:de |del )?(?P<y>20\d\d))?|"
    rf"\b(?P<m2>{_NAME})\s(?P<d2>\d{{1,2}}),?\s(?P<y2>20\d\d)|(?P<iso>20\d\d-\d\d-\d\d)"
)
_STARTS = re.compile(
    r"(?:proyectos?|projects?|projets?|projetos?|projectes?|actividades|activities|acciones|"
    r"actions?)\b[^.]{0,40}?\b(?:comen[zcs]\w+|empez\w+|inici\w+|start\w*|begin\w*|debut\w*|"
    r"commenc\w+|demarr\w+)"
)
_ENDS = re.compile(
    r"(?:proyectos?|projects?|projets?|projetos?|projectes?|actividades|activities|acciones|"
    r"actions?|ejecucion|implementation)\b[^.]{0,60}?\b(?:termin\w+|finali[zcs]\w+|conclu\w+|culmin\w+|"
    r"end\b|ends\b|ended|finish\w*|complet\w+|acab\w+|s'acheve\w*)"
)
_LATEST = re.compile(r"no later than|a mas tardar|antes del?|before|au plus tard|ate|by\b")
_EARLIEST = re.compile(r"not before|no earlier than|a partir d|no antes|from\b|desde")


def start(sentence: AskedSentence) -> Iterator[Term]:
    """The first and the last day to begin on, where the sentence gives whole days."""
    text = sentence.folded
    begins = _STARTS.search(text)
    if not begins:
        return
    told = list(_days_told(text, begins.end()))
    years = [year for match in told if (year := _year(match))]
    days = [day for match in told if years and (day := _day(match, years[-1]))]
    before = text[begins.end() : told[0].start()] if told else ""
    if len(days) == 2 and re.search(r"between|entre|from|del?\b", before):
        names: tuple[str, ...] = ("inicio_desde", "inicio_hasta")
    elif len(days) == 1 and _EARLIEST.search(before):
        names = ("inicio_desde",)
    elif len(days) == 1 and _LATEST.search(before):
        names = ("inicio_hasta",)
    else:
        return
    for field, day in zip(names, days, strict=True):
        yield Term(field=field, value=day.isoformat(), quote=sentence.quote)


def end(sentence: AskedSentence) -> Iterator[Term]:
    """The last day on which the project may still run, where the sentence gives a whole day."""
    text = sentence.folded
    ends = _ENDS.search(text)
    told = next(_days_told(text, ends.end()), None) if ends else None
    if ends is None or told is None or not _LATEST.search(text[ends.end() : told.start()]):
        return
    year = _year(told)
    if year and (day := _day(told, year)):
        yield Term(field="fin_hasta", value=day.isoformat(), quote=sentence.quote)


def _days_told(text: str, start: int) -> Iterator[re.Match[str]]:
    """The days written from ``start`` on: of what looks like one, what names a month."""
    for match in _DAY.finditer(text, start):
        if match["iso"] or (match["m"] or match["m2"]) in _MONTHS:
            yield match


def _year(match: re.Match[str]) -> int | None:
    if match["iso"]:
        return int(match["iso"][:4])
    told = match["y"] or match["y2"]
    return int(told) if told else None


def _day(match: re.Match[str], year: int) -> date | None:
    """The day a match names; a first day without its year is of the year of the last."""
    try:
        if match["iso"]:
            return date.fromisoformat(match["iso"])
        month = _MONTHS[match["m"] or match["m2"]]
        return date(_year(match) or year, month, int(match["d"] or match["d2"]))
    except ValueError:
        return None
