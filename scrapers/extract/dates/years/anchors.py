"""What may tell the year of a date written without one: only what the source states itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scrapers.extract.dates.notations import DateHit
from scrapers.extract.dates.words.calendar import WEEKDAY
from scrapers.extract.dates.words.named_years import belongs_to_a_name
from scrapers.extract.text.passage import Passage
from scrapers.extract.text.wording import WordTable, table

_DATELINE = re.compile(
    r"^\W{0,3}(?:date|fecha)?\s*(?P<y>20\d\d)-(?P<m>0[1-9]|1[0-2])(?:-(?P<d>[0-3]\d))?\b"
)
_URL_STAMP = re.compile(
    r"[/_-](?P<y>20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-2]\d|3[01])(?:\d{4,12})?(?=[/._-]|$)"
)
_URL_DATE = re.compile(r"/(?P<y>20[0-4]\d)/(?P<m>0?[1-9]|1[0-2])(?:/(?P<d>[0-3]?\d))?(?=/|$|[?#])")
_PUBLISHED = table(
    r"""
    publicad[oa] | publicacion | publicat | fecha de publicacion | posted(?: on)? |
    published(?: on)? | publie(?:e)? le | publicado em | actualizad[oa] | creado |
    boletin n\S* \S+ | news | noticia | noticias | press release | comunicado
    """,
    lead="",
    tail=(
        r"[\s:|,.\-]{0,4}(?:(?:al?|en el|en la|no|na|au) [a-z]{2,6},?\s)?"
        r"(?:(?:hoy|hui|avui|aujourd'hui|today),?\s)?(?:(?:el|on|em|le|dia|a|o)\s)?"
        rf"(?:{WEEKDAY},?\s)?$"
    ),
)
_CITY = re.compile(
    r"^[\s(\"]{0,3}[A-ZÁÉÍÓÚÑÇ][\w.'-]+(?:,? (?:de|del|la|el|do|da|[A-ZÁÉÍÓÚÑÇ][\w.'-]*)){0,5}"
    r"(?:,| -|\.|:)\s?(?:a |el |le |on )?$|^[\s(\"]{0,3}$"
)
_DATELINE_END = re.compile(
    r"\s*(?:[)\].:|-]|\n|$)|\s{2,}|[A-ZÁÉÍÓÚÑÇ]|,?\s+(?:\d{1,2}[:h]\d\d|(?:by|por|par|per) )"
)
"""What stands after a page's own date: the line's end, an hour, or who wrote it."""

_YEAR = re.compile(r"(?<![\d/.-])(20[0-4]\d)(?![\d]|[.,]\d{3})")
_EDITION = WordTable(
    (
        r"(?:convocatoria|edicion|edital|chamada|appel|call|edition|premio|prize|concurso|"
        r"edicao|edicio|subvenciones|subvencions|cohort)\b(?:[ ,\"'()-]+[^\W\d_]+){0,5}"
        r"[ ,\"'()-]+(?:ano |para el ano |any )?(?P<y>20[0-4]\d)(?!\d|\s?[-/]\s?\d)",
        r"(?:programa|programme|program|estimulos|becas|bolsas|bourses|beques|fondo|fundo|fund|"
        r"ayudas|ajuts|grants|fellowships)\b(?: (?!en |desde|de |in |since|em |depuis|del? ano|"
        r"des )[^\W\d_]+){0,3} (?P<y>20[0-4]\d)(?!\d|\s?[-/]\s?\d)",
    )
)
_PAST = table(
    r"""
    (?:desde|since|depuis|des de|fundad\w*|founded|fondee?s?|cread[oa]s?|created|creee?s?)%NEAR% |
    (?:criad[oa]s?|naci\w+|nee|born|began|launched|lanzad[oa]s?|lancee?s?|lancad[oa]s?)%NEAR% |
    (?:established|anterior(?:es)?|pasad[oa]s?|passad[oa]s?|previous|precedente?s?)%NEAR% |
    (?:aconteceu|tuvo lugar|took place|last (?:year|edition|round))%NEAR% |
    (?:first|primer[oa]?|premiere?|primeira?) (?:edicion|edition|edicao|edicio|convocatoria|call|
        round|appel|chamada)\b[^.;\n\d]{0,25}\b(?:in|en|em|el|ano|l'an)%NEAR% |
    (?:fin|fins|finales|finais|finals|end|late)(?: del?| d'| of| do)?\s
    """,
    tail="$",
    parts={"NEAR": r"\b[^.;\n\d]{0,30}"},
)
"""What stands before the year of something that already took place."""

_NUMBER = re.compile(r"(?<![\d/])\d{1,4}\s?/\s?(20[0-4]\d)(?![\d/-])")
_PAST_AFTER = re.compile(
    r"[^.;\n\d]{0,40}\b(?:repartio|recibio|apoyo a|financio|conto con|tuvo|reunio|premio a|"
    r"beneficio|received|awarded|supported|funded|drew|had|a (?:recu|soutenu|recompense)|recebeu|"
    r"apoiou|premiou)\b"
)
"""What follows the year of an edition that is over."""

_NOTICE = re.compile(
    r"\b(?:edital|editais|convocatorias?|chamada|chamamento|aviso|appel|call|concurso|concorrencia)\b"
    r"(?:(?!\b(?:lei|ley|llei|loi|decret|portaria|orden|ordre|law|act|resol|directiva|reg[ul]|"
    r"real)\w*)[^.;\n\d]){0,50}?(?:\bn(?:\.?[º°o]|um(?:ero)?|ro)?\.?\s?)?(?<![\d/])\d{1,4}\s?(?:/|del?\s)\s?"
    r"(?P<y>20[0-4]\d)(?![\d/-])"
)
"""The number of a notice, which bears the year it was given: "Edital nº 7/2025"."""

_URL_DAY = re.compile(r"(?<!\d)(?P<y>20[0-4]\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2]\d|3[01])(?!\d)")
_UPDATED = table(
    r"""
    last (?:updated|modified|reviewed) | updated(?: on)? | ultima actualizacion |
    actualizad[oa] | mis a jour | derniere mise a jour | atualizad[oa](?: em)? |
    ultima atualizacao
    """,
    lead="",
    tail=rf"[\s:|,.\-]{{0,4}}(?:(?:el|on|em|le|a)\s)?(?:{WEEKDAY},?\s)?$",
)
_URL_YEAR = re.compile(r"/(20[0-4]\d)(?=/)")
_AHEAD = timedelta(days=300)
"""How far behind the anchor a day without a year may lie to be of its year: ten months. Set by
hand."""
_BEHIND = timedelta(days=45)
"""How long a day may be past before it is taken for that of next year. Set by hand."""
_LATE = timedelta(days=150)
"""How far ahead a day of the year after its edition's may lie. Set by hand."""
_NUMBERED = "notice-number"
_TURN = 2
"""A notice of one year often closes in these first months of the next: no year is taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A stated date (or an edition's year) a year may be taken from, and what it is.

    ``exact``: the source gives the day too, not only the month. ``doubtful``: it settles only
    a date whose weekday is written and agrees. ``returns``: the date comes back each year, so that
    the next one from ``day`` is meant, however far.
    """

    name: str
    day: date | None = None
    year: int | None = None
    exact: bool = False
    doubtful: bool = False
    returns: bool = False


def find_anchors(
    title: Passage,
    text: Passage,
    *,
    hits: Sequence[DateHit],
    url: str | None,
    published_on: date | None,
) -> list[Anchor]:
    """The anchors of a page, the surest first."""
    anchors = [Anchor(name="published_on", day=published_on, exact=True)] if published_on else []
    head = _DATELINE.match(text.folded)
    if head:
        anchors.append(Anchor(name="dateline", day=_day(head), exact=bool(head["d"])))
    anchors += [
        Anchor(name="dateline", day=hit.on, exact=True)
        for hit in hits
        if hit.on and _is_dateline(text, hit)
    ][:1]
    told = (pattern.search(url or "") for pattern in (_URL_DATE, _URL_STAMP, _URL_DAY))
    anchors += _updated(text, hits)
    in_url = next(filter(None, told), None)
    if in_url:
        anchors.append(Anchor(name="url", day=_day(in_url)))
    edition = [a for a in _edition(title, text) if agrees_with_url(a, url)]
    return [*anchors, *edition, *_notice(title, text)]


def _updated(text: Passage, hits: Sequence[DateHit]) -> list[Anchor]:
    """The day a page says it was last changed: later than its own, so the weekday must agree."""
    return [
        Anchor(name="updated", day=hit.on, doubtful=True)
        for hit in hits
        if hit.on and _UPDATED.search(text.folded, max(0, hit.start - 50), hit.start)
    ][:1]


def agrees_with_url(anchor: Anchor, url: str | None) -> bool:
    """Whether the address does not file the page under another year ("/2014/…", no month)."""
    dated = any(p.search(url or "") for p in (_URL_DATE, _URL_STAMP, _URL_DAY))
    years = () if dated else tuple(map(int, _URL_YEAR.findall(url or "")))
    return not years or anchor.year in years


def _notice(title: Passage, text: Passage) -> list[Anchor]:
    """The year in the number of the notice, where all bear the same and no other a later one."""
    years = {m["y"] for p in (title, text) for m in _NOTICE.finditer(p.folded, 0, 1500)}
    later = {m[1] for p in (title, text) for m in _NUMBER.finditer(p.folded, 0, 1500)}
    if len(years) != 1 or max(later | years) not in years:
        return []
    return [Anchor(name=_NUMBERED, year=int(years.pop()))]


def _tells_nothing(text: str, at: int) -> bool:
    """Whether the year at ``at`` is one of the past, or only a part of a name."""
    past = _PAST.search(text, max(0, at - 70), at) or _PAST_AFTER.match(text, at + 4)
    return past is not None or belongs_to_a_name(text, at)


def _edition(title: Passage, text: Passage) -> list[Anchor]:
    """The year of the edition: the only one in the title, or named with the call in the text."""
    years = {
        m[1] for m in _YEAR.finditer(title.folded) if not _tells_nothing(title.folded, m.start())
    }
    if re.search(r"\d{4}\s?[-/]\s?\d{2,4}", title.folded):
        return []
    if not years:
        years = {
            m["y"]
            for m in _EDITION.finditer(text.folded, 0, 1500)
            if not _tells_nothing(text.folded, m.start("y"))
        }
    return [Anchor(name="edition-year", year=int(years.pop()))] if len(years) == 1 else []


def _day(match: re.Match[str]) -> date:
    """A full date, or the first of the month where the source gives no day."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"] or 1))
    except ValueError:
        return date(int(match["y"]), int(match["m"]), 1)


def _is_dateline(text: Passage, hit: DateHit) -> bool:
    """Whether a full date is the page's own: after "publicado", or "Caracas, 18 de marzo"."""
    start, _ = text.segment(hit.start)
    if _PUBLISHED.search(text.folded, max(0, hit.start - 60), hit.start):
        return True
    if hit.start > 1500 or not _DATELINE_END.match(text.plain[hit.end : hit.end + 8]):
        return False
    before = text.plain[start : hit.start]
    return _CITY.match(before) is not None and (bool(before.strip()) or hit.start < 60)


_NEWS = re.compile(
    r"\b(?:anunci|public|inform|abri|abert|lanz|lanc|launch|opened|announc|publish|annonc|obert|"
    r"comunic|present)\w*\b[^.;]{0,30}$"
)


def sentence_day(passage: Passage, hit: DateHit, hits: Sequence[DateHit]) -> Anchor | None:
    """The full date the same sentence gives for announcing or opening the call."""
    start, _ = passage.segment(hit.start)
    for other in hits:
        if (
            other.on
            and start <= other.start < hit.start
            and _NEWS.search(passage.folded, max(start, other.start - 60), other.start)
        ):
            return Anchor(name="date-in-sentence", day=other.on)
    return None


def sentence_year(passage: Passage, hit: DateHit, hits: Sequence[DateHit]) -> Anchor | None:
    """The one year the sentence, or the line that announces it, names outside its dates."""
    start, end = _with_line_above(passage, hit)
    inside = [(h.start, h.end) for h in hits if h.end > start and h.start < end]
    years = {
        match[1]
        for match in _YEAR.finditer(passage.folded, start, end)
        if not any(a <= match.start() < b for a, b in inside)
        and not _tells_nothing(passage.folded, match.start())
        and not re.match(r"\s?[-/]\s?\d", passage.folded[match.end() : match.end() + 4])
    }
    return Anchor(name="year-in-sentence", year=int(years.pop())) if len(years) == 1 else None


def _with_line_above(passage: Passage, hit: DateHit) -> tuple[int, int]:
    """The sentence of a date; in a list of short lines, with the line that announces it."""
    start, end = passage.segment(hit.start)
    above = passage.previous_segment(start)
    for _ in range(12):
        if above and above[1] - above[0] < 36 and end - start < 36:
            above = passage.previous_segment(above[0])
    if above and passage.folded[slice(*above)].rstrip().endswith(":"):
        return max(above[0], above[1] - 120), end
    return start, end


def year_for(hit: DateHit, anchors: Sequence[Anchor]) -> tuple[int, str] | None:
    """The year of a yearless date and the anchor's name; ``None`` where no anchor settles it.

    A dated anchor gives the next such day if it is within 300 days; where that day passed
    less than 45 days before the anchor, both readings are possible and none is taken.
    """
    if hit.day is None:
        return None
    for anchor in anchors:
        unsure = anchor.doubtful or (anchor.name == _NUMBERED and hit.month <= _TURN)
        if unsure and hit.weekday is None:
            continue
        year = anchor.year
        if anchor.day is not None:
            year = (_coming if anchor.returns else _next_year)(hit, anchor.day)
        if year is not None and _exists(year, hit) and _weekday_agrees(year, hit):
            return None if _after_its_edition(hit, year, anchor, anchors) else (year, anchor.name)
    return None


def _after_its_edition(hit: DateHit, year: int, anchor: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Whether a day would fall well into the year after the page's edition.

    A page of November on the call of that year, to be answered by June, was put up late.
    """
    editions = [a.year for a in anchors if a.name == "edition-year" and a.year]
    if anchor.day is None or hit.day is None or not editions or max(editions) >= year:
        return False
    return year > anchor.day.year and date(year, hit.month, hit.day) - anchor.day > _LATE


def _coming(hit: DateHit, day: date) -> int:
    """The year of the next such day on or after ``day``."""
    return day.year + ((hit.month, hit.day or 1) < (day.month, day.day))


def _next_year(hit: DateHit, day: date) -> int | None:
    """The year of the next such day after ``day``, where it is near and beyond doubt."""
    assert hit.day is not None
    for year in (day.year, day.year + 1):
        if not _exists(year, hit):
            continue
        candidate = date(year, hit.month, hit.day)
        if candidate >= day.replace(day=1):
            return year if candidate - day <= _AHEAD else None
        if day - candidate <= _BEHIND:
            return None
    return None


def _exists(year: int, hit: DateHit) -> bool:
    """Whether the day exists in ``year``."""
    try:
        date(year, hit.month, 1 if hit.day is None else hit.day)
    except ValueError:
        return False
    return True


def _weekday_agrees(year: int, hit: DateHit) -> bool:
    """Whether the weekday written, if any, is the one of that year."""
    return (
        hit.weekday is None
        or date(year, hit.month, 1 if hit.day is None else hit.day).weekday() == hit.weekday
    )
